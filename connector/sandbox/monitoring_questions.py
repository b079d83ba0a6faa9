"""The questionnaires of the monitoring as a school imports them, and what mentees answer."""

from typing import Any, Final

from connector import plain_yaml
from connector.sandbox.answers import Values
from connector.sandbox.surveys import CHOICE, KIND_SEPARATOR, OPTION_SEPARATOR, Question
from connector.settings import SHIPPED

FILE: Final = SHIPPED / "config" / "methodology" / "surveys.yaml"
MARKS: Final = [str(mark) for mark in range(1, 11)]
IN_A_LINE: Final = "<<<<<1"
MEANT: Final = "Интересные встречи и поддержка"
SELDOM: Final = 4
"""One answer of so many to a question without marks is another one."""


def asked(code: str) -> tuple[Question, ...]:
    """The questions for pupils of a questionnaire."""
    content = plain_yaml.load(FILE.read_text(encoding="utf-8"))[code]["questions"]
    return tuple(_question(label, told) for label, told in content.items() if "only" not in told)


def answered(questions: tuple[Question, ...], number: int, *, gain: int = 0) -> Values:
    """What the mentee of a number says; `gain`: how much better everything has become since."""
    return tuple(_answer(one, number, place, gain) for place, one in enumerate(questions))


def _question(label: str, told: dict[str, Any]) -> Question:
    is_required = not told.get("optional", False)
    if told["kind"] == "text":
        return Question(label, told["text"], "textarea", "60|5", is_required)
    options = {"scale": MARKS, "yes_no": ["Да", "Нет"]}.get(told["kind"]) or told["options"]
    presentation = f"r{KIND_SEPARATOR}{OPTION_SEPARATOR.join(options)}{IN_A_LINE}"
    return Question(label, told["text"], CHOICE, presentation, is_required)


def _answer(question: Question, number: int, place: int, gain: int) -> str:
    if not question.has_options:
        return MEANT if question.required else ""
    if len(question.options) < len(MARKS):
        return "2" if (number + place) % SELDOM == 0 else "1"
    better = gain - (number + place) % 3 if gain else 0
    return str(min(len(MARKS), 4 + (3 * number + place) % 5 + better))
