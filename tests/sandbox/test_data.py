from collections import Counter, defaultdict
from datetime import UTC, datetime
from typing import Final

import pytest

from connector.sandbox.school import School
from tests.sandbox.conftest import NOW, Answer, Moodle

DIARY: Final = 1
PUPILS, TEACHERS = 3, 4
ENTRIES: Final = "mod_data_get_entries"
SUBMISSIONS: Final = "mod_assign_get_submissions"


@pytest.fixture
def entries(moodle: Moodle) -> list[Answer]:
    """All entries of the diary with what they hold."""
    found: list[Answer] = moodle.ask(ENTRIES, databaseid=DIARY, returncontents=1)["entries"]
    return found


@pytest.fixture
def days(moodle: Moodle, entries: list[Answer]) -> dict[int, list[datetime]]:
    """When the groups met, by their ids."""
    date = ids_of_fields(moodle)["Дата встречи"]
    found: defaultdict[int, list[datetime]] = defaultdict(list)
    for entry in entries:
        found[entry["groupid"]].append(datetime.fromtimestamp(int(held(entry)[date]), UTC))
    return dict(found)


def ids_of_fields(moodle: Moodle) -> dict[str, int]:
    fields = moodle.ask("mod_data_get_fields", databaseid=DIARY)["fields"]
    return {field["name"]: field["id"] for field in fields}


def held(entry: Answer) -> dict[int, str]:
    return {content["fieldid"]: content["content"] for content in entry["contents"]}


def test_the_programme_of_pupils_has_a_diary(moodle: Moodle, school: School) -> None:
    (database,) = moodle.ask("mod_data_get_databases_by_courses", courseids=[PUPILS])["databases"]
    assert database["name"] == "Дневник встреч"
    assert school.modules[database["coursemodule"]].instance == database["id"] == DIARY
    assert moodle.ask("mod_data_get_databases_by_courses", courseids=[2])["databases"] == []


def test_every_entry_fills_in_every_field(moodle: Moodle, entries: list[Answer]) -> None:
    fields = moodle.ask("mod_data_get_fields", databaseid=DIARY)["fields"]
    assert Counter(field["type"] for field in fields) == {
        "date": 1,
        "text": 3,
        "number": 1,
        "textarea": 1,
        "menu": 3,
        "multimenu": 1,
    }
    menus = {f["id"]: f["param1"].split("\n") for f in fields if "menu" in f["type"]}
    for entry in entries:
        contents = held(entry)
        assert contents.keys() == {field["id"] for field in fields}
        assert all(set(contents[menu].split("##")) <= set(menus[menu]) for menu in menus)


def test_mentors_write_for_their_own_group(school: School, entries: list[Answer]) -> None:
    alone = [entry for entry in entries if not entry["groupid"]]
    for entry in entries:
        if entry["groupid"]:
            assert entry["userid"] == school.groups[entry["groupid"]].members[0]
    assert [entry["userid"] for entry in alone] == [school.groups[2].members[0]]
    assert len({entry["id"] for entry in entries}) == len(entries)


def test_one_entry_was_not_approved(entries: list[Answer]) -> None:
    unapproved = [entry for entry in entries if not entry["approved"]]
    assert [entry["groupid"] for entry in unapproved] == [1]


def test_some_pairs_wrote_nothing_and_some_long_ago(
    school: School, days: dict[int, list[datetime]]
) -> None:
    pairs = {g.id for g in school.courses[PUPILS].groups if g.name.startswith("Пара ")}
    assert pairs - days.keys() == {4, 5, 7}
    last = {group: (NOW - max(found)).days for group, found in days.items() if group}
    assert {group for group, ago in last.items() if ago > 45} == {3, 6, 9, 10}
    assert max(ago for ago in last.values() if ago <= 45) < 15


def test_meetings_begin_with_the_school_year(days: dict[int, list[datetime]]) -> None:
    dates = [day for found in days.values() for day in found if day.year == NOW.year]
    assert {(day.hour, day.minute) for day in dates} == {(0, 0)}
    assert (min(dates).month, max(dates).month) == (9, 11)
    assert max(dates) < NOW


def test_one_day_was_written_with_the_year_before(days: dict[int, list[datetime]]) -> None:
    wrong = [group for group, found in days.items() for day in found if day.year < NOW.year]
    assert wrong == [13]


def test_pages_together_are_all_entries(moodle: Moodle, entries: list[Answer]) -> None:
    pages = [moodle.ask(ENTRIES, databaseid=DIARY, page=page, perpage=25) for page in range(4)]
    ids = [entry["id"] for page in pages for entry in page["entries"]]
    assert ids == [entry["id"] for entry in entries]
    assert {page["totalcount"] for page in pages} == {len(ids)}
    assert pages[-1]["entries"] == []
    assert "contents" not in pages[0]["entries"][0]


def test_a_group_sees_its_own_entries_and_those_of_no_group(moodle: Moodle) -> None:
    found = moodle.ask(ENTRIES, databaseid=DIARY, groupid=1)["entries"]
    assert {entry["groupid"] for entry in found} == {0, 1}


def test_the_newest_come_first_if_asked(moodle: Moodle, entries: list[Answer]) -> None:
    found = moodle.ask(ENTRIES, databaseid=DIARY, order="DESC")["entries"]
    assert [entry["id"] for entry in found] == [entry["id"] for entry in reversed(entries)]


def test_teachers_hand_in_reports_again_and_again_or_only_begin(
    moodle: Moodle, school: School
) -> None:
    module = next(m for m in school.modules.values() if m.name == "Отчёт о встрече")
    assert module.course_id == TEACHERS
    (answer,) = moodle.ask(SUBMISSIONS, assignmentids=[module.instance])["assignments"]
    mentors = [e.user_id for e in school.courses[TEACHERS].enrolments if e.role == "teacher"]
    tried = Counter((one["userid"], one["status"]) for one in answer["submissions"])
    assert tried == {
        (mentors[0], "submitted"): 3,
        (mentors[1], "submitted"): 1,
        (mentors[2], "draft"): 1,
    }
    texts = [one["plugins"][0]["editorfields"][0]["text"] for one in answer["submissions"]]
    assert all(text.startswith("<p>") for text in texts)


def test_whoever_was_graded_without_handing_in_has_an_empty_submission(
    moodle: Moodle, school: School
) -> None:
    (answer,) = moodle.ask(SUBMISSIONS, assignmentids=[1])["assignments"]
    assert {one["status"] for one in answer["submissions"]} == {"new"}
    assert {one["gradingstatus"] for one in answer["submissions"]} == {"graded"}
    graded = {mark.user_id for mark in school.marks if mark.module_id == 3}
    assert {one["userid"] for one in answer["submissions"]} == graded


def test_an_assignment_without_submissions_is_a_warning(moodle: Moodle, school: School) -> None:
    plan = next(m for m in school.modules.values() if m.idnumber == "joint-plan")
    answer = moodle.ask(SUBMISSIONS, assignmentids=[plan.instance])
    assert answer["assignments"] == []
    assert [warning["warningcode"] for warning in answer["warnings"]] == ["3"]
