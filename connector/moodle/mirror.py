"""Our last good picture of Moodle, as records in memory."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from connector.moodle.records.cohort import Cohort, CohortMember
from connector.moodle.records.completion import ActivityCompletion, CourseCompletion
from connector.moodle.records.course import Activity, Category, Course
from connector.moodle.records.enrolment import Enrolment, Group, GroupMember
from connector.moodle.records.grade import Grade, GradeItem
from connector.moodle.records.user import User

Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(frozen=True)
class Mirror:
    """Everything that is not gone, with the look-ups that the mapping needs."""

    users: tuple[User, ...] = ()
    cohorts: tuple[Cohort, ...] = ()
    cohort_members: tuple[CohortMember, ...] = ()
    categories: tuple[Category, ...] = ()
    courses: tuple[Course, ...] = ()
    activities: tuple[Activity, ...] = ()
    enrolments: tuple[Enrolment, ...] = ()
    groups: tuple[Group, ...] = ()
    group_members: tuple[GroupMember, ...] = ()
    course_completions: tuple[CourseCompletion, ...] = ()
    activity_completions: tuple[ActivityCompletion, ...] = ()
    grade_items: tuple[GradeItem, ...] = ()
    grades: tuple[Grade, ...] = ()

    @cached_property
    def user_by_id(self) -> Mapping[int, User]:
        """People by id."""
        return {user.id: user for user in self.users}

    @cached_property
    def cohort_names(self) -> Mapping[int, frozenset[str]]:
        """The names and ID numbers of each person's cohorts."""
        cohorts = {cohort.id: cohort for cohort in self.cohorts}
        return _gathered(
            (member.user_id, name)
            for member in self.cohort_members
            if member.cohort_id in cohorts
            for name in (cohorts[member.cohort_id].name, cohorts[member.cohort_id].idnumber)
            if name
        )

    @cached_property
    def enrolments_of(self) -> Mapping[int, tuple[Enrolment, ...]]:
        """Each person's enrolments."""
        return _listed((enrolment.user_id, enrolment) for enrolment in self.enrolments)

    @cached_property
    def enrolment(self) -> Mapping[tuple[int, int], Enrolment]:
        """An enrolment by course and person."""
        return {(e.course_id, e.user_id): e for e in self.enrolments}

    @cached_property
    def groups_of(self) -> Mapping[int, tuple[Group, ...]]:
        """Each person's groups."""
        groups = {group.id: group for group in self.groups}
        return _listed(
            (member.user_id, groups[member.group_id])
            for member in self.group_members
            if member.group_id in groups
        )

    @cached_property
    def members_of(self) -> Mapping[int, tuple[int, ...]]:
        """The people of each group, by id."""
        return _listed(
            (member.group_id, member.user_id)
            for member in sorted(self.group_members, key=lambda member: member.user_id)
        )

    @cached_property
    def completions_of(self) -> Mapping[tuple[int, int], tuple[ActivityCompletion, ...]]:
        """The tracked activities by course and person."""
        return _listed(((c.course_id, c.user_id), c) for c in self.activity_completions)

    @cached_property
    def grades_of(self) -> Mapping[tuple[int, int], tuple[Grade, ...]]:
        """The grades by course and person."""
        return _listed(((grade.course_id, grade.user_id), grade) for grade in self.grades)


def _gathered(pairs: Iterable[tuple[Key, str]]) -> Mapping[Key, frozenset[str]]:
    return {key: frozenset(names) for key, names in _listed(pairs).items()}


def _listed(pairs: Iterable[tuple[Key, Value]]) -> Mapping[Key, tuple[Value, ...]]:
    found: defaultdict[Key, list[Value]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return {key: tuple(values) for key, values in found.items()}
