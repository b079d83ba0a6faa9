"""Custom fields of courses, standard fields of people, and the count of criteria."""

from typing import Any, Final

import pytest

from connector.moodle.errors import UnexpectedAnswer
from connector.moodle.functions import core_completion, core_course, core_user
from connector.moodle.records.course import Course
from tests.unit.moodle.conftest import Site

COURSE: Final = {"id": 2, "categoryid": 1, "shortname": "x", "fullname": "x"}


def a_field(kind: str, value: object, raw: object = None) -> dict[str, object]:
    return {"shortname": "form", "type": kind, "value": value, "valueraw": raw}


def the_course(site: Site, *told: object) -> Course:
    site.answers({"courses": [{**COURSE, "customfields": [*told]}]})
    [course] = core_course.courses(site.client())
    return course


@pytest.mark.parametrize(
    ("told", "text"),
    [
        (a_field("text", "Ученик &amp; ученик", "Ученик & ученик"), "Ученик & ученик"),
        (a_field("text", '<a href="https://x.example/12">№ 12</a>', "12"), "№ 12"),
        (a_field("select", "Город &amp; край", 2), "Город & край"),
        (a_field("textarea", "<p>Первая <b>цель</b></p><p>Вторая</p>"), "Первая цель\nВторая"),
        (a_field("checkbox", "Да", 1), "1"),
        (a_field("checkbox", "No", 0), "0"),
        (a_field("date", "1 September 2026", 1788210000), "1788210000"),
        (a_field("date", "1 September 2026"), "1 September 2026"),
        ({"shortname": "form", "value": "Ученик"}, "Ученик"),
    ],
)
def test_a_custom_field_of_a_course_is_plain_text(site: Site, told: object, text: str) -> None:
    assert the_course(site, told).fields == {"form": text}


@pytest.mark.parametrize(
    "told", [a_field("text", None, ""), a_field("text", ""), a_field("date", None, 0)]
)
def test_an_empty_custom_field_is_left_out(site: Site, told: object) -> None:
    assert the_course(site, told).fields == {}


@pytest.mark.parametrize("told", [{}, {"customfields": None}, {"customfields": []}])
def test_a_course_may_have_no_custom_fields(site: Site, told: dict[str, Any]) -> None:
    site.answers({"courses": [COURSE | told]})

    assert [course.fields for course in core_course.courses(site.client())] == [{}]


@pytest.mark.parametrize("told", [{"a": 1}, [5], [{"shortname": "form"}], [{"value": "x"}]])
def test_custom_fields_of_another_shape_are_not_understood(site: Site, told: object) -> None:
    site.answers({"courses": [{**COURSE, "customfields": told}]})

    with pytest.raises(UnexpectedAnswer):
        core_course.courses(site.client())


def test_a_course_keeps_only_the_fields_that_are_needed(site: Site) -> None:
    course = the_course(site, a_field("text", "x"), {"shortname": "level", "value": "Город"})

    assert course.narrowed(frozenset({"level", "other"})).fields == {"level": "Город"}
    assert course.narrowed(frozenset()).fullname == course.fullname


@pytest.mark.parametrize("name", ["email", "phone1", "phone2", "address", "city"])
def test_a_standard_field_is_told_and_kept_only_when_it_is_needed(site: Site, name: str) -> None:
    site.answers([{"id": 3, "fullname": "x", name: "y", "customfields": []}])

    [[person]] = core_user.by_ids(site.client(), [3])

    assert person.profile == {name: "y"}
    assert person.narrowed(frozenset({name})).profile == {name: "y"}
    assert person.narrowed(frozenset({"class"})).profile == {}


@pytest.mark.parametrize(
    ("met", "done"), [([], 0), ([True], 1), ([False], 0), ([True, False, True], 2)]
)
def test_the_criteria_of_a_course_are_counted(site: Site, met: list[bool], done: int) -> None:
    told = [{"complete": one, "timecompleted": 100 if one else None} for one in met]
    site.answers({"completionstatus": {"completed": False, "completions": told}})

    course = core_completion.course(site.client(), 2, 3)

    assert (course.criteria, course.criteria_done) == (len(met), done)
    assert course.completed_at == 0
