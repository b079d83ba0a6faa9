"""Withdraws a consent, and tells beforehand what that ends (methodology 12.3: 14)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from connector.domain.consents import BY_HAND, ConsentState, Purpose
from connector.domain.erasure import ErasureState
from connector.domain.pairs import Pair
from connector.domain.participation import Participation
from connector.domain.people import Person, PersonId
from connector.domain.register import Register, settle
from connector.domain.register.edits import taking_in
from connector.domain.register.edits_consents import withdraw_consent
from connector.domain.register.rules import may_publish
from connector.services.by_hand.changing import Changed, Edit, change, try_out
from connector.services.by_hand.view import View


@dataclass(frozen=True)
class Withdrawal:
    """Whose consent to what is withdrawn, and from which day it counts."""

    person: Person
    purpose: Purpose
    on: date


@dataclass(frozen=True)
class Consequences:
    """What a withdrawal ends; `due_on`: until when the data must be destroyed, None: need not be.

    `addresses`: what has to be taken off the site; `sources`: where Moodle shows the consent still.
    """

    ended: tuple[Participation, ...]
    pairs: tuple[Pair, ...]
    due_on: date | None
    addresses: tuple[str, ...]
    sources: tuple[str, ...]


def consequences(view: View, withdrawal: Withdrawal) -> Consequences:
    """What a withdrawal would end; nothing is kept. Raises EditRefused when it cannot be."""
    return _of(view, withdrawal, try_out(view, _edit(view, withdrawal)))


def withdraw(view: View, by: str, withdrawal: Withdrawal) -> tuple[Changed, Consequences]:
    """Withdraw, with everything that follows; raises EditRefused when it cannot be."""
    changed = change(view, by, _edit(view, withdrawal))
    return changed, _of(view, withdrawal, changed)


def in_words(view: View, found: Consequences) -> list[str]:
    """What a withdrawal ends, in lines."""
    say = view.deps.wording.say
    return [
        *(
            say(
                "consents.ends_participation",
                participation=one.id,
                role=view.deps.methodology.roles[one.role],
                programme=view.programme(one.programme_id),
            )
            for one in found.ended
        ),
        *(say("consents.ends_pair", pair=pair.name) for pair in found.pairs),
        *(say("consents.off_the_site", url=url) for url in found.addresses),
        *(say("consents.still_in_moodle", source=source) for source in found.sources),
        *([say("consents.erase_until", day=f"{found.due_on:%d.%m.%Y}")] if found.due_on else []),
    ]


def _edit(view: View, withdrawal: Withdrawal) -> Edit:
    person, today = withdrawal.person, view.today

    def edit(register: Register) -> Register:
        register = taking_in(register, person)
        return withdraw_consent(register, person.id, withdrawal.purpose, withdrawal.on, today)

    return edit


def _of(view: View, withdrawal: Withdrawal, changed: Changed) -> Consequences:
    who, before, after = withdrawal.person.id, changed.before, changed.after
    mine = after.participations_of.get(who, ())
    was_published = may_publish(before, who, view.today)
    is_published = may_publish(after, who, view.today)
    ends_all = withdrawal.purpose is Purpose.PROCESSING
    taken_off = ends_all or (was_published and not is_published)
    return Consequences(
        ended=tuple(
            one for one in mine if not one.is_open and before.participations[one.id].is_open
        ),
        pairs=tuple(_ended_pairs(view, who, changed)),
        due_on=max(
            (
                task.due_on
                for key, task in after.erasures.items()
                if key not in before.erasures and task.state is ErasureState.OPEN
            ),
            default=None,
        ),
        addresses=tuple(one.case_url for one in mine if one.case_url and taken_off),
        sources=tuple(sorted(_sources(after, withdrawal, view.today))),
    )


def _ended_pairs(view: View, who: PersonId, changed: Changed) -> Iterable[Pair]:
    admission, on = view.deps.rules.admission, view.today
    before = settle(view.seen, changed.before, admission, on).pairs
    after = {pair.id: pair for pair in settle(view.seen, changed.after, admission, on).pairs}
    for old in before:
        if _works_in(old, who) and not (old.id in after and _works_in(after[old.id], who)):
            yield old


def _works_in(pair: Pair, who: PersonId) -> bool:
    members = (*pair.mentors, *pair.mentees)
    return any(member.person_id == who and member.is_active for member in members)


def _sources(after: Register, withdrawal: Withdrawal, on: date) -> Iterable[str]:
    return {
        consent.source
        for consent in after.consents_of.get(withdrawal.person.id, ())
        if consent.purpose is withdrawal.purpose
        and consent.source != BY_HAND
        and consent.is_seen
        and consent.state(on) is ConsentState.WITHDRAWN
    }
