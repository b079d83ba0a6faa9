"""Where initial training stands as a whole, and until when it holds."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connector.domain.people import PersonId
from connector.domain.readiness import Admitted, Readiness, readiness
from connector.domain.training import (
    Admission,
    Certificate,
    Study,
    StudyState,
    TrainingKind,
    is_trained,
)
from tests.builders import TODAY, Change
from tests.register_builders import a_certificate
from tests.training_builders import a_study

ME: Final = PersonId(1)
ENDED: Final = date(2026, 11, 1)
LATER: Final = date(2027, 2, 1)
ANY: Final = Admission()
ALL: Final = Admission(needs="all")


def ready(*given: Study | Certificate, rule: Admission = ANY) -> Readiness:
    studies = [one for one in given if isinstance(one, Study)]
    papers = [one for one in given if isinstance(one, Certificate)]
    return readiness(ME, studies, papers, rule, TODAY)


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({"is_enrolled": False}, StudyState.NOT_ENROLLED),
        ({"seen_at": 0}, StudyState.NOT_BEGUN),
        ({"seen_at": None, "share": Decimal(0)}, StudyState.NOT_BEGUN),
        ({"seen_at": 1}, StudyState.UNDER_WAY),
        ({"is_done": True}, StudyState.DONE),
        ({"is_done": True, "valid_to": ENDED}, StudyState.EXPIRED),
    ],
)
def test_one_course_stands_for_the_training(changes: dict[str, Change], state: StudyState) -> None:
    assert ready(a_study(**changes)).state is state


def test_of_no_course_at_all_nobody_is_enrolled() -> None:
    assert ready().state is StudyState.NOT_ENROLLED


def test_one_course_of_two_is_under_way_where_all_are_asked_for() -> None:
    both = [a_study(is_done=True), a_study(course_id=61, is_enrolled=False)]

    assert ready(*both).state is StudyState.DONE
    assert ready(*both, rule=ALL).state is StudyState.UNDER_WAY


def test_a_course_of_too_few_hours_is_under_way() -> None:
    rule = Admission(hours=Decimal(36))

    assert ready(a_study(is_done=True), rule=rule).state is StudyState.UNDER_WAY
    assert ready(a_certificate(), rule=rule).state is StudyState.UNDER_WAY
    assert ready(a_study(is_done=True), a_certificate(hours=Decimal(20)), rule=rule).state is (
        StudyState.DONE
    )


def test_a_paper_that_has_lapsed_is_told_apart_from_none() -> None:
    assert ready(a_certificate(valid_to=ENDED)).state is StudyState.EXPIRED


def test_other_training_and_other_people_do_not_count() -> None:
    growth = a_study(is_done=True, kind=TrainingKind.GROWTH)

    assert ready(growth, a_study(2, is_done=True)).state is StudyState.NOT_ENROLLED


@pytest.mark.parametrize(
    ("rule", "untrained"),
    [
        (Admission("off"), Admitted.YES),
        (Admission("warn"), Admitted.WARNED),
        (Admission("block"), Admitted.NO),
    ],
)
def test_the_school_says_what_an_untrained_mentor_may_do(
    rule: Admission, untrained: Admitted
) -> None:
    assert ready(rule=rule).admitted is untrained
    assert ready(a_certificate(), rule=rule).admitted is Admitted.YES


def test_it_holds_as_long_as_any_of_its_grounds() -> None:
    course, paper = a_study(is_done=True, valid_to=LATER), a_certificate(valid_to=TODAY)

    assert ready(course, paper).valid_to == LATER
    assert ready(course, a_certificate()).valid_to is None


def test_it_holds_as_long_as_the_first_of_all() -> None:
    courses = [
        a_study(is_done=True, valid_to=LATER),
        a_study(course_id=61, is_done=True, valid_to=TODAY),
    ]

    assert ready(*courses, rule=ALL).valid_to == TODAY


def test_an_end_that_is_past_does_not_matter_any_more() -> None:
    before = a_study(is_done=True, valid_to=date(2026, 8, 31))

    assert ready(before, a_certificate(issued_on=ENDED, valid_to=LATER)).valid_to == LATER


dates = st.none() | st.dates(date(2026, 1, 1), date(2028, 1, 1))
hours = st.sampled_from([Decimal(0), Decimal(8), Decimal(16)])
study = st.builds(
    lambda course, done, end, time: a_study(
        course_id=course, is_done=done, valid_to=end, hours=time
    ),
    st.integers(60, 62),
    st.booleans(),
    dates,
    hours,
)
paper = st.builds(
    lambda end, time: a_certificate(valid_to=end, hours=time, issued_on=date(2026, 1, 1)),
    dates,
    hours,
)
rules = st.builds(
    Admission, st.sampled_from(["off", "warn", "block"]), st.sampled_from(["any", "all"]), hours
)


@given(st.lists(study, max_size=3), st.lists(paper, max_size=2), rules)
def test_training_holds_to_the_last_day_told_and_not_a_day_longer(
    studies: list[Study], papers: list[Certificate], rule: Admission
) -> None:
    found = readiness(ME, studies, papers, rule, TODAY)

    assert (found.state is StudyState.DONE) == is_trained(studies, papers, rule, TODAY)
    if found.valid_to:
        after = found.valid_to + timedelta(days=1)
        assert is_trained(studies, papers, rule, found.valid_to)
        assert not is_trained(studies, papers, rule, after)
    elif found.state is StudyState.DONE:
        assert is_trained(studies, papers, rule, date(2100, 1, 1))


def test_a_paper_for_ever_is_no_reason_to_fail() -> None:
    assert ready(a_certificate(valid_to=date.max)).valid_to is None
