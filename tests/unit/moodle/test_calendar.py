"""The calendar: events of a course and of its groups."""

from typing import Any

import pytest
import requests

from connector.moodle.errors import NotThere, OutcomeUnknown, RightMissing
from connector.moodle.functions import core_calendar
from connector.moodle.functions.core_calendar import NewEvent
from connector.moodle.records.calendar import CalendarEvent
from tests.unit.moodle.conftest import Site

LESSON = NewEvent("Встреча", "<p>Кабинет 215</p>", 1_796_000_000, 2700, group_id=7)


def an_event(number: int, **others: object) -> dict[str, Any]:
    return {
        "id": number,
        "name": "Встреча &amp; «мы»",
        "description": "<p>Кабинет 215</p>",
        "courseid": 3,
        "groupid": None,
        "eventtype": "course",
        "timestart": 1_796_000_000,
        "timeduration": 2700,
        "visible": 1,
        "modulename": None,
        **others,
    }


def listed(*events: dict[str, Any]) -> dict[str, Any]:
    return {"events": [*events], "warnings": []}


def test_an_event_is_read(site: Site) -> None:
    site.answers(listed(an_event(1), an_event(2, groupid=7, eventtype="group", visible=0)))

    text, at = "<p>Кабинет 215</p>", 1_796_000_000
    assert core_calendar.events(site.client(), 3, [7]) == [
        CalendarEvent(1, "Встреча & «мы»", text, 3, 0, "course", at, 2700),
        CalendarEvent(2, "Встреча & «мы»", text, 3, 7, "group", at, 2700, is_hidden=True),
    ]


def test_many_groups_are_asked_for_bit_by_bit_and_ids_apart(site: Site) -> None:
    site.answers(*[listed()] * 3)

    core_calendar.events(site.client(chunk=2), 3, [7, 8, 9], [1], since=5, until=6)

    named = [[field for field in form if field[0].startswith("events[")] for form in site.forms]
    course = ("events[courseids][0]", "3")
    assert named == [
        [course, ("events[groupids][0]", "7"), ("events[groupids][1]", "8")],
        [course, ("events[groupids][0]", "9")],
        [("events[eventids][0]", "1")],
    ]
    assert {("options[timestart]", "5"), ("options[timeend]", "6")} <= set(site.sent)


def test_hidden_events_and_our_own_are_asked_for_and_those_of_the_site_are_not(
    site: Site,
) -> None:
    site.answers(listed())
    core_calendar.events(site.client(), 3)

    options = dict(site.sent)
    names = ("ignorehidden", "userevents", "siteevents")
    assert [options[f"options[{name}]"] for name in names] == ["0", "1", "0"]


@pytest.mark.parametrize("kind", ["site", "user", "category", "due", "open"])
def test_what_nobody_wrote_into_the_course_is_left_out(site: Site, kind: str) -> None:
    site.answers(listed(an_event(1), an_event(2, eventtype=kind)))

    assert [event.id for event in core_calendar.events(site.client(), 3)] == [1]


def test_an_event_that_was_found_twice_is_one(site: Site) -> None:
    site.answers(listed(an_event(1)), listed(an_event(1)))

    assert [event.id for event in core_calendar.events(site.client(), 3, (), [1])] == [1]


def test_events_stand_in_the_order_of_time(site: Site) -> None:
    site.answers(listed(an_event(1, timestart=9), an_event(3, timestart=5), an_event(2)))

    assert [event.id for event in core_calendar.events(site.client(), 3)] == [3, 1, 2]


def test_a_warning_instead_of_events_is_a_right_that_is_missing(site: Site) -> None:
    warning = {"item": "7", "warningcode": "nopermissions", "message": "нельзя"}
    site.answers({"events": [], "warnings": [warning]})

    with pytest.raises(RightMissing) as caught:
        core_calendar.events(site.client(), 3, [7])

    assert caught.value.errorcode == "nopermissions"


@pytest.mark.parametrize(("group", "kind"), [(7, "group"), (0, "course")])
def test_an_event_is_written_for_a_group_or_for_the_course(
    site: Site, group: int, kind: str
) -> None:
    site.answers(listed(an_event(5)))
    new = NewEvent("Встреча", "<p>ё</p>", 1_796_000_000, 60, group)

    assert core_calendar.create_event(site.client(), 3, new) == 5
    assert site.sent == [
        ("events[0][name]", "Встреча"),
        ("events[0][description]", "<p>ё</p>"),
        ("events[0][format]", "1"),
        ("events[0][courseid]", "3"),
        ("events[0][groupid]", str(group)),
        ("events[0][eventtype]", kind),
        ("events[0][timestart]", "1796000000"),
        ("events[0][timeduration]", "60"),
        ("events[0][repeats]", "0"),
        ("events[0][visible]", "1"),
    ]


def test_an_event_that_was_not_written_is_a_right_that_is_missing(site: Site) -> None:
    site.answers({"events": [], "warnings": [{"item": "x", "warningcode": "nopermissions"}]})

    with pytest.raises(RightMissing):
        core_calendar.create_event(site.client(), 3, LESSON)


@pytest.mark.parametrize(
    "told", [None, {}, listed(), listed({"id": None}), listed(an_event(1), an_event(2))]
)
def test_an_event_without_an_id_may_have_been_written(site: Site, told: object) -> None:
    site.answers(told)

    with pytest.raises(OutcomeUnknown):
        core_calendar.create_event(site.client(), 3, LESSON)


def test_an_event_that_is_gone_is_not_deleted(site: Site) -> None:
    site.answers(None, {"exception": "x", "errorcode": "invalidrecord"})

    core_calendar.delete_event(site.client(), 5)
    assert site.sent == [("events[0][eventid]", "5"), ("events[0][repeat]", "0")]
    with pytest.raises(NotThere):
        core_calendar.delete_event(site.client(), 5)


def test_a_lost_answer_is_not_asked_for_again(site: Site) -> None:
    site.says(requests.ReadTimeout())

    with pytest.raises(OutcomeUnknown):
        core_calendar.create_event(site.client(), 3, LESSON)

    assert len(site.forms) == 1
