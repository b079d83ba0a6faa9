"""A mentor's role over a mentee, and manual enrolments: one person a call."""

from collections.abc import Callable
from typing import Final

import pytest
import requests

from connector.moodle.client import MoodleClient
from connector.moodle.errors import (
    MoodleRefused,
    NotThere,
    OutcomeUnknown,
    RightMissing,
)
from connector.moodle.functions import core_role, enrol_manual
from tests.unit.moodle.conftest import Site

Write = Callable[[MoodleClient], object]

ROLES: Final[dict[str, Write]] = {
    "core_role_assign_roles": lambda m: core_role.assign(m, 10, 3, 4),
    "core_role_unassign_roles": lambda m: core_role.unassign(m, 10, 3, 4),
}
ENROLMENTS: Final[dict[str, Write]] = {
    "enrol_manual_enrol_users": lambda m: enrol_manual.enrol(m, 2, 24, 5),
}
WRITES: Final = ROLES | ENROLMENTS


def refused(site: Site, function: str, errorcode: str) -> MoodleRefused:
    site.answers({"exception": "x", "errorcode": errorcode})
    with pytest.raises(MoodleRefused) as caught:
        WRITES[function](site.client())
    assert caught.value.errorcode == errorcode
    assert caught.value.facts["function"] == function
    return caught.value


@pytest.mark.parametrize(
    ("function", "name"),
    [("core_role_assign_roles", "assignments"), ("core_role_unassign_roles", "unassignments")],
)
def test_a_role_is_given_in_the_context_of_a_person(site: Site, function: str, name: str) -> None:
    site.answers(None)
    ROLES[function](site.client())

    assert site.sent == [
        (f"{name}[0][roleid]", "10"),
        (f"{name}[0][userid]", "3"),
        (f"{name}[0][contextlevel]", "user"),
        (f"{name}[0][instanceid]", "4"),
    ]


def test_a_person_is_enrolled_with_a_role(site: Site) -> None:
    site.answers(None)
    enrol_manual.enrol(site.client(), 2, 24, 5)

    assert site.sent == [
        ("enrolments[0][roleid]", "5"),
        ("enrolments[0][userid]", "24"),
        ("enrolments[0][courseid]", "2"),
    ]


@pytest.mark.parametrize("function", ROLES)
def test_a_role_that_may_not_be_given_is_named_as_such(site: Site, function: str) -> None:
    error = refused(site, function, "invalidparameter")

    assert (type(error), error.code) == (RightMissing, "moodle.role_not_assignable")


def test_a_role_for_nobody_is_no_mistake_in_a_program(site: Site) -> None:
    assert type(refused(site, "core_role_assign_roles", "codingerror")) is NotThere


@pytest.mark.parametrize("function", ROLES)
def test_without_the_right_no_role_is_given(site: Site, function: str) -> None:
    error = refused(site, function, "nopermissions")

    assert (type(error), error.code) == (RightMissing, "moodle.right_missing")


def test_one_whom_moodle_could_not_welcome_may_be_enrolled(site: Site) -> None:
    site.answers({"exception": "x", "errorcode": "Message was not sent."})

    with pytest.raises(OutcomeUnknown):
        enrol_manual.enrol(site.client(), 2, 24, 5)


@pytest.mark.parametrize(
    ("errorcode", "kind", "code"),
    [
        ("invalidparameter", NotThere, "moodle.not_there"),
        ("invaliduser", NotThere, "moodle.not_there"),
        ("userdeleted", NotThere, "moodle.not_there"),
        ("wsusercannotassign", RightMissing, "moodle.role_not_assignable"),
        ("wsnoinstance", MoodleRefused, "moodle.no_manual_enrolment"),
        ("requireloginerror", RightMissing, "moodle.right_missing"),
        ("usernotconfirmed", MoodleRefused, "moodle.refused"),
    ],
)
def test_why_somebody_was_not_enrolled_is_told_apart(
    site: Site, errorcode: str, kind: type[MoodleRefused], code: str
) -> None:
    error = refused(site, "enrol_manual_enrol_users", errorcode)

    assert (type(error), error.code) == (kind, code)


@pytest.mark.parametrize("function", WRITES)
def test_a_lost_answer_is_not_asked_for_again(site: Site, function: str) -> None:
    site.says(requests.ReadTimeout())

    with pytest.raises(OutcomeUnknown):
        WRITES[function](site.client())

    assert len(site.forms) == 1
