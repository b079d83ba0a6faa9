"""Our last good picture of Moodle, as records in memory."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from connector.moodle.records.answered import Answered
from connector.moodle.records.cohort import Cohort, CohortMember
from connector.moodle.records.completion import ActivityCompletion, CourseCompletion
from connector.moodle.records.course import Activity, Category, Course
from connector.moodle.records.enrolment import Enrolment, Group, GroupMember
from connector.moodle.records.grade import CourseMark, Grade, GradeItem
from connector.moodle.records.journal import JournalEntry
from connector.moodle.records.user import User

Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(frozen=True)
class Mirror:
    """Everything that is not gone, with the look-ups that the mapping needs."""

    users: Sequence[User] = ()
    cohorts: Sequence[Cohort] = ()
    cohort_members: Sequence[CohortMember] = ()
    categories: Sequence[Category] = ()
    courses: Sequence[Course] = ()
    activities: Sequence[Activity] = ()
    enrolments: Sequence[Enrolment] = ()
    groups: Sequence[Group] = ()
    group_members: Sequence[GroupMember] = ()
    course_completions: Sequence[CourseCompletion] = ()
    activity_completions: Sequence[ActivityCompletion] = ()
    answered: Sequence[Answered] = ()
    journal_entries: Sequence[JournalEntry] = ()
    grade_items: Sequence[GradeItem] = ()
    grades: Sequence[Grade] = ()
    course_marks: Sequence[CourseMark] = ()

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
    def tracked_in(self) -> Mapping[int, frozenset[int]]:
        """The course-module ids of each course's activities that track completion."""
        tracked = ((a.course_id, a.cmid) for a in self.activities if a.has_completion)
        return {course: frozenset(cmids) for course, cmids in _listed(tracked).items()}

    @cached_property
    def items_of(self) -> Mapping[int, tuple[GradeItem, ...]]:
        """The columns of each course's gradebook."""
        return _listed((item.course_id, item) for item in self.grade_items)

    @cached_property
    def completions_of(self) -> Mapping[tuple[int, int], tuple[ActivityCompletion, ...]]:
        """The tracked activities by course and person."""
        return _listed(((c.course_id, c.user_id), c) for c in self.activity_completions)

    @cached_property
    def course_completion(self) -> Mapping[tuple[int, int], CourseCompletion]:
        """A course's completion by course and person."""
        return {(c.course_id, c.user_id): c for c in self.course_completions}

    @cached_property
    def answered_in(self) -> Mapping[int, tuple[Answered, ...]]:
        """What was answered in each course, the latest answers last."""
        in_time = sorted(self.answered, key=lambda a: (a.answered_at, a.cmid, a.user_id))
        return _listed((answered.course_id, answered) for answered in in_time)

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
