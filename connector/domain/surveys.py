"""Questionnaires of the monitoring: what is asked of whom, and what of it is compared (7.3)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from connector.domain.people import Kind, Role

SCALE: Final = tuple(str(mark) for mark in range(1, 11))
"""The lowest mark is 1, the highest 10."""


class Moment(StrEnum):
    """When something is measured: before people work together, and after."""

    INPUT = "input"
    OUTPUT = "output"


class QuestionKind(StrEnum):
    """How a question is answered."""

    SCALE = "scale"
    YES_NO = "yes_no"
    CHOICE = "choice"
    MULTIPLE = "multiple"
    TEXT = "text"


class Shows(StrEnum):
    """Which indicator a question is made for (methodology 13: I5 and I6, M2, M7)."""

    SATISFACTION = "satisfaction"
    EXPECTATIONS = "expectations"
    MENTOR_TO_BE = "mentor_to_be"


@dataclass(frozen=True)
class Question:
    """A question; `code` is its label in Moodle.

    `dimension`: what it measures; input and output are compared by it, empty for what is not
    compared. `shows`: the indicator it is made for, if for one. `only`: for whom alone it is, None
    for everybody.
    """

    code: str
    text: str
    kind: QuestionKind
    dimension: str = ""
    options: tuple[str, ...] = ()
    only: Kind | None = None
    is_optional: bool = False
    shows: Shows | None = None


@dataclass(frozen=True)
class Survey:
    """A questionnaire of one side at one moment."""

    code: str
    title: str
    who: Role
    moment: Moment
    questions: tuple[Question, ...]

    @property
    def audiences(self) -> tuple[Kind | None, ...]:
        """Of whom it asks different things: those of its `only`, and all the others, None."""
        return (None, *sorted({one.only for one in self.questions if one.only}))

    def showing(self, what: Shows) -> tuple[Question, ...]:
        """The questions made for an indicator."""
        return tuple(one for one in self.questions if one.shows is what)

    def asked_of(self, audience: Kind | None) -> tuple[Question, ...]:
        """The questions for somebody of one of its audiences."""
        return tuple(one for one in self.questions if one.only in {None, audience})


def compared(before: Survey, after: Survey) -> list[tuple[Question, Question]]:
    """The questions of both that measure the same, in the order of the first."""
    by_dimension = {one.dimension: one for one in after.questions if one.dimension}
    return [
        (one, by_dimension[one.dimension])
        for one in before.questions
        if one.dimension in by_dimension
    ]
