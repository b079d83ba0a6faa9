"""How people get on: plans, training, waiting for a pair, consents (N6, N8, N9, N10)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Final

from connector.domain.consents import Purpose, expires_within, is_valid
from connector.domain.indicators.facts import Facts, When
from connector.domain.indicators.pairs import of_match
from connector.domain.indicators.rows import Definition, How, Row, Sort, Verdict, Why
from connector.domain.matches import MEETS, Match
from connector.domain.participation import FINAL, Participation, State
from connector.domain.people import PersonId, Role
from connector.domain.plan_progress import Progress, progress
from connector.domain.plans import ItemState, PlanItem
from connector.domain.training import TrainingKind, trained

NOT_YET: Final = frozenset({State.CANDIDATE, State.CONSENT_PENDING})
LEARNT: Final = frozenset({TrainingKind.INITIAL, TrainingKind.ACCOMPANYING})
"""What prepares for mentoring; a teacher's own growth is counted elsewhere."""


def done_items(facts: Facts) -> Iterator[Row]:
    """The items of each pair's plans, those dropped left out, and those done by the day (N6)."""
    for match, one in _plans(facts):
        row = of_match(facts, match, Verdict.COUNTED, Why.PLANNED)
        yield row._replace(amount=one.done, whole=one.counted)


def plan_marks(facts: Facts) -> Iterator[Row]:
    """The mark of each pair's plans, by the share that is done (N6)."""
    for match, one in _plans(facts):
        row = of_match(facts, match, Verdict.COUNTED, Why.PLANNED)
        yield row._replace(amount=Fraction(one.mark or 0))


def training(facts: Facts) -> Iterator[Row]:
    """Every mentor who works, by whether their initial training holds (N8)."""
    papers = list(facts.register.certificates.values())
    ready = trained(facts.school.studies, papers, facts.admission, facts.on)
    for who, programmes in _mentors(facts).items():
        is_ready = who in ready
        verdict = Verdict.COUNTED if is_ready else Verdict.NOT_COUNTED
        why = Why.TRAINED if is_ready else Why.NOT_TRAINED
        yield _of_mentor(facts, who, programmes, verdict, why)


def hours(facts: Facts) -> Iterator[Row]:
    """Every mentor who works, with the hours that they learnt by the day (N8)."""
    learnt = _hours(facts)
    for who, programmes in _mentors(facts).items():
        row = _of_mentor(facts, who, programmes, Verdict.COUNTED, Why.LEARNT)
        yield row._replace(amount=learnt[who])


def matched(facts: Facts) -> Iterator[Row]:
    """Every mentee in the base, by whether they have a pair (N9)."""
    paired = _paired(facts)
    for one in _mentees(facts):
        has_pair = (one.programme_id, one.person_id) in paired
        verdict = Verdict.COUNTED if has_pair else Verdict.NOT_COUNTED
        yield _of_participation(facts, one, verdict, Why.HAS_PAIR if has_pair else Why.WAITS)


def waiting(facts: Facts) -> Iterator[Row]:
    """Mentees in the base who have no pair, and for how many days (N9)."""
    paired = _paired(facts)
    for one in _mentees(facts):
        if (one.programme_id, one.person_id) not in paired and one.entered_on:
            row = _of_participation(facts, one, Verdict.COUNTED, Why.WAITS)
            yield row._replace(amount=(facts.on - one.entered_on).days)


def waiting_people(facts: Facts) -> Iterator[Row]:
    """The waiting list (N9)."""
    for row in matched(facts):
        if row.verdict is Verdict.NOT_COUNTED:
            yield row._replace(verdict=Verdict.COUNTED)


def consents(facts: Facts) -> Iterator[Row]:
    """Everybody who takes part, or is to, by whether their consent holds (N10)."""
    for one in facts.register.participations.values():
        if _is_open(one, facts.on):
            holds = facts.register.has_consent(one.person_id, Purpose.PROCESSING, facts.on)
            verdict = Verdict.COUNTED if holds else Verdict.NOT_COUNTED
            row = _of_participation(facts, one, verdict, Why.CONSENT if holds else Why.NO_CONSENT)
            yield row._replace(subject=(Sort.PARTICIPATION, one.id, one.person_id))


def expiring(facts: Facts) -> Iterator[Row]:
    """Whose last consent that holds ends soon (N10)."""
    for row in consents(facts):
        who = PersonId(row.subject[-1])
        if row.verdict is Verdict.COUNTED and _ends_soon(facts, who):
            yield row._replace(why=Why.CONSENT_ENDS)


def _plans(facts: Facts) -> Iterator[tuple[Match, Progress]]:
    at_work = {match.id: match for match in facts.working[When.PERIOD]}
    items: defaultdict[int, list[PlanItem]] = defaultdict(list)
    for item in facts.register.plan_items.values():
        plan = facts.register.plans.get(item.plan_id)
        if plan and plan.match_id in at_work:
            items[plan.match_id].append(as_of(item, facts.on))
    for key, listed in items.items():
        told = progress(listed, facts.on)
        if told.counted:
            yield at_work[key], told


def as_of(item: PlanItem, on: date) -> PlanItem:
    """An item as it stood on a day: what was done later was still to be done."""
    is_later = item.done_on is not None and item.done_on > on
    return replace(item, state=ItemState.TO_DO) if is_later else item


def _mentors(facts: Facts) -> Mapping[PersonId, tuple[int, ...]]:
    """The mentors who work on the day, and in which programmes."""
    return {
        who: tuple(sorted({one.programme_id for one in spells}))
        for who, spells in facts.took_part(Role.MENTOR, When.DAY).items()
    }


def _of_mentor(
    facts: Facts, who: PersonId, programmes: tuple[int, ...], verdict: Verdict, why: Why
) -> Row:
    return Row((Sort.LEARNER, who), verdict, why, programmes, facts.class_of(who))


def _hours(facts: Facts) -> defaultdict[PersonId, Fraction]:
    found: defaultdict[PersonId, Fraction] = defaultdict(Fraction)
    for study in facts.school.studies:
        is_later = study.done_on is not None and study.done_on > facts.on
        if study.kind in LEARNT and study.is_done and not is_later:
            found[study.person_id] += Fraction(study.hours)
    for paper in facts.register.certificates.values():
        if paper.kind in LEARNT and paper.issued_on <= facts.on:
            found[paper.person_id] += Fraction(paper.hours)
    return found


def _mentees(facts: Facts) -> Iterator[Participation]:
    """Who is in the base on the day."""
    for one in facts.register.participations.values():
        day = one.reached.get(State.REGISTERED)
        is_in_base = day is not None and date.fromisoformat(day) <= facts.on
        is_mentee = one.role is Role.MENTEE and one.state not in NOT_YET
        if is_mentee and is_in_base and _is_open(one, facts.on):
            yield one


def _is_open(one: Participation, on: date) -> bool:
    """Whether it had begun and not ended on a day."""
    if one.left_on is not None:
        return one.left_on > on
    return one.state not in FINAL and (one.entered_on is None or one.entered_on <= on)


def _paired(facts: Facts) -> frozenset[tuple[int, PersonId]]:
    """Mentees who have a pair on the day, be it on trial."""
    return frozenset(
        (match.programme_id, one.person_id)
        for match in facts.register.matches.values()
        if match.state_on(facts.on) in MEETS
        for one in facts.side(match, Role.MENTEE)
    )


def _of_participation(facts: Facts, one: Participation, verdict: Verdict, why: Why) -> Row:
    return Row(
        (Sort.PERSON, one.person_id),
        verdict,
        why,
        (one.programme_id,) if one.programme_id else (),
        facts.class_of(one.person_id),
    )


def _ends_soon(facts: Facts, who: PersonId) -> bool:
    """Whether no consent that holds now will hold after `expiry_days`."""
    person = facts.register.people[who]
    valid = [
        consent
        for consent in facts.register.consents_of.get(who, ())
        if consent.purpose is Purpose.PROCESSING and is_valid(consent, person, facts.on)
    ]
    return all(expires_within(one, facts.on, facts.norms.expiry_days) for one in valid)


DEFINITIONS: Final = (
    Definition("N6.done", How.SHARE, done_items),
    Definition("N6.mark", How.MEAN, plan_marks),
    Definition("N8.trained", How.SHARE, training),
    Definition("N8.hours", How.COUNT, hours),
    Definition("N8.mean_hours", How.MEAN, hours),
    Definition("N9.matched", How.SHARE, matched),
    Definition("N9.waiting", How.COUNT, waiting_people),
    Definition("N9.days", How.MEAN, waiting),
    Definition("N10.valid", How.SHARE, consents),
    Definition("N10.expiring", How.COUNT, expiring),
)
