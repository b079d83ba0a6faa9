"""The rules about people as values: consents, recruiting, growth, reminders."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from connector.domain.consents import Purpose, Signer
from connector.mapping.selectors import AnswersRule, Condition, CourseSelector


@dataclass(frozen=True)
class ConsentRule:
    """Where Moodle says that somebody consents: a profile field, or an answer.

    The consent is given when the value, or one chosen option, is one of `given`. `item` names the
    question of a feedback, empty for a choice. `signed_by` None: the representative for a minor,
    else the person. `signed_on`: a profile field with the day; without it the day of the answer,
    else the day on which we first see it.
    """

    purpose: Purpose
    given: frozenset[str]
    profile_field: str | None = None
    answers: AnswersRule | None = None
    item: str = ""
    signed_by: Signer | None = None
    signed_on: str | None = None
    valid_years: int | None = None
    text_version: str = ""

    @property
    def source(self) -> str:
        """Names where it is read, the same from run to run."""
        return f"{self.answers} {self.item}" if self.answers else f"profile: {self.profile_field}"


@dataclass(frozen=True)
class ReasonItem:
    """The question about why a mentor is needed: option -> code of reasons.yaml."""

    item: str
    codes: Mapping[str, str]


@dataclass(frozen=True)
class QuestionnaireRule:
    """A questionnaire: `items` says which question fills which text of a participation."""

    answers: AnswersRule
    items: Mapping[str, str]
    reason: ReasonItem | None = None


@dataclass(frozen=True)
class RecruitingRule:
    """Whom the school invites into a role, who is a candidate, and what candidates write.

    Whoever answers the questionnaire is a candidate too. `form`: a code of forms.yaml.
    """

    invited: Condition | None = None
    candidates: Condition | None = None
    form: str = ""
    questionnaire: QuestionnaireRule | None = None


@dataclass(frozen=True)
class GrowthCourseRule:
    """Courses in which teachers learn; their hours, or the custom course field that tells them."""

    course: CourseSelector
    hours: Decimal = Decimal(0)
    hours_field: str | None = None


@dataclass(frozen=True)
class RouteRule:
    """A step that the school plans for some teachers; a course of this Moodle, or a title alone."""

    who: Condition
    year: str
    title: str = ""
    course: CourseSelector | None = None
    hours: Decimal = Decimal(0)
    due_on: date | None = None


@dataclass(frozen=True)
class GrowthRule:
    """Teachers' continuous growth."""

    courses: tuple[GrowthCourseRule, ...] = ()
    route: tuple[RouteRule, ...] = ()


@dataclass(frozen=True)
class RemindersRule:
    """After how many days a person is reminded again; None: not at all."""

    training_days: int | None = None
    growth_days: int | None = None
    surveys_days: int | None = None
    digest_days: int | None = None

    @property
    def is_any(self) -> bool:
        """Whether anybody is written to at all."""
        return any(days is not None for days in vars(self).values())


NO_GROWTH: Final = GrowthRule()
NO_REMINDERS: Final = RemindersRule()
