"""What to ask of each course, one reading per unavoidable unit."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from connector.mapping.measures import is_item_of
from connector.mapping.needs import CourseNeeds
from connector.moodle.client import MoodleClient
from connector.moodle.errors import UnexpectedAnswer
from connector.moodle.functions import core_course, core_enrol, core_group, gradereport_user
from connector.moodle.records.enrolment import Enrolment
from connector.store import kinds
from connector.store.kinds import Kind

ENROLLED: Final = kinds.ENROLMENT.name
GRADED: Final = frozenset({"mod", "manual"})

Answers = list[tuple[Kind[Any], list[Any]]]


@dataclass(frozen=True)
class Reading:
    """One thing to read of one course, and the kinds of records that it gives."""

    need: CourseNeeds
    read: Callable[[MoodleClient, CourseNeeds], Answers]

    @property
    def course_id(self) -> int:
        """The course."""
        return self.need.course_id

    def ask(self, moodle: MoodleClient) -> Answers:
        """Ask Moodle."""
        return self.read(moodle, self.need)


def readings(wanted: Iterable[CourseNeeds]) -> list[Reading]:
    """Everything to read of these courses, the longest answers first."""
    needs = list(wanted)
    return [Reading(need, read) for wants, read in READERS for need in needs if wants(need)]


def hidden(
    answers: Iterable[tuple[Reading, object]], known: Iterable[Enrolment]
) -> Mapping[int, tuple[int, int]]:
    """Courses that no longer list people who are still in their groups: how many, and of how many.

    An account in another group than theirs does not see them where groups are separate; who leaves
    a course leaves its groups too. `known`: the enrolments of the mirror.
    """
    before: defaultdict[int, set[int]] = defaultdict(set)
    for enrolment in known:
        before[enrolment.course_id].add(enrolment.user_id)
    people: defaultdict[tuple[int, str], set[int]] = defaultdict(set)
    for reading, answer in answers:
        for kind, records in answer if isinstance(answer, list) else ():
            if kind in {kinds.ENROLMENT, kinds.GROUP_MEMBER}:
                people[reading.course_id, kind.name] |= {one.user_id for one in records}
    courses = {course for (course, kind), listed in people.items() if kind == ENROLLED and listed}
    found = {}
    for course in sorted(courses):
        listed, grouped = people[course, ENROLLED], people[course, kinds.GROUP_MEMBER.name]
        unseen = (grouped & before[course]) - listed
        if unseen:
            found[course] = (len(unseen), len(unseen | listed))
    return found


def _gradebook(moodle: MoodleClient, need: CourseNeeds) -> Answers:
    """Columns and grades, without totals and without the results that we write ourselves.

    A gradebook without a row for anybody tells nothing; one without the column that makes mentors
    trained is not believed.
    """
    items, grades = gradereport_user.gradebook(moodle, need.course_id)
    if not items:
        return []
    kept = [item for item in items if item.kind in GRADED]
    if need.training and not any(is_item_of(need.training, item) for item in kept):
        raise UnexpectedAnswer("sync.grade_missing", activity=need.training)
    ours = {item.id for item in kept if need.results and is_item_of(need.results, item)}
    foreign = {item.id for item in kept} - ours
    return [(kinds.GRADE_ITEM, kept), (kinds.GRADE, [g for g in grades if g.item_id in foreign])]


def _enrolments(moodle: MoodleClient, need: CourseNeeds) -> Answers:
    return [(kinds.ENROLMENT, core_enrol.enrolments(moodle, need.course_id))]


def _groups(moodle: MoodleClient, need: CourseNeeds) -> Answers:
    groups = core_group.groups(moodle, need.course_id)
    members = list(core_group.members(moodle, need.course_id, [group.id for group in groups]))
    return [(kinds.GROUP, groups), (kinds.GROUP_MEMBER, members)]


def _activities(moodle: MoodleClient, need: CourseNeeds) -> Answers:
    return [(kinds.ACTIVITY, core_course.activities(moodle, need.course_id))]


READERS: Final[tuple[tuple[Callable[[CourseNeeds], bool], Any], ...]] = (
    (lambda need: need.grades, _gradebook),
    (lambda need: need.people, _enrolments),
    (lambda need: need.groups, _groups),
    (lambda need: need.activities, _activities),
)
