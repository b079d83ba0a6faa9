"""What people answer: questionnaires (Feedback) with responses and choices with votes."""

from dataclasses import dataclass
from typing import Final

KIND_SEPARATOR: Final = ">>>>>"
OPTION_SEPARATOR: Final = "|"
ADJUSTED: Final = "<<<<<"
"""After the options: they stand in a line."""
CHOICE: Final = "multichoice"
SEVERAL: Final = "c"


@dataclass(frozen=True, slots=True)
class Question:
    """A question; `presentation` holds the options of a multichoice as Moodle keeps them."""

    label: str
    name: str
    kind: str
    presentation: str
    required: bool = False
    id: int = 0

    @property
    def has_options(self) -> bool:
        """Whether an answer is a number of an option."""
        return self.kind == CHOICE

    @property
    def takes_several(self) -> bool:
        """Whether more than one option may be ticked."""
        return self.has_options and self.presentation.startswith(SEVERAL)

    @property
    def options(self) -> list[str]:
        """The options, the first of which has the number 1."""
        options = self.presentation.partition(KIND_SEPARATOR)[2].partition(ADJUSTED)[0]
        return [option.strip() for option in options.split(OPTION_SEPARATOR)]


@dataclass(frozen=True, slots=True)
class Response:
    """One filled-in questionnaire; a value None belongs to a question that was added later."""

    id: int
    user_id: int
    when: int
    values: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """A questionnaire; nobody is told who gave the responses of an anonymous one."""

    questions: tuple[Question, ...] = ()
    responses: tuple[Response, ...] = ()
    is_anonymous: bool = False


@dataclass(frozen=True, slots=True)
class Vote:
    """One answer to a choice, with the id of its option."""

    id: int
    user_id: int
    option: int
    when: int


@dataclass(frozen=True, slots=True)
class Poll:
    """A choice: options by id, and who chose which, by name."""

    options: dict[int, str]
    votes: tuple[Vote, ...] = ()
    shows_unanswered: bool = False
