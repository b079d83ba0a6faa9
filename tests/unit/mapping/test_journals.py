from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connector.domain.meetings import MeetingType, SeenMeeting
from connector.domain.people import PersonId
from connector.mapping.pair_rules import JOURNAL_FIELDS
from connector.moodle.records.journal import JournalEntry
from tests.builders import COURSE, TODAY, some_rules
from tests.unit.mapping.journal_builders import (
    DATABASE,
    EVERYBODY,
    FIRST,
    MENTEE,
    MENTOR,
    OTHER_MENTEE,
    OTHER_MENTOR,
    SECOND,
    TEACHER,
    an_entry,
    codes,
    midnight,
    read,
    rules_of,
    skipped,
    two_pairs,
)

ASSIGNMENT = {"assignment": "Отчёт о встрече"}
FORUM = {"forum": "Встречи"}
KEPT = {"skipped.meeting_minutes", "skipped.meeting_type", "skipped.meeting_attendance"}
"""Reasons that leave something of a meeting out, and not the meeting."""


def test_an_entry_is_a_meeting_with_all_that_was_written() -> None:
    values = {
        "minutes": "45",
        "type": "знакомство",
        "mode": "очно",
        "topic": "Знакомство,\nправила",
        "outcome": "Договорились",
        "next_task": "Прочитать главу",
        "attendance": "Иванова-1 Анна\nКим-2",
        "confirmed": "Да",
    }

    school = read(an_entry(1207, values))

    assert school.meetings == (
        SeenMeeting(
            programme_id=COURSE,
            group_id=FIRST,
            on=date(2026, 10, 10),
            source="data:44:1207",
            author_id=PersonId(MENTOR),
            minutes=45,
            type=MeetingType.INTRO,
            mode="очно",
            topic="Знакомство,\nправила",
            outcome="Договорились",
            next_task="Прочитать главу",
            attended=(PersonId(MENTOR), PersonId(MENTEE)),
            is_confirmed=True,
        ),
    )
    assert skipped(school) == []


def test_what_nobody_wrote_is_not_known() -> None:
    (meeting,) = read(an_entry()).meetings

    assert (meeting.minutes, meeting.type, meeting.attended) == (None, None, None)
    assert not meeting.is_confirmed


@pytest.mark.parametrize("zone", ["Europe/Kaliningrad", "Europe/Moscow", "Asia/Kamchatka"])
def test_the_day_is_the_one_that_was_typed_in_whatever_zone(zone: str) -> None:
    rules = rules_of()
    away = replace(rules, school=replace(rules.school, time_zone=ZoneInfo(zone)))

    (meeting,) = read(an_entry(), rules=away).meetings

    assert meeting.on == date(2026, 10, 10)


def test_a_day_may_be_written_in_words_of_a_text_field() -> None:
    (meeting,) = read(an_entry(values={"date": "09.10.2026"})).meetings

    assert meeting.on == date(2026, 10, 9)


def test_without_a_field_for_it_the_day_of_writing_at_the_school_counts() -> None:
    undated = {key: value for key, value in DATABASE.items() if key != "date"}
    rules = rules_of(undated)
    east = replace(rules, school=replace(rules.school, time_zone=ZoneInfo("Asia/Yekaterinburg")))

    (meeting,) = read(an_entry(), rules=east).meetings

    assert meeting.on == date(2026, 11, 2)


def test_a_pair_that_is_named_and_not_there_is_not_taken_for_the_author_s_own() -> None:
    school = read(an_entry(values={"pair": "Пара 99"}, user_id=MENTOR))

    assert school.meetings == ()
    assert codes(school) == ["meeting_no_pair"]


@pytest.mark.parametrize("told", ["", "0", "вчера", "2026"])
def test_an_entry_without_a_day_is_skipped_with_what_stands_there(told: str) -> None:
    school = read(an_entry(5, {"date": told}))

    assert school.meetings == ()
    (skip,) = skipped(school)
    assert (skip.code, skip.person_id) == ("skipped.meeting_no_date", MENTOR)
    assert skip.facts == {
        "journal": "database name: Дневник встреч",
        "entry": "5",
        "day": "-",
        "value": told,
    }


def test_what_is_still_ahead_has_not_taken_place() -> None:
    today = midnight(TODAY.year, TODAY.month, TODAY.day)
    tomorrow = midnight(TODAY.year, TODAY.month, TODAY.day + 1)

    school = read(an_entry(1, {"date": today}), an_entry(2, {"date": tomorrow}))

    assert [meeting.source for meeting in school.meetings] == ["data:44:1"]
    assert codes(school) == ["meeting_ahead"]


def test_what_is_not_approved_is_no_meeting_yet() -> None:
    school = read(an_entry(is_approved=False))

    assert school.meetings == ()
    assert codes(school) == ["meeting_not_approved"]


@pytest.mark.parametrize(
    ("told", "minutes"),
    [
        ("45", 45),
        ("45.0000", 45),
        ("90 мин", 90),
        ("40 мин.", 40),
        ("60 минут", 60),
        ("1 час", 60),
        ("2ч.", 120),
        ("1,5 часа", 90),
        ("1 ч 30 мин", 90),
        (" 1440 ", 1440),
    ],
)
def test_minutes_are_read_as_people_write_them(told: str, minutes: int) -> None:
    school = read(an_entry(values={"minutes": told}))

    assert [meeting.minutes for meeting in school.meetings] == [minutes]
    assert codes(school) == []


@pytest.mark.parametrize(
    "told", ["полчаса", "0", "-5", "1441", "1,5", "99999", "45-60", "²", "25 часов"]
)
def test_minutes_that_cannot_be_read_are_left_out_and_told(told: str) -> None:
    school = read(an_entry(values={"minutes": told}))

    assert [meeting.minutes for meeting in school.meetings] == [None]
    assert codes(school) == ["meeting_minutes"]
    assert skipped(school)[0].facts["value"] == told


def test_a_type_that_the_mapping_does_not_name_is_left_out_and_told() -> None:
    school = read(an_entry(values={"type": "праздник"}))

    assert [meeting.type for meeting in school.meetings] == [None]
    assert codes(school) == ["meeting_type"]


def test_the_group_of_an_entry_says_whose_it_is_before_all_else() -> None:
    school = read(an_entry(values={"pair": "Пара 12"}, group_id=FIRST, user_id=OTHER_MENTOR))

    assert [meeting.group_id for meeting in school.meetings] == [FIRST]


def test_a_group_that_is_no_pair_says_nothing() -> None:
    (meeting,) = read(an_entry(group_id=EVERYBODY)).meetings

    assert meeting.group_id == FIRST


@pytest.mark.parametrize(
    ("told", "group"),
    [
        ("Пара 12", SECOND),
        ("  пара   12 ", SECOND),
        ("Пара 1: Иванова-1 – Ким-2", FIRST),
        ("Пара 1", FIRST),
        ("first", FIRST),
    ],
)
def test_a_pair_is_called_by_the_name_of_its_group(told: str, group: int) -> None:
    (meeting,) = read(an_entry(values={"pair": told}, user_id=TEACHER)).meetings

    assert meeting.group_id == group


@pytest.mark.parametrize("told", ["", "Пара", "Пара 3", "Иванова-1"])
def test_a_name_that_is_no_pairs_or_several_pairs_tells_nothing(told: str) -> None:
    school = read(an_entry(values={"pair": told}, user_id=TEACHER))

    assert school.meetings == ()
    assert codes(school) == ["meeting_no_pair"]


@pytest.mark.parametrize("author", [MENTOR, MENTEE])
def test_either_side_of_a_pair_may_write(author: int) -> None:
    (meeting,) = read(an_entry(user_id=author)).meetings

    assert (meeting.group_id, meeting.author_id) == (FIRST, author)


def test_somebody_in_two_pairs_has_to_say_which_one_met() -> None:
    growing = two_pairs().group(14, MENTOR, OTHER_MENTEE, name="Пара 14")

    school = read(
        an_entry(1), an_entry(2, {"pair": "Пара 14"}), an_entry(3, group_id=FIRST),
        mirror=growing.build(),
    )  # fmt: skip

    assert [(m.group_id, m.source) for m in school.meetings] == [
        (FIRST, "data:44:3"),
        (14, "data:44:2"),
    ]
    assert codes(school) == ["meeting_no_pair"]


def test_an_author_who_is_gone_still_wrote_of_the_pair_that_is_named() -> None:
    school = read(an_entry(1, {"pair": "Пара 12"}, user_id=777), an_entry(2, user_id=777))

    assert [(m.group_id, m.author_id) for m in school.meetings] == [(SECOND, 777)]
    assert [(one.code, one.person_id) for one in skipped(school)] == [
        ("skipped.meeting_no_pair", None)
    ]


@pytest.mark.parametrize(
    ("told", "who"),
    [
        ("Ким-2 Олег", (MENTEE,)),
        ("Ким-2 О.", (MENTEE,)),
        ("ким-2", (MENTEE,)),
        ("Иванова-1 Анна, Ким-2 Олег", (MENTOR, MENTEE)),
        ("Ким-4", None),
        ("Иванова-1\nСидоров", None),
        ("Олег", None),
        ("Ким-2 И.", None),
        ("", None),
    ],
)
def test_who_was_there_is_known_when_everybody_named_is_of_the_pair(
    told: str, who: tuple[int, ...] | None
) -> None:
    (meeting,) = read(an_entry(values={"attendance": told})).meetings

    assert meeting.attended == who


@pytest.mark.parametrize(
    ("told", "who"),
    [
        ("Наставник", (MENTOR,)),
        ("Наставник\nНаставляемый", (MENTOR, MENTEE)),
        ("Наставник\nНаставляемый\nКуратор", (MENTOR, MENTEE)),
        ("Куратор", None),
        ("Родитель", None),
        ("", None),
    ],
)
def test_options_may_mean_the_sides_of_a_pair(told: str, who: tuple[int, ...] | None) -> None:
    codes_of = {"Наставник": "mentor", "Наставляемый": "mentee", "Куратор": "curator"}
    rules = rules_of({**DATABASE, "attendance": {"field": "Кто был", "codes": codes_of}})

    (meeting,) = read(an_entry(values={"attendance": told}), rules=rules).meetings

    assert meeting.attended == who


def test_that_somebody_is_named_whom_the_pair_lacks_is_told() -> None:
    school = read(an_entry(values={"attendance": "Иванова-1\nСидоров"}))

    assert len(school.meetings) == 1
    assert codes(school) == ["meeting_attendance"]


@pytest.mark.parametrize(
    ("told", "is_confirmed"), [("Да", True), ("Нет", False), ("", False), ("Спорно\nДа", True)]
)
def test_a_mentee_confirms_by_an_option(told: str, is_confirmed: bool) -> None:  # noqa: FBT001 - a column of the table
    (meeting,) = read(an_entry(values={"confirmed": told})).meetings

    assert meeting.is_confirmed is is_confirmed


@pytest.mark.parametrize(("journal", "module"), [(ASSIGNMENT, "assign"), (FORUM, "forum")])
def test_in_an_assignment_and_a_forum_only_mentors_report(
    journal: dict[str, str], module: str
) -> None:
    values = {"topic": "Встреча", "outcome": "Решили задачу"}

    school = read(
        an_entry(1, values), an_entry(2, values, user_id=MENTEE),
        an_entry(3, values, user_id=MENTEE, group_id=FIRST),
        an_entry(4, values, user_id=MENTOR, group_id=FIRST),
        rules=rules_of(journal),
    )  # fmt: skip

    assert [(m.source, m.group_id) for m in school.meetings] == [
        (f"{module}:44:1", FIRST),
        (f"{module}:44:4", FIRST),
    ]
    assert {meeting.on for meeting in school.meetings} == {date(2026, 11, 1)}
    assert {meeting.outcome for meeting in school.meetings} == {"Решили задачу"}
    assert codes(school) == []


def test_a_mentor_of_no_pair_who_reports_is_told() -> None:
    growing = two_pairs().person(5, "Наставники").enrolled(5)

    school = read(an_entry(user_id=5), rules=rules_of(FORUM), mirror=growing.build())

    assert codes(school) == ["meeting_no_pair"]


def test_what_a_group_submits_together_is_of_that_group() -> None:
    (meeting,) = read(an_entry(user_id=0, group_id=SECOND), rules=rules_of(ASSIGNMENT)).meetings

    assert meeting.group_id == SECOND


def test_only_the_journal_of_a_programme_that_names_one_is_read() -> None:
    elsewhere = an_entry(2, course_id=COURSE + 1)

    assert len(read(an_entry(), elsewhere).meetings) == 1
    assert read(an_entry(), rules=some_rules()).meetings == ()


def test_the_order_in_which_entries_are_read_does_not_matter() -> None:
    entries = [
        an_entry(1, {"date": "01.11.2026"}), an_entry(2), an_entry(3, user_id=OTHER_MENTOR),
        an_entry(10),
    ]  # fmt: skip

    school = read(*entries)

    assert school.meetings == read(*reversed(entries)).meetings
    assert [m.source for m in school.meetings] == [
        "data:44:10", "data:44:2", "data:44:1", "data:44:3",
    ]  # fmt: skip


words = st.text(max_size=12) | st.sampled_from(
    ["Пара 1", "Пара 12", "Ким-2", "45", "знакомство", "Да", "10.10.2026", midnight(2026, 10, 10)]
)
rows = st.builds(
    an_entry,
    st.integers(1, 9),
    st.dictionaries(st.sampled_from(JOURNAL_FIELDS), words),
    user_id=st.sampled_from([0, MENTOR, MENTEE, OTHER_MENTOR, TEACHER, 777]),
    group_id=st.sampled_from([0, FIRST, SECOND, EVERYBODY, 777]),
    is_approved=st.booleans(),
    written_at=st.integers(-(10**12), 10**12),
)


@given(st.lists(rows, max_size=6, unique_by=lambda row: row.id))
def test_whatever_people_write_is_a_meeting_or_is_told(entries: list[JournalEntry]) -> None:
    school = read(*entries)

    met = {meeting.source.rpartition(":")[2] for meeting in school.meetings}
    told = {one.facts["entry"] for one in skipped(school) if one.code not in KEPT}
    assert len(met) == len(school.meetings)
    assert met | told == {str(row.id) for row in entries}
    assert met.isdisjoint(told)
    assert school.meetings == read(*reversed(entries)).meetings
