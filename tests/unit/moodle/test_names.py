"""Names that people give things, which Moodle gives as HTML here and as written there."""

import re
from collections.abc import Callable
from typing import Any, Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from connector.moodle.client import MoodleClient
from connector.moodle.functions import (
    core_cohort,
    core_course,
    core_group,
    core_user,
    core_webservice,
    gradereport_user,
    mod_assign,
    mod_choice,
    mod_feedback,
    mod_forum,
)
from connector.moodle.records.schema import plain
from tests.unit.moodle.conftest import Site

WRITTEN: Final = ' <b>Пара</b>  "Иванов & Ко"\n'
FORMATTED: Final = ' Пара  "Иванов &amp; Ко"\n'
PLAIN: Final = 'Пара "Иванов & Ко"'
CELL: Final = {
    "id": 1,
    "itemtype": "mod",
    "grademin": 0,
    "grademax": 100,
    "graderaw": None,
    "gradeislocked": False,
    "gradeisoverridden": False,
    "gradeishidden": False,
}
ENTITIES: Final = "& &amp; &lt; &gt; &nbsp; &copy &#34; &notin; &ThickSpace; &&amp;lt; amp; # ;"
TAGS: Final = ["<b>", "</b>", "<br/>", '<span lang="ru">', " < ", ">", "\n", "\u00a0"]
PIECES: Final = st.sampled_from([*ENTITIES.split(), *TAGS])
TEXTS: Final = st.lists(PIECES | st.text(st.characters(exclude_characters="<\0"))).map("".join)


def formatted(written: str) -> str:
    """Do what Moodle's format_string does where the site strips tags, which is the default."""
    kept, inside = [], False
    escaped = re.sub(r"&(?![a-zA-Z0-9#]{1,8};)", "&amp;", written)
    for letter, following in zip(escaped, escaped[1:] + " ", strict=False):
        if letter == "<" and following not in " \n\t\v\f\r":
            inside = True
        if not inside:
            kept.append({"<": "&lt;", ">": "&gt;"}.get(letter, letter))
        if letter == ">":
            inside = False
    return "".join(kept)


@given(TEXTS)
@example(WRITTEN)
@example("&copy 2026")
@example("a < b > c")
def test_a_name_is_the_same_text_as_written_and_as_formatted(written: str) -> None:
    assert plain(formatted(written)) == plain(written)


@given(TEXTS)
def test_a_plain_name_has_no_needless_space(written: str) -> None:
    assert plain(written) == " ".join(plain(written).split())


@pytest.mark.parametrize(
    ("told", "name"),
    [
        (FORMATTED, PLAIN),
        (WRITTEN, PLAIN),
        ("", ""),
        ("Школа наставника", "Школа наставника"),
        ("O'Brien & Co", "O'Brien & Co"),
        ("&lt;b&gt;", "<b>"),
        ("&amp;amp;", "&amp;"),
        ("R&D; 5 < 6 > 4", "R&D; 5 < 6 > 4"),
        ("Пара&nbsp;&nbsp;01", "Пара 01"),
        ("&copy 2026", "&copy 2026"),
        ('<span lang="ru" class="multilang">Пара</span> 5', "Пара 5"),
        ("{mlang ru}Пара{mlang}", "{mlang ru}Пара{mlang}"),
    ],
)
def test_a_name_is_read_as_plain_text(told: str, name: str) -> None:
    assert plain(told) == name


NAMED: Final[list[tuple[Callable[[MoodleClient], Any], Any, str]]] = [
    (
        core_webservice.site_info,
        {"sitename": FORMATTED, "siteurl": "y", "userid": 1, "functions": []},
        "name",
    ),
    (lambda m: core_cohort.cohorts(m)[0], [{"id": 1, "name": FORMATTED}], "name"),
    (
        lambda m: core_course.categories(m)[0],
        [{"id": 1, "name": FORMATTED, "parent": 0}],
        "name",
    ),
    (
        lambda m: core_course.courses(m)[0],
        {"courses": [{"id": 2, "categoryid": 1, "shortname": FORMATTED, "fullname": "x"}]},
        "shortname",
    ),
    (
        lambda m: core_course.courses(m)[0],
        {"courses": [{"id": 2, "categoryid": 1, "shortname": "x", "fullname": FORMATTED}]},
        "fullname",
    ),
    (
        lambda m: core_course.activities(m, 2)[0],
        [{"modules": [{"id": 1, "modname": "assign", "name": FORMATTED}]}],
        "name",
    ),
    (lambda m: core_group.groups(m, 2)[0], [{"id": 1, "courseid": 2, "name": FORMATTED}], "name"),
    (
        lambda m: gradereport_user.gradebook(m, 2)[0][0],
        {"usergrades": [{"userid": 3, "gradeitems": [{**CELL, "itemname": WRITTEN}]}]},
        "name",
    ),
    (
        lambda m: mod_assign.assignments(m, [2])[0],
        {
            "courses": [
                {"assignments": [{"id": 1, "cmid": 2, "course": 3, "name": FORMATTED, "grade": 5}]}
            ]
        },
        "name",
    ),
    (
        lambda m: mod_choice.choices(m, [2])[0],
        {"choices": [{"id": 1, "coursemodule": 2, "course": 3, "name": FORMATTED}]},
        "name",
    ),
    (
        lambda m: mod_choice.picks(m, 1)[0],
        {
            "options": [
                {
                    "id": 1,
                    "text": FORMATTED,
                    "numberofuser": 1,
                    "userresponses": [{"userid": 3, "timemodified": 5}],
                }
            ]
        },
        "text",
    ),
    (
        lambda m: mod_feedback.feedbacks(m, [2])[0],
        {"feedbacks": [{"id": 1, "coursemodule": 2, "course": 3, "name": FORMATTED}]},
        "name",
    ),
    (
        lambda m: mod_feedback.items(m, 1)[0],
        {"items": [{"id": 1, "name": WRITTEN, "typ": "textfield", "hasvalue": 1}], "warnings": []},
        "name",
    ),
    (
        lambda m: mod_forum.forums(m, [2])[0],
        [{"id": 1, "cmid": 2, "course": 3, "name": FORMATTED}],
        "name",
    ),
    (
        lambda m: next(mod_forum.discussions(m, 1)),
        {"discussions": [{"id": 1, "discussion": 2, "subject": FORMATTED, "userid": 3}]},
        "subject",
    ),
    (
        lambda m: mod_forum.posts(m, 1)[0],
        {"posts": [{"id": 1, "subject": WRITTEN, "message": "<p>x</p>", "author": {"id": 3}}]},
        "subject",
    ),
]


@pytest.mark.parametrize(("call", "told", "attribute"), NAMED)
def test_every_name_that_people_give_things_is_plain(
    site: Site, call: Callable[[MoodleClient], Any], told: object, attribute: str
) -> None:
    site.answers(told)

    assert getattr(call(site.client()), attribute) == PLAIN


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (
            lambda m: core_cohort.cohorts(m)[0].idnumber,
            [{"id": 1, "name": "x", "idnumber": " 8А\n"}],
        ),
        (
            lambda m: core_course.categories(m)[0].idnumber,
            [{"id": 1, "name": "x", "parent": 0, "idnumber": " 8А\n"}],
        ),
        (
            lambda m: core_group.groups(m, 2)[0].idnumber,
            [{"id": 1, "courseid": 2, "name": "x", "idnumber": " 8А\n"}],
        ),
        (
            lambda m: gradereport_user.gradebook(m, 2)[0][0].idnumber,
            {"usergrades": [{"userid": 3, "gradeitems": [{**CELL, "idnumber": " 8А\n"}]}]},
        ),
        (
            lambda m: core_course.courses(m)[0].idnumber,
            {
                "courses": [
                    {"id": 2, "categoryid": 1, "shortname": "x", "fullname": "x", "idnumber": "8А "}
                ]
            },
        ),
        (lambda m: core_course.idnumber(m, 6), {"cm": {"idnumber": "8А "}}),
    ],
)
def test_an_id_number_has_no_space_around_it(
    site: Site, call: Callable[[MoodleClient], str], told: object
) -> None:
    site.answers(told)

    assert call(site.client()) == "8А"


def test_the_names_of_people_are_left_as_they_are(site: Site) -> None:
    names = {"firstname": "Анна &amp; <b>", "lastname": " О'Нил", "fullname": " О'Нил  Анна"}
    site.answers([{"id": 3, **names}])

    [[person]] = core_user.by_ids(site.client(), [3])

    assert {name: getattr(person, name) for name in names} == names
