"""Questionnaires as Moodle's Feedback imports them."""

import xml.etree.ElementTree as ET

from connector.domain.surveys import Question, QuestionKind
from connector.reports.feedback_xml import Words, feedback_xml

WORDS = Words("Да", "Нет", "От 1 до 10")
QUESTIONS = (
    Question("mark", "Комфорт & «уют» <да>", QuestionKind.SCALE),
    Question("again", "Ещё?", QuestionKind.YES_NO),
    Question("often", "Как часто?", QuestionKind.CHOICE, options=("Часто", "Редко")),
    Question("where", "Где?", QuestionKind.MULTIPLE, options=("В школе", "По связи")),
    Question("why", "Почему?", QuestionKind.TEXT, is_optional=True),
)


def items(
    questions: tuple[Question, ...] = QUESTIONS,
) -> list[tuple[dict[str, str], dict[str, str]]]:
    """The attributes and parts of each item, as a reader of XML sees them."""
    root = ET.fromstring(feedback_xml(questions, WORDS))  # noqa: S314 - our own text
    assert (root.tag, root.get("VERSION")) == ("FEEDBACK", "200701")
    return [(item.attrib, {part.tag: part.text or "" for part in item}) for item in root[0]]


def test_a_question_is_an_item_with_its_code_for_a_label() -> None:
    _, (attributes, parts), *_ = items()

    assert attributes == {"TYPE": "multichoice", "REQUIRED": "1"}
    assert parts["ITEMTEXT"] == "Комфорт & «уют» <да>"
    assert parts["ITEMLABEL"] == "mark"
    assert parts.keys() >= {"ITEMID", "OPTIONS", "DEPENDITEM", "DEPENDVALUE"}


def test_each_kind_is_answered_in_its_way() -> None:
    assert [parts["PRESENTATION"] for _, parts in items()[1:]] == [
        "r>>>>>1|2|3|4|5|6|7|8|9|10<<<<<1",
        "r>>>>>Да|Нет<<<<<1",
        "r>>>>>Часто|Редко",
        "c>>>>>В школе|По связи",
        "60|5",
    ]


def test_what_need_not_be_answered_is_not_required() -> None:
    assert [attributes["REQUIRED"] for attributes, _ in items()[1:]] == ["1", "1", "1", "1", "0"]


def test_numbers_of_items_are_never_the_same() -> None:
    numbers = [parts["ITEMID"] for _, parts in items()]

    assert len(set(numbers)) == len(QUESTIONS) + 1


def test_what_marks_mean_is_told_where_there_are_any() -> None:
    (attributes, parts), *_ = items()

    assert (attributes["TYPE"], parts["PRESENTATION"]) == ("label", "От 1 до 10")
    assert [attributes["TYPE"] for attributes, _ in items(QUESTIONS[1:2])] == ["multichoice"]
