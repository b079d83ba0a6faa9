"""The rules about pairs as values: their groups, journal, plan, matching; and the roadmap."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from connector.domain.meetings import MeetingType
from connector.domain.people import Role
from connector.domain.plans import Section
from connector.mapping.selectors import ActivitySelector, AnswersRule, CourseSelector

JOURNAL_FIELDS: Final = (
    "date", "minutes", "type", "mode", "topic", "outcome", "next_task", "attendance", "confirmed",
    "pair",
)  # fmt: skip
"""What of a meeting a field may tell; `pair`: the name of the pair's group."""

BLANKS: Final = frozenset({"number", "mentor", "mentee"})
"""What the name of a new group may be filled with."""

Module = Literal["data", "assign", "forum"]

JOURNALS: Final[Mapping[Module, str]] = {
    "data": "database",
    "assign": "assignment",
    "forum": "forum",
}
"""What may be a journal, and the key by which a mapping names it."""


@dataclass(frozen=True)
class GroupsRule:
    """How the groups look that the connector makes of approved pairs.

    `named` holds {number}, {mentor}, {mentee}; names are surnames. `grouping`: which grouping they
    belong to, empty for none. `not_enrolled`: what happens to people who are not in the course.
    `enrol_as`, `mentor_role`: ids of roles in Moodle, `mentor_role` to be given to the mentor in
    the mentee's own context, None for none.
    """

    named: str
    grouping: str = ""
    not_enrolled: Literal["report", "enrol"] = "report"
    enrol_as: int = 5
    mentor_role: int | None = None


@dataclass(frozen=True)
class ChoicesRule:
    """Where people say whom they choose after the group meeting.

    `items`: the questions of a feedback, the first choice first; a choice has none to name.
    """

    answers: AnswersRule
    items: tuple[str, ...] = ("",)


@dataclass(frozen=True)
class SurveyRule:
    """Where a questionnaire of surveys.yaml is answered.

    The loader fills in, by the form of the programme, the codes of its questions and whose it is.
    """

    answers: AnswersRule
    items: tuple[str, ...] = ()
    who: Role | None = None


@dataclass(frozen=True)
class JournalRule:
    """Where meetings are written down.

    `fields`: which field of a database tells what of a meeting (JOURNAL_FIELDS); an assignment or
    a forum has none: the day of writing counts, the text of an assignment is the topic, of a forum
    the subject is the topic and the text the outcome. `types`: option -> type of meeting. `sides`:
    option -> who was there (of the curator nothing is kept), empty when options are people's
    names. `confirmed`: the options by which a mentee confirms. `each`: what of a forum is a
    meeting.
    """

    activity: ActivitySelector
    module: Module = "data"
    fields: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, MeetingType] = field(default_factory=dict)
    sides: Mapping[str, Role] = field(default_factory=dict)
    confirmed: frozenset[str] = frozenset()
    each: Literal["post", "discussion"] = "post"

    def __str__(self) -> str:
        """Name it as the rule does."""
        return f"{JOURNALS[self.module]} {self.activity}"


@dataclass(frozen=True)
class TaskRule:
    """An item that every pair of a programme has in its plan; an activity ticks it off."""

    task: str
    section: Section = Section.DEVELOPMENT
    activity: ActivitySelector | None = None
    due_on: date | None = None
    planned_result: str = ""

    @property
    def source(self) -> str:
        """Names it the same way from run to run."""
        return f"plan: {self.task}"


@dataclass(frozen=True)
class RoadmapRule:
    """The roadmap: the course of the staff in whose calendar its rows stand, None for nowhere."""

    calendar: CourseSelector | None = None


NO_ROADMAP: Final = RoadmapRule()
