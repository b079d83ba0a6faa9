"""How rules name things: conditions on people, courses, activities, where a value stands."""

import re
from dataclasses import dataclass
from typing import Final, Literal


@dataclass(frozen=True)
class Condition:
    """Something that is true of a person or not; `kind` is a name in conditions.KINDS."""

    kind: str
    value: object
    parts: tuple["Condition", ...] = ()
    course: "CourseSelector | None" = None


@dataclass(frozen=True)
class Selector:
    """Names something in Moodle: a field `by` with a `value`; `where` is the rule's file:line."""

    by: str
    value: str
    where: str = ""

    def __str__(self) -> str:
        """Say it as the rule does."""
        return f"{self.by}: {self.value}"


class CourseSelector(Selector):
    """Which courses are meant: `by` is one of schema_fields.COURSE_KEYS."""


class ActivitySelector(Selector):
    """Which activity of a course is meant: `by` is one of schema_fields.ACTIVITY_KEYS."""


@dataclass(frozen=True)
class FieldValue:
    """Where something of a person stands, one of: profile fields, a cohort's name, a group's name.

    Several profile fields are joined by a comma. `course`: whose groups, any programme's if None.
    """

    profile_fields: tuple[str, ...] = ()
    cohort_matching: re.Pattern[str] | None = None
    group_matching: re.Pattern[str] | None = None
    course: CourseSelector | None = None


@dataclass(frozen=True)
class PatronymicRule:
    """Where the patronymic stands, since Moodle has no field for it in its answers.

    A profile field, the second word of `firstname` or `lastname`, or what `fullname` has more than
    first name and surname.
    """

    profile_field: str | None = None
    second_word_of: Literal["firstname", "lastname"] | None = None
    from_fullname: bool = False


NOWHERE: Final = FieldValue()
UNKNOWN_PATRONYMIC: Final = PatronymicRule()


@dataclass(frozen=True)
class AnswersRule:
    """An activity in which people answer: a feedback or a choice of a course.

    `is_anonymous`: it tells no names, and is asked for none.
    """

    course: CourseSelector
    activity: ActivitySelector
    module: Literal["feedback", "choice"] = "feedback"
    is_anonymous: bool = False

    def __str__(self) -> str:
        """Name it the same way from run to run."""
        return f"{self.module} {self.activity} @ {self.course}"
