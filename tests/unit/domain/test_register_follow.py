"""What the register makes of any history of a school: the rules of methodology 12.3 hold."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connector.domain.consents import ConsentState, Purpose, SeenConsent, Signer
from connector.domain.erasure import ErasureState
from connector.domain.norms import Norms
from connector.domain.participation import FINAL, NEEDS_CONSENT, State, may
from connector.domain.people import PersonId, Role
from connector.domain.programmes import ProgrammeId
from connector.domain.recruiting import Application, Decision, Selection
from connector.domain.register import Register, follow
from connector.domain.register.rules import faults
from connector.domain.school import School
from connector.domain.training import Admission, Study, TrainingKind
from tests.builders import a_pair_of, a_person, a_programme, a_school

FIRST: Final = date(2026, 9, 1)
PEOPLE: Final = (1, 2, 3)
PROGRAMMES: Final = (50, 51)
SOURCE: Final = "profile: consent"
BLOCKING: Final = Admission("block")

who = st.sampled_from(PEOPLE)
sides = st.sampled_from([Role.MENTOR, Role.MENTEE])


@dataclass(frozen=True)
class Day:
    """What Moodle shows on a day, and what a person decided before it."""

    school: School
    decision: Decision | None
    after_days: int


@st.composite
def schools(draw: st.DrawFn) -> School:
    places = draw(st.sets(st.tuples(st.sampled_from((0, *PROGRAMMES)), sides, who)))
    consented = draw(st.sets(who))
    trained = draw(st.sets(who))
    applied = draw(st.sets(st.tuples(who, sides), max_size=2))
    pairs = draw(st.lists(st.permutations(PEOPLE), max_size=2))
    ended = draw(st.booleans())
    return a_school(
        [a_person(key) for key in draw(st.sets(who, min_size=2))],
        programmes=(
            a_programme(),
            a_programme(id=ProgrammeId(51), ends_on=FIRST if ended else None),
        ),
        places={
            (programme, side): frozenset(
                PersonId(k) for p, s, k in places if (p, s) == (programme, side)
            )
            for programme, side, _ in places
        },
        consents=tuple(a_seen_consent(key) for key in sorted(consented)),
        consent_answers={SOURCE: frozenset(map(PersonId, PEOPLE))},
        studies=tuple(a_study(key) for key in sorted(trained)),
        applications=tuple(
            Application(PersonId(key), side, "анкета", texts={"interests": f"{key}"})
            for key, side in sorted(applied)
        ),
        pairs=tuple(
            a_pair_of(pair[:1], pair[1:2], id=f"group:{number}")
            for number, pair in enumerate(pairs, 1)
        ),
    )


days = st.builds(Day, schools(), st.none() | st.sampled_from(Decision), st.integers(0, 40))


def a_seen_consent(key: int, **changes: Any) -> SeenConsent:  # noqa: ANN401 - fields
    seen = SeenConsent(PersonId(key), Purpose.PROCESSING, SOURCE, Signer.REPRESENTATIVE)
    return replace(seen, **changes)


def a_study(key: int) -> Study:
    return Study(
        person_id=PersonId(key),
        course_id=60,
        title="Школа наставника",
        kind=TrainingKind.INITIAL,
        hours=Decimal(16),
        is_enrolled=True,
        is_done=True,
        done_on=FIRST,
    )


def lived(history: Sequence[Day], admission: Admission) -> list[tuple[Register, date]]:
    """The register after each day."""
    register, on, found = Register(), FIRST, []
    for day in history:
        on += timedelta(days=day.after_days)
        if day.decision and register.participations:
            first = min(register.participations)
            register = register.with_rows("selections", [Selection(first, decision=day.decision)])
        register = follow(register, day.school, admission, Norms(), on)
        found.append((register, on))
    return found


histories = st.lists(days, min_size=1, max_size=5)
admissions = st.sampled_from([Admission("warn"), BLOCKING])


@given(histories, admissions)
def test_following_again_changes_nothing(history: list[Day], admission: Admission) -> None:
    register, on = lived(history, admission)[-1]

    assert follow(register, history[-1].school, admission, Norms(), on) == register


@given(histories, admissions)
def test_no_rule_is_ever_broken(history: list[Day], admission: Admission) -> None:
    for register, on in lived(history, admission):
        assert faults(register, on) == []


@given(histories, admissions)
def test_nobody_is_in_the_base_without_a_valid_consent(
    history: list[Day], admission: Admission
) -> None:
    for register, on in lived(history, admission):
        for one in register.participations.values():
            if one.is_open and one.state in NEEDS_CONSENT:
                assert register.has_consent(one.person_id, Purpose.PROCESSING, on)


@given(histories, admissions)
def test_what_has_ended_stays_as_it_is(history: list[Day], admission: Admission) -> None:
    states = lived(history, admission)
    for (before, _), (after, _) in pairwise(states):
        for key, one in before.participations.items():
            if one.state in FINAL:
                assert after.participations[key] == one


@given(histories, admissions)
def test_every_participation_went_by_the_table(history: list[Day], admission: Admission) -> None:
    states = lived(history, admission)
    for (before, _), (after, _) in pairwise(states):
        for key, one in before.participations.items():
            assert is_reachable(one.role, one.state, after.participations[key].state)


def is_reachable(role: Role, source: State, target: State) -> bool:
    reached, news = {source}, {source}
    while news:
        news = {s for s in State for known in news if may(role, known, s)} - reached
        reached |= news
    return target in reached


@given(histories)
def test_an_untrained_mentor_never_becomes_active_where_training_is_asked_for(
    history: list[Day],
) -> None:
    for register, _ in lived(history, BLOCKING):
        for one in register.participations.values():
            if one.role is Role.MENTOR and State.ACTIVE in one.reached:
                assert State.TRAINED in one.reached


@given(histories, admissions)
def test_whoever_withdrew_takes_part_no_more_and_has_a_task_of_erasure(
    history: list[Day], admission: Admission
) -> None:
    for register, on in lived(history, admission):
        for key, consents in register.consents_of.items():
            if register.has_consent(key, Purpose.PROCESSING, on):
                continue
            withdrawn = [c for c in consents if c.state(on) is ConsentState.WITHDRAWN]
            if not withdrawn:
                continue
            tasks = [t for t in register.erasures.values() if t.person_id == key]
            assert ErasureState.OPEN in {task.state for task in tasks}
            assert all(t.due_on == t.opened_on + timedelta(days=30) for t in tasks)
            for one in register.participations_of.get(key, ()):
                assert not (one.is_open and one.state in NEEDS_CONSENT)


@given(histories, admissions)
def test_who_vanishes_from_moodle_stays_in_the_register_inactive(
    history: list[Day], admission: Admission
) -> None:
    known: set[PersonId] = set()
    for (register, _), day in zip(lived(history, admission), history, strict=True):
        assert known <= register.people.keys()
        known = set(register.people)
        for key, person in register.people.items():
            assert person.is_active == (key in day.school.people)


@given(histories, admissions, who)
def test_a_change_of_one_person_changes_nothing_of_the_others(
    history: list[Day], admission: Admission, changed: int
) -> None:
    register, on = lived(history, admission)[-1]
    school = history[-1].school
    without = replace(
        school,
        consents=tuple(one for one in school.consents if one.person_id != changed),
        places={place: people - {PersonId(changed)} for place, people in school.places.items()},
    )

    after = follow(register, without, admission, Norms(), on)

    for part in ("people", "participations", "consents", "erasures"):
        for key, row in getattr(register, part).items():
            owner = row.id if part == "people" else row.person_id
            if owner != changed:
                assert getattr(after, part)[key] == row
        new = getattr(after, part).keys() - getattr(register, part).keys()
        assert all(getattr(after, part)[key].person_id == changed for key in new)


@given(histories, admissions)
def test_the_order_in_which_moodle_tells_things_does_not_matter(
    history: list[Day], admission: Admission
) -> None:
    turned = [replace(day, school=upside_down(day.school)) for day in history]

    assert lived(turned, admission)[-1][0] == lived(history, admission)[-1][0]


def upside_down(school: School) -> School:
    return replace(
        school,
        people=dict(list(school.people.items())[::-1]),
        places=dict(list(school.places.items())[::-1]),
        consents=school.consents[::-1],
        studies=school.studies[::-1],
        pairs=school.pairs[::-1],
        applications=school.applications[::-1],
    )


@pytest.mark.parametrize("state", sorted(FINAL))
def test_nothing_follows_an_end(state: State) -> None:
    assert not any(may(role, state, target) for role in Role for target in State)
