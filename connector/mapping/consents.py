"""Mirror + rules -> consents as Moodle tells them."""

from collections.abc import Iterator, Mapping
from datetime import date

from connector.domain.consents import SeenConsent, Signer
from connector.domain.people import Person, PersonId
from connector.mapping import sheets
from connector.mapping.dates import as_date, last_day
from connector.mapping.known import Known
from connector.mapping.needs import CHOICE
from connector.mapping.register_rules import ConsentRule
from connector.mapping.selectors import AnswersRule
from connector.mapping.values import profile_text


def consents(known: Known) -> tuple[SeenConsent, ...]:
    """Every consent that some rule sees, each once, by person."""
    seen = [one for rule in known.rules.consents for one in _seen(known, rule)]
    once = {(one.person_id, one.purpose, one.source): one for one in reversed(seen)}
    return tuple(once[place] for place in sorted(once))


def answered(known: Known) -> Mapping[str, frozenset[PersonId]]:
    """By rule, of whom a missing consent means that it was taken back.

    An empty profile field looks as one that may not be seen: it tells nothing. A question is known
    to be there by its answers, a choice also by the list of activities.
    """
    return {rule.source: _readable(known, rule) for rule in known.rules.consents}


def given(known: Known, rule: ConsentRule) -> Mapping[PersonId, int]:
    """Who consents, and at which moment they answered, 0 when nobody noted it."""
    if rule.answers is None:
        name = rule.profile_field or ""
        users = ((who, facts.user) for who, facts in known.facts.items())
        return {who: 0 for who, user in users if profile_text(user, name) in rule.given}
    name = sheets.key(rule.answers, rule.item)
    return {
        who: answered.answered_at
        for who, answered in sheets.latest(known, rule.answers, [rule.item]).items()
        if rule.given & set(answered.answers[name].split("\n"))
    }


def _seen(known: Known, rule: ConsentRule) -> Iterator[SeenConsent]:
    for who, answered_at in given(known, rule).items():
        signed_on = _noted(known, rule, who) or known.day_of(answered_at)
        yield SeenConsent(
            person_id=who,
            purpose=rule.purpose,
            source=rule.source,
            signed_by=_signer(rule, known.people[who], signed_on or known.today),
            signed_on=signed_on,
            valid_to=last_day(signed_on, rule.valid_years),
            text_version=rule.text_version,
        )


def _noted(known: Known, rule: ConsentRule, who: PersonId) -> date | None:
    """The day that stands in the profile."""
    return as_date(profile_text(known.facts[who].user, rule.signed_on)) if rule.signed_on else None


def _signer(rule: ConsentRule, person: Person, on: date) -> Signer:
    """Who answers does it with their own hand; what was noted of a minor the parents signed."""
    if rule.signed_by:
        return rule.signed_by
    by_another = rule.answers is None and person.is_minor(on)
    return Signer.REPRESENTATIVE if by_another else Signer.SELF


def _readable(known: Known, rule: ConsentRule) -> frozenset[PersonId]:
    if rule.answers is None:
        name = rule.profile_field or ""
        users = ((who, facts.user) for who, facts in known.facts.items())
        return frozenset(who for who, user in users if profile_text(user, name))
    is_there = sheets.latest(known, rule.answers, [rule.item]) or _is_listed(known, rule.answers)
    return frozenset(known.facts) if is_there else frozenset()


def _is_listed(known: Known, answers: AnswersRule) -> bool:
    meant, courses = answers.activity, sheets.courses(known, answers)
    return any(
        activity.course_id in courses
        and activity.module == answers.module == CHOICE
        and {"name": activity.name, "cmid": str(activity.cmid)}.get(meant.by) == meant.value
        for activity in known.mirror.activities
    )
