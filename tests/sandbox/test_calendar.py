from collections.abc import Mapping
from typing import Final

from tests.sandbox.conftest import WWWROOT, Answer, Moodle

COURSE: Final = 3
NOON: Final = 1_796_000_000
OPTIONS: Final[Mapping[str, object]] = {
    "userevents": 1,
    "siteevents": 0,
    "timestart": 0,
    "timeend": 0,
    "ignorehidden": 0,
}
CREATE: Final = "core_calendar_create_calendar_events"
DELETE: Final = "core_calendar_delete_calendar_events"


def write(moodle: Moodle, name: str = "Встреча", group: int = 0, **changes: object) -> Answer:
    event = {
        "name": name,
        "description": "<p>Кабинет 215</p><script>x</script>",
        "format": 1,
        "courseid": COURSE,
        "groupid": group,
        "eventtype": "group" if group else "course",
        "timestart": NOON,
        "timeduration": 3600,
        "repeats": 0,
        "visible": 1,
    }
    (made,) = moodle.ask(CREATE, events=[event | changes])["events"]
    return made


def names(moodle: Moodle, options: Mapping[str, object] = OPTIONS, **places: object) -> list[str]:
    answer = moodle.ask("core_calendar_get_calendar_events", events=places, options=options)
    assert answer["warnings"] == []
    return [event["name"] for event in answer["events"]]


def delete(moodle: Moodle, event_id: int) -> Answer:
    return moodle.ask(DELETE, events=[{"eventid": event_id, "repeat": 0}])


def shown(moodle: Moodle) -> str:
    return moodle.browser().get("/", base_url=WWWROOT).get_data(as_text=True)


def test_a_repeat_makes_a_second_event(moodle: Moodle) -> None:
    assert write(moodle)["id"] != write(moodle)["id"]
    assert names(moodle, courseids=[COURSE]) == ["Встреча", "Встреча"]


def test_events_come_by_time_and_clean(moodle: Moodle) -> None:
    write(moodle, "Позже", timestart=NOON + 60)
    made = write(moodle, "Раньше")
    assert made["description"] == "<p>Кабинет 215</p>"
    assert names(moodle, courseids=[COURSE]) == ["Раньше", "Позже"]
    assert names(moodle, courseids=[2]) == []


def test_events_of_groups_come_only_with_their_course_and_own_events(moodle: Moodle) -> None:
    made = write(moodle, group=1)
    assert names(moodle, courseids=[COURSE], groupids=[1]) == ["Встреча"]
    assert names(moodle, courseids=[COURSE], groupids=[2]) == []
    assert names(moodle, courseids=[COURSE]) == []
    assert names(moodle, groupids=[1]) == []
    alone = {**OPTIONS, "userevents": 0}
    assert names(moodle, alone, courseids=[COURSE], groupids=[1]) == []
    assert names(moodle, alone, eventids=[made["id"], 99_999]) == ["Встреча"]


def test_events_of_the_site_come_only_if_asked(moodle: Moodle) -> None:
    made = write(moodle, "Школьное", courseid=1, eventtype="site")
    assert (made["eventtype"], made["courseid"], made["groupid"]) == ("site", 1, 0)
    write(moodle, "Курс", timestart=NOON + 60)
    assert names(moodle, courseids=[COURSE]) == ["Курс"]
    with_site = {**OPTIONS, "userevents": 0, "siteevents": 1}
    assert names(moodle, with_site, courseids=[COURSE]) == ["Школьное", "Курс"]
    assert "Школьное" in shown(moodle)


def test_an_event_of_one_s_own_is_in_no_course(moodle: Moodle) -> None:
    made = write(moodle, "Личное", courseid=0, eventtype="user")
    assert (made["eventtype"], made["courseid"], made["groupid"]) == ("user", 0, 0)
    assert names(moodle, courseids=[COURSE]) == ["Личное"]
    assert names(moodle, {**OPTIONS, "userevents": 0}, courseids=[COURSE]) == []
    assert "Личное" in shown(moodle)


def test_a_name_is_plain_when_it_is_made_and_html_when_it_is_read(moodle: Moodle) -> None:
    made = write(moodle, "Мы & «они»")
    assert made["name"] == "Мы & «они»"
    assert names(moodle, courseids=[COURSE]) == ["Мы &amp; «они»"]
    assert names(moodle, eventids=[made["id"]]) == ["Мы &amp; «они»"]


def test_an_event_that_lasts_into_a_time_is_of_that_time(moodle: Moodle) -> None:
    write(moodle)
    for since, until, found in ((0, NOON - 1, 0), (NOON + 3600, 0, 1), (NOON + 3601, 0, 0)):
        options = {**OPTIONS, "timestart": since, "timeend": until}
        assert len(names(moodle, options, courseids=[COURSE])) == found


def test_a_hidden_event_is_shown_to_whoever_asks_for_it(moodle: Moodle) -> None:
    write(moodle, visible=0)
    assert names(moodle, {**OPTIONS, "ignorehidden": 1}, courseids=[COURSE]) == []
    assert names(moodle, courseids=[COURSE]) == ["Встреча"]


def test_an_event_is_deleted_once(moodle: Moodle) -> None:
    event = write(moodle)["id"]
    assert delete(moodle, event) is None
    assert delete(moodle, event)["errorcode"] == "invalidrecord"
    assert write(moodle)["id"] > event


def test_the_events_of_a_group_go_with_it(moodle: Moodle) -> None:
    event = write(moodle, group=1)["id"]
    write(moodle)
    moodle.ask("core_group_delete_groups", groupids=[1])
    assert names(moodle, courseids=[COURSE], eventids=[event]) == ["Встреча"]
    assert delete(moodle, event)["errorcode"] == "invalidrecord"


def test_an_event_of_a_group_that_is_not_there_is_written_for_nobody(moodle: Moodle) -> None:
    assert write(moodle, group=99_999)["groupid"] == 99_999
    assert names(moodle, courseids=[COURSE]) == []


def test_nothing_is_written_or_deleted_without_the_right(moodle: Moodle, nocaps: Moodle) -> None:
    event = write(moodle)["id"]
    answer = nocaps.ask(CREATE, events=[{"name": "x", "courseid": COURSE, "eventtype": "course"}])
    assert answer["events"] == []
    assert answer["warnings"][0]["warningcode"] == "nopermissions"
    assert delete(nocaps, event)["errorcode"] == "nopermissions"
    assert names(moodle, courseids=[COURSE]) == ["Встреча"]
