"""Databases: every entry, page by page, and the contents of its fields as plain text."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pytest

from connector.moodle.errors import MoodleRefused, NotThere, RightMissing, UnexpectedAnswer
from connector.moodle.functions import mod_data
from connector.moodle.records.database import Database, Entry, Field
from tests.unit.moodle.conftest import Site

ALL_SHOWN: Final = {"entrieslefttoview": 0}


def an_entry(number: int, contents: Mapping[int, str | None] | None = None) -> dict[str, Any]:
    told = [{"fieldid": field, "content": text} for field, text in (contents or {}).items()]
    return {
        "id": number,
        "userid": 3,
        "groupid": 7,
        "timecreated": 1_795_487_244,
        "timemodified": 1_795_487_245,
        "approved": False,
        "contents": told,
    }


def a_page(entries: Sequence[dict[str, Any]], total: int) -> dict[str, Any]:
    return {"entries": [*entries], "totalcount": total}


def contents(site: Site, kind: str, content: str | None) -> str | None:
    site.answers(a_page([an_entry(1, {9: content})], 1), a_page([], 1), ALL_SHOWN)
    [entry] = mod_data.entries(site.client(), 1, [Field(9, "Поле", kind)])
    return entry.contents.get(9)


def test_a_database_tells_whether_entries_are_approved(site: Site) -> None:
    told = {"id": 1, "course": 3, "coursemodule": 12, "name": "Дневник &amp; встречи"}
    site.answers({"databases": [told, {**told, "id": 2, "approval": True}]})

    assert mod_data.databases(site.client(), [3]) == [
        Database(1, 3, 12, "Дневник & встречи"),
        Database(2, 3, 12, "Дневник & встречи", needs_approval=True),
    ]


def test_a_field_has_a_name_and_a_type(site: Site) -> None:
    site.answers({"fields": [{"id": 1, "name": "Дата &amp; час", "type": "date", "param1": ""}]})

    assert mod_data.fields(site.client(), 1) == [Field(1, "Дата & час", "date")]


def test_an_entry_is_read_with_its_author_group_and_times(site: Site) -> None:
    site.answers(a_page([an_entry(4, {2: "45"})], 1), a_page([], 1), ALL_SHOWN)

    assert mod_data.entries(site.client(), 1, [Field(2, "Минут", "number")]) == [
        Entry(4, 3, 7, 1_795_487_244, 1_795_487_245, is_approved=False, contents={2: "45"})
    ]


def test_pages_are_asked_for_until_an_empty_one(site: Site) -> None:
    people = [an_entry(number) for number in range(1, 151)]
    pages = [a_page(people[start : start + 100], 150) for start in (0, 100, 200)]
    site.answers(*pages, ALL_SHOWN)

    assert len(mod_data.entries(site.client(), 1, [])) == 150
    forms = [dict(form) for form in site.forms[:3]]
    assert [form["page"] for form in forms] == ["0", "1", "2"]
    assert {(form["sort"], form["order"], form["groupid"]) for form in forms} == {("0", "ASC", "0")}


def test_an_entry_written_while_we_read_is_read_once(site: Site) -> None:
    one, two = an_entry(1), an_entry(2)
    site.answers(a_page([one], 1), a_page([one, two], 2), a_page([], 2), ALL_SHOWN)

    assert [entry.id for entry in mod_data.entries(site.client(), 1, [])] == [1, 2]


def test_fewer_entries_than_moodle_counts_are_an_error(site: Site) -> None:
    site.answers(a_page([an_entry(1)], 3), a_page([], 3))

    with pytest.raises(UnexpectedAnswer) as caught:
        mod_data.entries(site.client(), 1, [])

    assert caught.value.code == "moodle.short_answer"
    assert (caught.value.facts["asked"], caught.value.facts["answered"]) == (3, 1)


@pytest.mark.parametrize(
    ("kind", "content", "read"),
    [
        ("text", " Тема <1> & <пара> ", "Тема <1> & <пара>"),
        ("textarea", "<p>a &amp; b</p><ul><li>раз</li></ul>ещё", "a & b\nраз\nещё"),
        ("date", "1791590400", "1791590400"),
        ("number", "45.5", "45.5"),
        ("menu", "первая & общая", "первая & общая"),
        ("radiobutton", "вторая <b>", "вторая <b>"),
        ("multimenu", "первая## третья", "первая\nтретья"),
        ("checkbox", "да", "да"),
        ("url", "https://school15.local", "https://school15.local"),
        ("file", "отчёт.txt", "отчёт.txt"),
    ],
)  # fmt: skip
def test_contents_are_plain_text(site: Site, kind: str, content: str, read: str) -> None:
    assert contents(site, kind, content) == read


@pytest.mark.parametrize("kind", ["text", "textarea", "multimenu", "date"])
@pytest.mark.parametrize("content", [None, "", "  "])
def test_what_was_left_empty_is_left_out(site: Site, kind: str, content: str | None) -> None:
    assert contents(site, kind, content) is None


def test_the_contents_of_an_unknown_field_are_as_they_are(site: Site) -> None:
    site.answers(a_page([an_entry(1, {5: "<p>x</p>"})], 1), a_page([], 1), ALL_SHOWN)

    [entry] = mod_data.entries(site.client(), 1, [])

    assert entry.contents == {5: "<p>x</p>"}


def test_a_database_that_wants_our_own_entries_first_hides_the_others(site: Site) -> None:
    site.answers(a_page([], 0), {"entrieslefttoview": 2})

    with pytest.raises(RightMissing):
        mod_data.entries(site.client(), 1, [])


def test_a_group_whose_entries_are_hidden_is_a_right_that_is_missing(site: Site) -> None:
    site.answers(a_page([], 0), {"exception": "x", "errorcode": "notingroup"})

    with pytest.raises(RightMissing):
        mod_data.entries(site.client(), 1, [], group_id=7)

    assert site.sent == [("databaseid", "1"), ("groupid", "7")]


@pytest.mark.parametrize(
    ("errorcode", "error"),
    [
        ("invalidrecord", NotThere),
        ("requireloginerror", RightMissing),
        ("notopenyet", MoodleRefused),
    ],
)
def test_refusals_are_told_apart(site: Site, errorcode: str, error: type[MoodleRefused]) -> None:
    site.answers({"exception": "x", "errorcode": errorcode})

    with pytest.raises(error):
        mod_data.entries(site.client(), 1, [])


def test_a_lost_right_to_see_entries_is_a_missing_right_and_no_mistake_of_ours(site: Site) -> None:
    site.answers({"exception": "coding_exception", "errorcode": "codingerror"})

    with pytest.raises(RightMissing) as caught:
        mod_data.databases(site.client(), [3])

    assert caught.value.facts["function"] == "mod_data_get_databases_by_courses"
