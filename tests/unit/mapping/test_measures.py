from decimal import Decimal

import pytest

from connector.domain.people import PersonId
from connector.mapping.measures import curator_mark, grade, progress, seen_at, share
from connector.mapping.rules import ProgrammeRule
from tests.builders import (
    COURSE,
    PROGRAMME,
    TRAINING,
    Change,
    MirrorBuilder,
    a_grade,
    a_grade_item,
    some_rules,
)

ANNA = PersonId(1)


def results_in(assignment: Change) -> ProgrammeRule:
    results = {"assignment": assignment, "points": {"mentor": {"paired": 1}}}
    return some_rules(programmes=[{**PROGRAMME, "results": results}]).programmes[0]


PLAIN = some_rules().programmes[0]
WITH_RESULTS = results_in("Итоги")


def test_the_last_trace_is_a_visit_or_a_completed_activity() -> None:
    growing = MirrorBuilder().enrolled(1, lastaccess=100)

    assert seen_at(growing.build(), PLAIN, COURSE, ANNA) == 100

    growing.did(1, 1, at=300).did(1, 2, state=0, at=500).did(1, 3, state=3, at=600)
    assert seen_at(growing.build(), PLAIN, COURSE, ANNA) == 300


def test_who_never_came_was_seen_at_nought() -> None:
    assert seen_at(MirrorBuilder().enrolled(1).build(), PLAIN, COURSE, ANNA) == 0


def test_where_moodle_hides_visits_the_last_trace_is_not_known() -> None:
    growing = MirrorBuilder().enrolled(1, lastaccess=None).did(1, 1, at=300)

    assert seen_at(growing.build(), PLAIN, COURSE, ANNA) is None


def test_of_somebody_not_enrolled_only_completed_activities_are_traces() -> None:
    growing = MirrorBuilder()

    assert seen_at(growing.build(), PLAIN, COURSE, ANNA) is None
    assert seen_at(growing.did(1, 1, at=300).build(), PLAIN, COURSE, ANNA) == 300


def test_a_result_that_we_wrote_is_no_trace() -> None:
    growing = MirrorBuilder().enrolled(1, lastaccess=100).did(1, 107, at=300)
    growing.graded(1, a_grade_item(7, cmid=107, name="Итоги"), 90)

    assert seen_at(growing.build(), WITH_RESULTS, COURSE, ANNA) == 100
    assert seen_at(growing.build(), PLAIN, COURSE, ANNA) == 300


def test_progress_is_the_share_of_tracked_activities_that_are_done() -> None:
    growing = MirrorBuilder().tracked(1, 2, 3, 4)
    growing.did(1, 1, state=1).did(1, 2, state=2).did(1, 3, state=0).did(1, 4, state=3)

    assert progress(growing.build(), PLAIN, COURSE, ANNA) == Decimal("0.5")


def test_without_tracked_activities_there_is_no_progress() -> None:
    assert progress(MirrorBuilder().build(), PLAIN, COURSE, ANNA) is None


def test_of_whom_moodle_says_nothing_there_is_no_progress() -> None:
    assert progress(MirrorBuilder().tracked(1).did(2, 1).build(), PLAIN, COURSE, ANNA) is None


def test_the_assignment_that_receives_results_is_no_progress() -> None:
    growing = MirrorBuilder().tracked(1, 107).did(1, 1, state=0).did(1, 107, state=1)
    growing.graded(1, a_grade_item(7, cmid=107, name="Итоги"), 90)

    assert progress(growing.build(), WITH_RESULTS, COURSE, ANNA) == 0
    assert progress(growing.build(), PLAIN, COURSE, ANNA) == Decimal("0.5")


@pytest.mark.parametrize("selector", ["Итоги", {"idnumber": "result"}, {"cmid": 107}])
def test_the_grade_that_we_write_is_not_counted_into_the_grade(selector: Change) -> None:
    growing = MirrorBuilder().graded(1, a_grade_item(1), 80).graded(1, a_grade_item(2), 40)
    growing.graded(1, a_grade_item(7, cmid=107, name="Итоги", idnumber="result"), 0)
    mirror = growing.build()

    assert grade(mirror, results_in(selector), COURSE, ANNA) == Decimal("0.6")
    assert grade(mirror, PLAIN, COURSE, ANNA) == Decimal("0.4")


def test_only_grades_of_activities_in_the_course_count() -> None:
    growing = MirrorBuilder().graded(1, a_grade_item(1), 80)
    growing.graded(1, a_grade_item(2, kind="course"), 10).graded(
        1, a_grade_item(3, kind="manual"), 10
    )
    growing.graded(1, a_grade_item(4, course_id=TRAINING), 10).graded(2, a_grade_item(1), 10)

    assert grade(growing.build(), PLAIN, COURSE, ANNA) == Decimal("0.8")


def test_without_a_grade_there_is_no_mean() -> None:
    growing = MirrorBuilder().graded(1, a_grade_item(1), None)

    assert grade(growing.build(), PLAIN, COURSE, ANNA) is None


@pytest.mark.parametrize(
    ("value", "minimum", "maximum", "expected"),
    [
        (50, 0, 100, "0.5"),
        (3, 1, 5, "0.5"),  # a step of a scale
        (1, 1, 5, "0"),
        (120, 0, 100, "1"),
        (-5, 0, 100, "0"),
        (None, 0, 100, None),
        (1, 1, 1, None),
        (5, 10, 0, None),
    ],
)
def test_a_grade_is_a_share_of_its_columns_range(
    value: int | None, minimum: int, maximum: int, expected: str | None
) -> None:
    item = a_grade_item(minimum=Decimal(minimum), maximum=Decimal(maximum))

    found = share(a_grade(1, value), item)

    assert found == (None if expected is None else Decimal(expected))


def test_the_mark_of_a_curator_stands_on_its_own() -> None:
    results = {
        "assignment": "Итоги", "curator": {"idnumber": "mark"},
        "points": {"mentor": {"curator": 1}},
    }  # fmt: skip
    rule = some_rules(programmes=[{**PROGRAMME, "results": results}]).programmes[0]
    growing = MirrorBuilder()
    growing.grade_items += [a_grade_item(1), a_grade_item(2, cmid=9, idnumber="mark")]
    growing.grades += [a_grade(1, 40), a_grade(1, 90, item_id=2)]
    mirror = growing.build()

    assert curator_mark(mirror, rule, COURSE, ANNA) == Decimal("0.9")
    assert grade(mirror, rule, COURSE, ANNA) == Decimal("0.4")
    assert curator_mark(mirror, PLAIN, COURSE, ANNA) is None
