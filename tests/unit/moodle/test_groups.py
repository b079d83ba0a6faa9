"""Groups and groupings: one thing a call, and refusals that are told apart."""

from collections.abc import Callable
from typing import Final

import pytest
import requests

from connector.moodle.client import MoodleClient
from connector.moodle.errors import (
    AlreadyThere,
    InvalidParameter,
    MoodleRefused,
    NotThere,
    OutcomeUnknown,
    RightMissing,
)
from connector.moodle.functions import core_group
from connector.moodle.records.enrolment import Grouping
from tests.unit.moodle.conftest import Site

Write = Callable[[MoodleClient], object]

CREATES: Final[dict[str, Write]] = {
    "core_group_create_groups": lambda m: core_group.create_group(m, 3, "Пара 1", "p-1"),
    "core_group_create_groupings": lambda m: core_group.create_grouping(m, 3, "Пары", "pairs"),
}
SILENT: Final[dict[str, Write]] = {
    "core_group_update_groups": lambda m: core_group.rename_group(m, 15, "Пара 2", "p-2"),
    "core_group_delete_groups": lambda m: core_group.delete_group(m, 15),
    "core_group_add_group_members": lambda m: core_group.add_members(m, 15, [3, 4]),
    "core_group_delete_group_members": lambda m: core_group.remove_members(m, 15, [3]),
    "core_group_assign_grouping": lambda m: core_group.assign_grouping(m, 2, 15),
}
WRITES: Final = CREATES | SILENT


def test_the_groupings_of_a_course_are_read(site: Site) -> None:
    told = {"id": 1, "courseid": 3, "name": "Пары &amp; все", "idnumber": " pairs "}
    site.answers([told, {**told, "id": 2, "idnumber": None}])

    assert core_group.groupings(site.client(), 3) == [
        Grouping(1, 3, "Пары & все", "pairs"),
        Grouping(2, 3, "Пары & все", ""),
    ]


@pytest.mark.parametrize(
    ("told", "ids"), [({}, set()), ({"groups": None}, set()), ({"groups": [{"id": 5}]}, {5})]
)
def test_a_grouping_tells_its_groups(site: Site, told: dict[str, object], ids: set[int]) -> None:
    site.answers([{"id": 2, "courseid": 3, **told}])

    assert core_group.grouping_groups(site.client(), 2) == ids
    assert site.sent == [("groupingids[0]", "2"), ("returngroups", "1")]


def test_a_group_is_made_with_an_idnumber(site: Site) -> None:
    site.answers([{"id": 15, "courseid": 3, "name": "Пара 1"}])

    assert core_group.create_group(site.client(), 3, "Пара 1", "p-1", "<p>ё</p>") == 15
    assert site.sent == [
        ("groups[0][courseid]", "3"),
        ("groups[0][name]", "Пара 1"),
        ("groups[0][idnumber]", "p-1"),
        ("groups[0][description]", "<p>ё</p>"),
    ]


def test_a_grouping_is_made_with_an_idnumber(site: Site) -> None:
    site.answers([{"id": 2, "courseid": 3, "name": "Пары"}])

    assert core_group.create_grouping(site.client(), 3, "Пары", "pairs") == 2
    assert ("groupings[0][idnumber]", "pairs") in site.sent


@pytest.mark.parametrize("told", [None, [], {}, [{}], [{"id": None}], [{"id": 1}, {"id": 2}]])
@pytest.mark.parametrize("function", CREATES)
def test_what_was_made_without_an_id_may_be_there(site: Site, function: str, told: object) -> None:
    site.answers(told)

    with pytest.raises(OutcomeUnknown) as caught:
        CREATES[function](site.client())

    assert caught.value.facts["function"] == function


@pytest.mark.parametrize("function", SILENT)
def test_what_moodle_does_it_says_with_nothing(site: Site, function: str) -> None:
    site.answers(None)

    assert SILENT[function](site.client()) is None
    assert dict(site.forms[-1])["wsfunction"] == function


def test_a_group_gets_another_name_and_idnumber(site: Site) -> None:
    site.answers(None)
    core_group.rename_group(site.client(), 15, "Пара 2", "p-2")

    assert site.sent == [
        ("groups[0][id]", "15"),
        ("groups[0][name]", "Пара 2"),
        ("groups[0][idnumber]", "p-2"),
    ]


def test_several_people_are_put_into_a_group_at_once(site: Site) -> None:
    site.answers(None)
    core_group.add_members(site.client(), 15, [3, 4])

    assert [value for name, value in site.sent if name.endswith("[userid]")] == ["3", "4"]
    assert {value for name, value in site.sent if name.endswith("[groupid]")} == {"15"}


@pytest.mark.parametrize(
    ("errorcode", "error"),
    [
        ("idnumbertaken", AlreadyThere),
        ("invalidparameter", InvalidParameter),
        ("invalidrecord", NotThere),
        ("invaliduser", NotThere),
        ("errorcoursecontextnotvalid", RightMissing),
        ("nopermissions", RightMissing),
        ("dmlwriteexception", OutcomeUnknown),
    ],
)
@pytest.mark.parametrize("function", WRITES)
def test_refusals_are_told_apart(
    site: Site, function: str, errorcode: str, error: type[MoodleRefused]
) -> None:
    site.answers({"exception": "x", "errorcode": errorcode})

    with pytest.raises(error) as caught:
        WRITES[function](site.client())

    assert type(caught.value) is error
    assert caught.value.facts["function"] == function


@pytest.mark.parametrize("function", WRITES)
def test_a_lost_answer_is_not_asked_for_again(site: Site, function: str) -> None:
    site.says(requests.ReadTimeout())

    with pytest.raises(OutcomeUnknown):
        WRITES[function](site.client())

    assert len(site.forms) == 1
