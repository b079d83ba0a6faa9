"""Questionnaires as files that a Feedback activity of Moodle imports (its format 200701)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from connector.domain.surveys import SCALE, Question, QuestionKind

HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8" ?>\n'
    '<FEEDBACK VERSION="200701" COMMENT="XML-Importfile for mod/feedback">\n<ITEMS>\n'
)
TAIL: Final = "</ITEMS>\n</FEEDBACK>\n"
AREA: Final = "60|5"
"""Width and height of a field for text."""

BETWEEN: Final = "|"
ONE_OF: Final = "r>>>>>"
SEVERAL_OF: Final = "c>>>>>"
IN_A_LINE: Final = "<<<<<1"
NO_EMPTY_OPTION: Final = "h"


@dataclass(frozen=True)
class Words:
    """The answers to a yes-or-no question, and what marks mean, which is told above the first."""

    yes: str
    no: str
    scale: str


def feedback_xml(questions: Sequence[Question], words: Words) -> str:
    """Write the questions in their order.

    A mark is chosen among ten options, so that its number in Moodle's answers is the mark itself.
    """
    is_marked = any(one.kind is QuestionKind.SCALE for one in questions)
    hint = [_item(0, "label", presentation=escape(words.scale))] if is_marked else []
    items = (_asked(number, one, words) for number, one in enumerate(questions, 1))
    return HEAD + "".join([*hint, *items]) + TAIL


def _asked(number: int, one: Question, words: Words) -> str:
    is_required = not one.is_optional
    if one.kind is QuestionKind.TEXT:
        return _item(number, "textarea", one, presentation=AREA, is_required=is_required)
    options = {QuestionKind.SCALE: SCALE, QuestionKind.YES_NO: (words.yes, words.no)}
    sort = SEVERAL_OF if one.kind is QuestionKind.MULTIPLE else ONE_OF
    listed = sort + BETWEEN.join(options.get(one.kind, one.options))
    adjusted = IN_A_LINE if one.kind in options else ""
    return _item(
        number,
        "multichoice",
        one,
        presentation=listed + adjusted,
        options=NO_EMPTY_OPTION,
        is_required=is_required,
    )


def _item(
    number: int,
    type_: str,
    one: Question | None = None,
    *,
    presentation: str,
    options: str = "",
    is_required: bool = False,
) -> str:
    parts = {
        "ITEMID": str(number),
        "ITEMTEXT": one.text if one else "",
        "ITEMLABEL": one.code if one else "",
        "PRESENTATION": presentation,
        "OPTIONS": options,
        "DEPENDITEM": "0",
        "DEPENDVALUE": "",
    }
    told = "".join(f"<{tag}>{escape(text)}</{tag}>\n" for tag, text in parts.items())
    return f'<ITEM TYPE="{type_}" REQUIRED="{int(is_required)}">\n{told}</ITEM>\n'
