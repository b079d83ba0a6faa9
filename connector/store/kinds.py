"""The kinds of things that are kept as a picture and replaced by difference."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from operator import attrgetter
from typing import Any, Final, Generic, TypeVar, cast

from connector.domain.alerts.alert import Alert
from connector.domain.alerts.cases import AlertCase
from connector.domain.choices import Preference
from connector.domain.consents import Consent
from connector.domain.documents import Document
from connector.domain.erasure import ErasureTask
from connector.domain.evaluation import Score, SwotEntry
from connector.domain.growth import RouteItem
from connector.domain.indicators import Frozen, Indicator, Snapshot
from connector.domain.marks import SubjectMark
from connector.domain.matches import Match, MatchMember
from connector.domain.matching import Constraint, MatchingRun
from connector.domain.meetings import Meeting
from connector.domain.monitoring import PairStatus
from connector.domain.participation import Participation
from connector.domain.people import Organisation, Participant, Person
from connector.domain.plans import Plan, PlanItem
from connector.domain.programmes import Programme
from connector.domain.recruiting import RequestReason, Selection
from connector.domain.roadmap import RoadmapRow
from connector.domain.training import Certificate
from connector.domain.write_plans import PlannedWrite, WritePlan
from connector.moodle.records.answered import Answered
from connector.moodle.records.cohort import Cohort, CohortMember
from connector.moodle.records.completion import ActivityCompletion, CourseCompletion
from connector.moodle.records.course import Activity, Category, Course
from connector.moodle.records.enrolment import Enrolment, Group, GroupMember
from connector.moodle.records.grade import CourseMark, Grade, GradeItem
from connector.moodle.records.journal import JournalEntry
from connector.moodle.records.user import User

Record = TypeVar("Record")


@dataclass(frozen=True)
class Kind(Generic[Record]):
    """A kind of record, its table and the fields that tell two of them apart.

    What belongs to a course has it first in its key: a course is read and replaced as a whole.
    """

    name: str
    record: type[Record]
    key: tuple[str, ...]
    prefix: str = "moodle_"

    @property
    def table(self) -> str:
        """The name of its table; the prefix also keeps clear of SQL's own words."""
        return self.prefix + self.name

    @cached_property
    def key_of(self) -> Callable[[Record], Any]:
        """The key of a record: one value, or a tuple of several."""
        return attrgetter(*self.key)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the record's fields, in order."""
        return tuple(field.name for field in fields(cast("Any", self.record)))

    def values(self, record: Record) -> dict[str, Any]:
        """The fields of a record by name."""
        return {name: getattr(record, name) for name in self.names}


USER: Final = Kind("user", User, ("id",))
COHORT: Final = Kind("cohort", Cohort, ("id",))
COHORT_MEMBER: Final = Kind("cohort_member", CohortMember, ("cohort_id", "user_id"))
CATEGORY: Final = Kind("category", Category, ("id",))
COURSE: Final = Kind("course", Course, ("id",))
ACTIVITY: Final = Kind("activity", Activity, ("course_id", "cmid"))
ENROLMENT: Final = Kind("enrolment", Enrolment, ("course_id", "user_id"))
GROUP: Final = Kind("group", Group, ("course_id", "id"))
GROUP_MEMBER: Final = Kind("group_member", GroupMember, ("course_id", "group_id", "user_id"))
COURSE_COMPLETION: Final = Kind("course_completion", CourseCompletion, ("course_id", "user_id"))
ACTIVITY_COMPLETION: Final = Kind(
    "activity_completion", ActivityCompletion, ("course_id", "cmid", "user_id")
)
ANSWERED: Final = Kind("answered", Answered, ("course_id", "cmid", "user_id"))
JOURNAL_ENTRY: Final = Kind("journal_entry", JournalEntry, ("course_id", "cmid", "id"))
GRADE_ITEM: Final = Kind("grade_item", GradeItem, ("course_id", "id"))
GRADE: Final = Kind("grade", Grade, ("course_id", "item_id", "user_id"))
COURSE_MARK: Final = Kind("course_mark", CourseMark, ("course_id", "user_id"))

MIRROR: Final[tuple[Kind[Any], ...]] = (
    CATEGORY, COURSE, COHORT, COHORT_MEMBER, ACTIVITY, GROUP, GROUP_MEMBER, ENROLMENT, USER,
    COURSE_COMPLETION, ACTIVITY_COMPLETION, ANSWERED, JOURNAL_ENTRY, GRADE_ITEM, GRADE,
    COURSE_MARK,
)  # fmt: skip

PROGRAMME: Final = Kind("programme", Programme, ("id",), "mentoring_")
PARTICIPANT: Final = Kind("participant", Participant, ("person_id", "role"), "mentoring_")
PAIR: Final = Kind("pair", PairStatus, ("id",), "mentoring_")
OF_ALERT: Final = ("code", "pair_id", "person_id", "about")
ALERT: Final = Kind("alert", Alert, OF_ALERT, "mentoring_")
ALERT_CASE: Final = Kind("alert_case", AlertCase, OF_ALERT, "mentoring_")
"""What people did about alerts; it stays when they are over."""
FIGURE: Final = ("code", "reading", "item", "place", "place_id")
INDICATOR: Final = Kind("indicator", Indicator, FIGURE, "mentoring_")
SNAPSHOT: Final = Kind("snapshot", Snapshot, ("id",), "mentoring_")
FROZEN: Final = Kind("frozen", Frozen, ("snapshot_id", *FIGURE), "mentoring_")
MARK: Final = Kind("subject_mark", SubjectMark, ("person_id", "subject", "read_on"), "mentoring_")
WRITE_PLAN: Final = Kind("write_plan", WritePlan, ("id",), "mentoring_")
PLANNED_WRITE: Final = Kind("planned_write", PlannedWrite, ("plan_id", "participant"), "mentoring_")
MATCHING_RUN: Final = Kind("matching_run", MatchingRun, ("id",), "mentoring_")

MENTORING: Final[tuple[Kind[Any], ...]] = (PROGRAMME, PARTICIPANT, PAIR, ALERT, INDICATOR)

ADDED: Final[tuple[Kind[Any], ...]] = (
    MATCHING_RUN, SNAPSHOT, FROZEN, ALERT_CASE, MARK, WRITE_PLAN, PLANNED_WRITE,
)  # fmt: skip
"""Saved matchings, snapshots, notes of alerts, school marks, plans of writes: only added."""

REGISTER: Final[Mapping[str, Kind[Any]]] = {
    "people": Kind("person", Person, ("id",), "register_"),
    "organisations": Kind("organisation", Organisation, ("id",), "register_"),
    "participations": Kind("participation", Participation, ("id",), "register_"),
    "selections": Kind("selection", Selection, ("participation_id",), "register_"),
    "reasons": Kind("reason", RequestReason, ("participation_id", "code"), "register_"),
    "consents": Kind("consent", Consent, ("id",), "register_"),
    "certificates": Kind("certificate", Certificate, ("id",), "register_"),
    "route": Kind("route_item", RouteItem, ("id",), "register_"),
    "erasures": Kind("erasure", ErasureTask, ("id",), "register_"),
    "programmes": Kind("registered_programme", Programme, ("id",), "register_"),
    "documents": Kind("document", Document, ("id",), "register_"),
    "matches": Kind("match", Match, ("id",), "register_"),
    "members": Kind("match_member", MatchMember, ("id",), "register_"),
    "meetings": Kind("meeting", Meeting, ("id",), "register_"),
    "plans": Kind("plan", Plan, ("id",), "register_"),
    "plan_items": Kind("plan_item", PlanItem, ("id",), "register_"),
    "roadmap": Kind("roadmap_row", RoadmapRow, ("id",), "register_"),
    "constraints": Kind("constraint", Constraint, ("id",), "register_"),
    "preferences": Kind("preference", Preference, ("id",), "register_"),
    "scores": Kind("score", Score, ("id",), "register_"),
    "swot": Kind("swot_entry", SwotEntry, ("id",), "register_"),
}
"""The parts of the register; a row is never deleted, what was entered by mistake is gone."""
