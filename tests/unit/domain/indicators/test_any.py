"""What is so of every indicator, whatever the school is like."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from connector.domain.indicators import (
    CATALOGUE,
    Definition,
    Facts,
    How,
    Indicator,
    Place,
    Row,
    Verdict,
    count,
    indicators,
)
from connector.domain.matches import EndReason, MatchState
from connector.domain.meetings import MeetingState
from connector.domain.participation import State
from connector.domain.people import Kind, PersonId, Role
from connector.domain.plans import ItemState, Plan
from connector.domain.register import Register
from connector.domain.register.book import KEYS
from connector.domain.survey_figures import Filled
from tests.builders import COURSE, a_person, a_school
from tests.indicators_builders import OTHER, PROGRAMMES, a_pair, facts
from tests.meetings_builders import a_meeting, an_item
from tests.register_builders import a_consent, an_active_one
from tests.unit.domain.indicators.test_answers import AFTER, BEFORE, OF_MENTORS

WHO = st.integers(1, 8)
DAYS = st.dates(date(2026, 8, 1), date(2026, 12, 15))
MARKS = st.sampled_from(["", "1", "5", "7", "10"])
PERSON = st.builds(
    a_person,
    WHO,
    born_on=st.none() | st.dates(date(2000, 1, 1), date(2020, 1, 1)),
    kind=st.sampled_from([Kind.PUPIL, Kind.TEACHER]),
    is_young_specialist=st.booleans(),
    is_active=st.booleans(),
    class_name=st.sampled_from(["", "8Б", "9А"]),
)
ENDED = st.sampled_from([MatchState.COMPLETED, MatchState.TERMINATED])


@st.composite
def pairs(draw: st.DrawFn) -> list[Any]:
    sides = st.lists(WHO, max_size=2, unique=True)
    began = draw(DAYS)
    changes: dict[str, Any] = {
        "programme_id": draw(st.sampled_from([COURSE, OTHER])),
        "begins_on": began,
        "reached": {MatchState.ACTIVE: began.isoformat()},
    }
    if draw(st.booleans()):
        over = max(began, draw(DAYS))
        reason = draw(st.sampled_from(EndReason))
        changes |= {"state": draw(ENDED), "ended_on": over, "ended_because": reason}
    return a_pair(draw(st.integers(1, 4)), draw(sides), draw(sides), **changes)


ROWS = (
    pairs()
    | st.builds(
        an_active_one,
        st.integers(1, 9),
        WHO,
        role=st.sampled_from([Role.MENTOR, Role.MENTEE]),
        programme_id=st.sampled_from([COURSE, OTHER]),
        state=st.sampled_from([State.ACTIVE, State.REGISTERED]),
        left_on=st.none() | DAYS,
    )
    | st.builds(a_consent, st.integers(1, 9), WHO, valid_to=st.none() | DAYS)
    | st.builds(
        a_meeting,
        st.integers(1, 9),
        DAYS,
        match_id=st.integers(1, 4),
        state=st.sampled_from(MeetingState),
        minutes=st.none() | st.integers(1, 90),
    )
    | st.builds(Plan, st.integers(1, 4), st.integers(1, 4))
    | st.builds(
        an_item, st.integers(1, 9), plan_id=st.integers(1, 4), state=st.sampled_from(ItemState)
    )
)
ANSWERS = st.builds(
    Filled,
    st.sampled_from([COURSE, OTHER]),
    st.sampled_from(["in", "out", "mentors"]),
    st.builds(PersonId, WHO),
    st.none() | DAYS,
    st.fixed_dictionaries(
        dict.fromkeys(("hope", "ease", "work", "result", "worth"), MARKS)
        | {"become": st.sampled_from(["", "Да", "Нет"])}
    ),
)


@st.composite
def schools(draw: st.DrawFn) -> Facts:
    people = draw(st.lists(PERSON, unique_by=lambda person: person.id))
    rows = draw(st.lists(ROWS, max_size=25))
    answers = draw(
        st.lists(ANSWERS, max_size=12, unique_by=lambda a: (a.programme_id, a.survey, a.person_id))
    )
    told = facts(
        *rows,
        people=people,
        school=a_school(programmes=PROGRAMMES, surveys=tuple(answers)),
        surveys=(BEFORE, AFTER, OF_MENTORS),
        asked={COURSE: frozenset({"in", "out"})},
        yes="Да",
    )
    return replace(told, register=whole(told.register))


def whole(register: Register) -> Register:
    """Without meetings and plans of pairs that there are not."""
    parts: dict[str, Any] = {
        "meetings": {k: m for k, m in register.meetings.items() if m.match_id in register.matches},
        "plans": {k: p for k, p in register.plans.items() if p.match_id in register.matches},
    }
    return replace(register, **parts)


@given(schools())
def test_every_share_lies_between_nought_and_a_hundred(told: Facts) -> None:
    shares = {one.code for one in CATALOGUE if one.how.is_share}
    found = [one for one in indicators(told) if one.code in shares and one.value is not None]

    assert all(0 <= one.value <= 100 for one in found if one.value is not None)
    assert all(
        one.numerator is not None and one.numerator <= (one.denominator or 0) for one in found
    )


@given(schools(), st.randoms(use_true_random=False))
def test_the_order_of_everything_does_not_matter(told: Facts, random: Random) -> None:
    answers = list(told.school.surveys)
    random.shuffle(answers)
    parts: dict[str, Any] = {part: shuffled(getattr(told.register, part), random) for part in KEYS}
    school = replace(
        told.school, people=shuffled(told.school.people, random), surveys=tuple(answers)
    )
    other = replace(told, register=Register(**parts), school=school)

    assert indicators(other) == indicators(told)


def shuffled(rows: Mapping[Any, Any], random: Random) -> dict[Any, Any]:
    keys = list(rows)
    random.shuffle(keys)
    return {key: rows[key] for key in keys}


@given(schools())
def test_the_rows_of_an_explanation_are_what_the_figure_counts(told: Facts) -> None:
    for definition in CATALOGUE:
        rows = list(definition.explained(told))
        for one in count(definition, told):
            if one.place is Place.SCHOOL and not one.is_hidden:
                check(one, definition, [row for row in rows if row.item == one.item])


def check(one: Indicator, definition: Definition, rows: list[Row]) -> None:
    """A figure of the school is what its rows say."""
    subjects = {verdict: {r.subject for r in rows if r.verdict is verdict} for verdict in Verdict}
    judged = subjects[Verdict.COUNTED] | subjects[Verdict.NOT_COUNTED]
    is_plain = all((row.amount, row.whole) == (1, 1) for row in rows)
    assert one.unknown == len(subjects[Verdict.UNKNOWN] - judged)
    can_lack = definition.how is How.MOST or definition.is_private
    is_nothing = one.denominator == 0 or (can_lack and not judged)
    assert (one.value is None) == is_nothing
    if all(row.whole == 1 for row in rows):
        assert one.denominator in {None, len(judged)}
    if definition.how.is_share and is_plain:
        assert one.numerator == len(subjects[Verdict.COUNTED])


@given(schools())
def test_what_changed_to_the_better_the_worse_and_not_at_all_is_everything(told: Facts) -> None:
    found = [one for one in indicators(told) if one.code in {"M4.better", "M4.same", "M4.worse"}]
    for place in {(one.item, one.place, one.place_id) for one in found}:
        three = [one for one in found if (one.item, one.place, one.place_id) == place]
        if not three[0].is_hidden:
            parts = [one.numerator for one in three if one.numerator is not None]
            assert sum(parts) == three[0].denominator


@given(schools())
def test_programmes_of_one_form_count_together_in_the_form(told: Facts) -> None:
    by_place = {
        (one.place, one.place_id): one.value
        for one in indicators(told)
        if (one.code, one.reading) == ("N1.pairs", "day")
    }

    assert by_place[Place.FORM, "pupil-pupil"] == by_place[Place.PROGRAMME, str(COURSE)]
    pairs = sum(by_place[Place.PROGRAMME, str(key)] or 0 for key in (COURSE, OTHER))
    assert by_place[Place.SCHOOL, ""] == pairs


@given(schools())
def test_who_takes_part_on_the_day_took_part_in_the_period(told: Facts) -> None:
    found = {
        (one.code, one.reading): one.numerator or 0
        for one in indicators(told)
        if one.place is Place.SCHOOL and not one.item
    }

    for code in ("I1", "I2", "I3", "I4", "N1.pairs", "N1.mentors", "N1.mentees"):
        assert found[code, "day"] <= found[code, "period"]


def test_everything_of_the_catalogue_is_there_once() -> None:
    keys = [(one.code, one.reading) for one in CATALOGUE]

    assert len(keys) == len(set(keys))


def test_the_catalogue_stands_in_the_methodologys_order() -> None:
    numbers = list(dict.fromkeys(one.code.partition(".")[0] for one in CATALOGUE))

    assert numbers == [
        *(f"I{number}" for number in range(1, 7)),
        *(f"N{number}" for number in range(1, 12)),
        *(f"M{number}" for number in range(1, 8)),
    ]
