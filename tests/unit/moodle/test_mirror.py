from decimal import Decimal
from typing import Final

from connector.moodle.mirror import Mirror
from connector.moodle.records.answered import Answered
from connector.moodle.records.cohort import Cohort, CohortMember
from connector.moodle.records.completion import ActivityCompletion, CourseCompletion
from connector.moodle.records.enrolment import Enrolment, Group, GroupMember
from connector.moodle.records.grade import Grade
from connector.moodle.records.user import User

MENTOR: Final = 3
PUPIL: Final = 4
COURSE: Final = 2


def enrolment(course_id: int, user_id: int) -> Enrolment:
    return Enrolment(course_id, user_id, ("student",), suspended=False, lastaccess=0)


def grade(user_id: int, item_id: int) -> Grade:
    flags = {"locked": False, "overridden": False, "hidden": False}
    return Grade(COURSE, item_id, user_id, Decimal(5), 0, **flags)


def test_an_empty_picture_answers_everything_with_nothing() -> None:
    mirror = Mirror()

    assert (mirror.user_by_id, mirror.cohort_names, mirror.enrolments_of) == ({}, {}, {})
    assert (mirror.groups_of, mirror.members_of, mirror.grades_of) == ({}, {}, {})


def test_a_person_is_found_by_id() -> None:
    user = User(
        MENTOR, "mentor", "Мария", "Иванова", "Иванова Мария", suspended=False, lastaccess=0
    )

    assert Mirror(users=[user]).user_by_id == {MENTOR: user}


def test_a_person_has_the_names_and_id_numbers_of_all_cohorts() -> None:
    mirror = Mirror(
        cohorts=[Cohort(1, "9А", "class-9a"), Cohort(2, "Наставники", "")],
        cohort_members=[
            CohortMember(1, MENTOR),
            CohortMember(2, MENTOR),
            CohortMember(77, MENTOR),
            CohortMember(77, PUPIL),
        ],
    )

    assert mirror.cohort_names == {MENTOR: frozenset({"9А", "class-9a", "Наставники"})}


def test_a_persons_groups_are_those_that_are_still_there() -> None:
    group = Group(1, COURSE, "Пара 01", "pair-001")
    mirror = Mirror(
        groups=[group],
        group_members=[GroupMember(COURSE, 1, PUPIL), GroupMember(COURSE, 9, PUPIL)],
    )

    assert mirror.groups_of == {PUPIL: (group,)}


def test_the_members_of_a_group_are_in_the_order_of_their_ids() -> None:
    mirror = Mirror(
        group_members=[GroupMember(COURSE, 1, PUPIL), GroupMember(COURSE, 1, MENTOR)],
    )

    assert mirror.members_of == {1: (MENTOR, PUPIL)}


def test_enrolments_are_found_by_person_and_by_course() -> None:
    first, second = enrolment(COURSE, MENTOR), enrolment(3, MENTOR)
    mirror = Mirror(enrolments=[first, second])

    assert mirror.enrolments_of == {MENTOR: (first, second)}
    assert mirror.enrolment[3, MENTOR] is second


def test_grades_and_completions_are_found_by_course_and_person() -> None:
    grades = [grade(MENTOR, 5), grade(MENTOR, 6), grade(PUPIL, 5)]
    steps = [ActivityCompletion(COURSE, PUPIL, cmid, 1, 0) for cmid in (1, 2)]
    mirror = Mirror(grades=grades, activity_completions=steps)

    assert mirror.grades_of[COURSE, MENTOR] == tuple(grades[:2])
    assert mirror.completions_of == {(COURSE, PUPIL): tuple(steps)}


def test_a_course_is_complete_for_a_person_and_its_answers_are_in_time() -> None:
    complete = CourseCompletion(COURSE, PUPIL, completed=True, completed_at=1)
    late, early = (Answered(COURSE, 7, PUPIL, at) for at in (20, 10))
    mirror = Mirror(course_completions=[complete], answered=[late, early])

    assert mirror.course_completion == {(COURSE, PUPIL): complete}
    assert mirror.answered_in == {COURSE: (early, late)}
