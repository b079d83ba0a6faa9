"""The personal card of somebody (methodology 5.5): everything that is known, or may be seen."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from connector.domain.access import Looking, Thing, may_see
from connector.domain.consents import Consent, is_valid, needs_renewal
from connector.domain.pairs import Pair
from connector.domain.participation import TEXTS, Participation
from connector.domain.people import Person
from connector.domain.register.edits import EditRefused
from connector.domain.register.rules import may_publish
from connector.services.by_hand.view import View
from connector.services.people.looking import allowed, partners

Told = dict[str, Any]

OF_PERSON: Final[Mapping[str, Thing]] = {
    **dict.fromkeys(("id", "name", "kind", "class_name", "is_active", "roles"), Thing.STATE),
    **dict.fromkeys(("participations", "pairs"), Thing.STATE),
    **dict.fromkeys(("contacts", "representative"), Thing.CONTACTS),
    **dict.fromkeys(("age", "born_on", "serving_since", "position", "workplace"), Thing.TEXTS),
    **dict.fromkeys(("interests", "subject", "organisation", "organisation_id"), Thing.TEXTS),
    **dict.fromkeys(("is_young_specialist", "studies", "certificates"), Thing.TEXTS),
    **dict.fromkeys(("consents", "erasures"), Thing.CONSENTS),
    **dict.fromkeys(("gaps", "journal"), Thing.CONTROL),
}
OF_PARTICIPATION: Final[Mapping[str, Thing]] = {
    **dict.fromkeys(("id", "role", "programme", "form", "state", "reached"), Thing.STATE),
    **dict.fromkeys(("applied_on", "entered_on", "left_on"), Thing.STATE),
    **dict.fromkeys(TEXTS, Thing.TEXTS),
    "request": Thing.REQUEST,
    **dict.fromkeys(("case_url", "may_publish", "is_passed"), Thing.TEXTS),
    "reasons": Thing.SENSITIVE_REASON,
    **dict.fromkeys(("left_because", "selection"), Thing.CONTROL),
}
"""What each part of a card tells; a part that stands in neither table is for nobody else."""


def card(view: View, person: Person, by: Looking | None = None) -> Told:
    """Everything of a person that `by` may see; raises EditRefused when that is nothing."""
    if by and not may_see(by, Thing.STATE, person.id, person.class_name):
        raise EditRefused("people.not_allowed", person=person.id)
    return allowed(_everything(view, person, by), person, OF_PERSON, by)


def _everything(view: View, person: Person, by: Looking | None) -> Told:
    who, book = person.id, view.register
    organisation = book.organisations.get(person.organisation_id)
    return {
        **asdict(person),
        "roles": sorted(person.roles),
        "age": person.age(view.today),
        "organisation": organisation.name if organisation else "",
        "participations": [
            allowed(_participation(view, one), person, OF_PARTICIPATION, by)
            for one in book.participations_of.get(who, ())
        ],
        "pairs": [_pair(view, pair, person, by) for pair in view.school.pairs if _is_in(pair, who)],
        "consents": [_consent(view, one, person) for one in book.consents_of.get(who, ())],
        "erasures": [task for task in book.erasures.values() if task.person_id == who],
        "studies": [
            {**asdict(study), "state": study.state(view.today)}
            for study in view.school.studies
            if study.person_id == who
        ],
        "certificates": [c for c in book.certificates.values() if c.person_id == who],
        "gaps": [gap for gap in view.school.gaps if gap.person_id == who],
        "journal": _journal(view, who),
    }


def _participation(view: View, one: Participation) -> Told:
    selection = view.register.selections.get(one.id)
    return {
        **{name: getattr(one, name) for name in OF_PARTICIPATION if hasattr(one, name)},
        **{name: one.texts.get(name, "") for name in TEXTS},
        "programme": view.programme(one.programme_id),
        "may_publish": may_publish(view.register, one.person_id, view.today),
        "reasons": [code for number, code in view.register.reasons if number == one.id],
        "selection": asdict(selection) if selection else None,
    }


def _pair(view: View, pair: Pair, person: Person, by: Looking | None) -> Told:
    mine = next(m for m in (*pair.mentors, *pair.mentees) if m.person_id == person.id)
    seen = partners(pair, person.id, by)
    return {
        "id": pair.id,
        "name": pair.name if len(seen) == len(partners(pair, person.id, None)) else "",
        "programme": view.programme(pair.programme_id),
        "standing": mine.standing,
        "is_complete": pair.is_complete,
        "partners": [{"id": m.person_id, "name": m.name, "standing": m.standing} for m in seen],
    }


def _is_in(pair: Pair, who: int) -> bool:
    return any(member.person_id == who for member in (*pair.mentors, *pair.mentees))


def _consent(view: View, consent: Consent, person: Person) -> Told:
    on = view.today
    return {
        **asdict(consent),
        "state": consent.state(on),
        "is_valid": is_valid(consent, person, on),
        "needs_renewal": needs_renewal(consent, person, on),
    }


def _journal(view: View, who: int) -> list[Told]:
    with view.deps.database.reading(view.deps.school_id) as tx:
        entries = tx.register.journal(who)
    return [{"at": entry.at, "by": entry.by, "change": entry.change} for entry in entries]
