"""Answers to feedbacks: page by page, only under a name, only the latest."""

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connector.moodle.errors import RightMissing, UnexpectedAnswer
from connector.moodle.functions import mod_feedback
from connector.moodle.records.feedback import Attempt
from connector.moodle.records.text import lines
from tests.unit.moodle.conftest import Site


def an_attempt(number: int, user: int = 3, at: int = 0, **printed: str | None) -> dict[str, Any]:
    responses = [
        {"id": int(item.removeprefix("item")), "printval": text} for item, text in printed.items()
    ]
    return {"id": number, "userid": user, "timemodified": at, "responses": responses}


def a_page(attempts: Iterable[dict[str, Any]], total: int, anonymous: int = 0) -> dict[str, Any]:
    hidden = [{"id": 900 + one, "number": one, "responses": []} for one in range(anonymous)]
    return {"attempts": [*attempts], "totalattempts": total, "anonattempts": hidden}


def test_pages_are_asked_for_until_all_attempts_are_there(site: Site) -> None:
    people = [an_attempt(number, user=number) for number in range(1, 251)]
    site.answers(*(a_page(people[start : start + 100], 250) for start in (0, 100, 200)))

    found = mod_feedback.attempts(site.client(), 1)

    assert [attempt.user_id for attempt in found] == list(range(1, 251))
    assert [dict(form)["page"] for form in site.forms] == ["0", "1", "2"]


def test_one_who_answers_while_we_read_is_read_too(site: Site) -> None:
    first, second = ([an_attempt(number, user=number)] for number in (1, 2))
    site.answers(a_page(first, 1 + 1), a_page(second, 3), a_page([an_attempt(3, user=3)], 3))

    assert len(mod_feedback.attempts(site.client(), 1)) == 3


@pytest.mark.parametrize("second", [[an_attempt(1), an_attempt(2)], []])
def test_a_page_that_brings_nothing_new_ends_the_reading_with_an_error(
    site: Site, second: list[dict[str, Any]]
) -> None:
    site.answers(a_page([an_attempt(1), an_attempt(2)], 5), a_page(second, 5))

    with pytest.raises(UnexpectedAnswer) as caught:
        mod_feedback.attempts(site.client(), 1)

    assert caught.value.code == "moodle.short_answer"
    assert (caught.value.facts["asked"], caught.value.facts["answered"]) == (5, 2)
    assert len(site.forms) == 2


def test_of_several_attempts_of_a_person_the_latest_counts(site: Site) -> None:
    told = [
        an_attempt(7, user=3, at=200, item1="новое"),
        an_attempt(8, user=3, at=100, item1="старое", item2="забытое"),
        an_attempt(9, user=4, at=100, item1="раньше"),
        an_attempt(10, user=4, at=100, item1="позже"),
    ]
    site.answers(a_page(told, 4))

    assert mod_feedback.attempts(site.client(), 1) == [
        Attempt(3, 200, {1: "новое"}),
        Attempt(4, 100, {1: "позже"}),
    ]


def test_anonymous_attempts_are_neither_kept_nor_waited_for(site: Site) -> None:
    site.answers(a_page([], 0, anonymous=7))

    assert mod_feedback.attempts(site.client(), 1) == []


def test_answers_without_names_come_page_by_page_in_the_order_of_what_they_say(
    site: Site,
) -> None:
    def page(*told: tuple[int, str]) -> dict[str, Any]:
        rows = [
            {"id": key, "number": 1, "responses": [{"id": 1, "name": "", "printval": said}]}
            for key, said in told
        ]
        return {"attempts": [], "totalattempts": 0, "anonattempts": rows, "totalanonattempts": 3}

    site.answers(page((7, "да"), (9, "нет")), page((8, "возможно")))

    assert mod_feedback.unnamed(site.client(), 1) == [
        Attempt(-1, 0, {1: "возможно"}),
        Attempt(-2, 0, {1: "да"}),
        Attempt(-3, 0, {1: "нет"}),
    ]


@pytest.mark.parametrize("empty", [None, "", " ", "\n"])
def test_an_empty_answer_is_left_out(site: Site, empty: str | None) -> None:
    site.answers(a_page([an_attempt(1, item1=empty, item2="0")], 1))

    [attempt] = mod_feedback.attempts(site.client(), 1)

    assert attempt.answers == {2: "0"}


@pytest.mark.parametrize(
    ("printed", "answer"),
    [
        ("Общение\nОбратная связь\n", "Общение\nОбратная связь"),
        ("Отлично &amp; быстро", "Отлично & быстро"),
        ("О&#039;Нил &lt;Анна&gt;", "О'Нил <Анна>"),
        ("Первая строка\r\n\r\nВторая &lt;3", "Первая строка\nВторая <3"),
        ("(1) Один", "(1) Один"),
        ("<p>Первый<br />абзац</p><p>второй</p>", "Первый\nабзац\nвторой"),
    ],
)
def test_an_answer_is_plain_text_with_its_lines(site: Site, printed: str, answer: str) -> None:
    site.answers(a_page([an_attempt(1, item1=printed)], 1))

    [attempt] = mod_feedback.attempts(site.client(), 1)

    assert attempt.answers == {1: answer}


@given(st.text())
def test_a_text_has_no_empty_line_and_no_space_around_one(told: str) -> None:
    found = lines(told)

    assert found == "\n".join(line.strip() for line in found.split("\n"))
    assert not found or all(found.split("\n"))


@pytest.mark.parametrize(("anonymous", "expected"), [(1, True), (2, False)])
def test_a_feedback_tells_whether_it_is_anonymous(
    site: Site, anonymous: int, expected: object
) -> None:
    told = {"id": 1, "course": 2, "coursemodule": 4, "name": "Анкета", "anonymous": anonymous}
    site.answers({"feedbacks": [told]})

    [feedback] = mod_feedback.feedbacks(site.client(), [2])

    assert feedback.is_anonymous is expected


def test_labels_and_page_breaks_are_no_questions(site: Site) -> None:
    told = [
        {"id": 1, "typ": "label", "name": "", "hasvalue": 0},
        {"id": 2, "typ": "pagebreak", "name": "", "hasvalue": 0},
        {"id": 3, "typ": "numeric", "name": "Сколько?", "label": "n", "hasvalue": 1},
    ]
    site.answers({"items": told, "warnings": []})

    assert [item.id for item in mod_feedback.items(site.client(), 1)] == [3]


def test_questions_that_we_may_not_see_are_not_taken_for_none(site: Site) -> None:
    site.answers({"items": [], "warnings": [{"item": "1", "warningcode": "nopermission"}]})

    with pytest.raises(RightMissing) as caught:
        mod_feedback.items(site.client(), 1)

    assert caught.value.errorcode == "nopermission"
    assert caught.value.facts["function"] == "mod_feedback_get_items"
