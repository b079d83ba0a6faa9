from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest

from connector.errors import ConnectorError
from connector.mapping.pair_rules import JOURNAL_FIELDS
from connector.moodle.functions import mod_forum
from connector.moodle.records.journal import JournalEntry
from connector.services import picture
from connector.services.deps import Deps
from connector.services.syncing import sync
from connector.store import kinds
from tests.services.conftest import Opening
from tests.services.outcomes import codes
from tests.services.stand import PUPILS, TEACHERS, Reaction, Stand, a_mapping, edited, refuse

DATABASES: Final = "mod_data_get_databases_by_courses"
FIELDS: Final = "mod_data_get_fields"
ENTRIES: Final = "mod_data_get_entries"
SUBMISSIONS: Final = "mod_assign_get_submissions"
DIARY: Final = "Дневник встреч"
DATABASE: Final = f"database: {DIARY}"


def rows(deps: Deps, course: int = PUPILS) -> list[JournalEntry]:
    return [row for row in picture.mirror(deps).journal_entries if row.course_id == course]


def values(deps: Deps, word: str) -> Mapping[int, str]:
    return {row.id: row.values[word] for row in rows(deps) if word in row.values}


def renaming(listed: str, old: str, new: str) -> Reaction:
    def edit(answer: Any) -> None:  # noqa: ANN401 - decoded JSON
        for one in answer[listed]:
            one["name"] = new if one["name"] == old else one["name"]

    return edited(edit)


def without(ids: Iterable[int]) -> Reaction:
    """Answer as if these entries had been deleted."""
    gone = set(ids)

    def edit(answer: Any) -> None:  # noqa: ANN401 - decoded JSON
        answer["entries"] = [one for one in answer["entries"] if one["id"] not in gone]
        answer["totalcount"] -= len(gone)

    return edited(edit)


def changing(listed: str, change: Callable[[dict[str, Any]], object]) -> Reaction:
    """Answer with every listed thing changed."""

    def edit(answer: Any) -> None:  # noqa: ANN401 - decoded JSON
        for one in answer[listed]:
            change(one)

    return edited(edit)


def test_only_what_a_rule_names_is_kept_of_an_entry(synced: Deps) -> None:
    rule = next(rule.journal for rule in synced.rules.programmes if rule.journal)

    assert len(rows(synced)) > 2
    assert {word for row in rows(synced) for word in row.values} == rule.fields.keys()
    assert rule.fields.keys() <= set(JOURNAL_FIELDS)
    assert all(date.isdigit() for date in values(synced, "date").values())
    assert all(row.written_at > 0 for row in rows(synced))


def test_journals_of_all_kinds_become_meetings_of_pairs(synced: Deps) -> None:
    school = picture.seen(synced)

    groups = {(pair.programme_id, pair.group_id) for pair in school.pairs}
    assert {meeting.programme_id for meeting in school.meetings} == {PUPILS, TEACHERS}
    assert {(meeting.programme_id, meeting.group_id) for meeting in school.meetings} <= groups
    assert {meeting.source.partition(":")[0] for meeting in school.meetings} == {"data", "assign"}
    assert any(meeting.is_confirmed for meeting in school.meetings)
    assert all(meeting.topic for meeting in school.meetings)


def test_a_second_reading_changes_nothing(synced: Deps) -> None:
    record = sync(synced)

    assert record.problems == []
    assert set(record.counts["journal_entry"].values()) == {0}


def test_a_journal_that_is_gone_is_told_and_its_entries_stay(synced: Deps, stand: Stand) -> None:
    before = rows(synced)
    stand.always(DATABASES, renaming("databases", DIARY, "Архив"))

    (problem,) = sync(synced).problems

    assert (problem.code, problem.facts["course"]) == ("sync.journal_missing", "MENTORING-2627")
    assert problem.facts["activity"] == f"name: {DIARY}"
    assert problem.facts["where"].startswith("demo.yaml:")
    assert rows(synced) == before


def test_a_field_that_was_renamed_is_told_and_what_stood_there_stays(
    synced: Deps, stand: Stand
) -> None:
    before = rows(synced)
    stand.always(FIELDS, renaming("fields", "Содержание", "Что делали"))
    stand.always(ENTRIES, changing("entries", lambda one: one.update(groupid=77)))

    (problem,) = sync(synced).problems

    assert (problem.code, problem.facts["field"]) == ("sync.journal_field_missing", "Содержание")
    assert [row.values for row in rows(synced)] == [row.values for row in before]
    assert {row.group_id for row in rows(synced)} == {77}


def test_of_a_new_entry_a_field_that_is_missing_is_not_known(deps: Deps, stand: Stand) -> None:
    stand.always(FIELDS, renaming("fields", "Содержание", "Что делали"))

    sync(deps)

    assert len(rows(deps)) > 2
    assert values(deps, "topic") == {}


def test_an_entry_that_was_deleted_is_gone(synced: Deps, stand: Stand) -> None:
    first, *rest = rows(synced)
    stand.always(ENTRIES, without([first.id]))

    assert codes(sync(synced)) == []
    assert rows(synced) == rest


def test_entries_that_vanish_all_at_once_are_not_believed(synced: Deps, stand: Stand) -> None:
    before = rows(synced)
    assert len(before) > 5
    stand.always(ENTRIES, without(row.id for row in before))

    assert codes(sync(synced)) == ["sync.held_back"]
    assert rows(synced) == before

    assert sync(synced, believed=frozenset({"journal_entry"})).problems == []
    assert rows(synced) == []


@pytest.mark.parametrize("function", [DATABASES, FIELDS, ENTRIES])
def test_what_may_not_be_read_stays_and_the_rest_is_read(
    synced: Deps, stand: Stand, function: str
) -> None:
    before = rows(synced)
    stand.always(function, refuse("nopermissions"))
    stand.always(SUBMISSIONS, changing("assignments", lambda one: one.update(submissions=[])))

    assert codes(sync(synced)) == ["moodle.right_missing"]
    assert rows(synced) == before
    assert rows(synced, TEACHERS) == []


def test_a_token_that_is_refused_ends_the_sync(deps: Deps, stand: Stand) -> None:
    stand.always(ENTRIES, refuse("invalidtoken"))

    with pytest.raises(ConnectorError) as caught:
        sync(deps)

    assert caught.value.code == "moodle.invalid_token"


def test_where_entries_are_approved_those_that_are_not_yet_are_kept_but_are_no_meetings(
    deps: Deps, stand: Stand
) -> None:
    stand.always(DATABASES, changing("databases", lambda one: one.update(approval=True)))
    stand.always(ENTRIES, changing("entries", lambda one: one.update(approved=one["id"] % 2 == 0)))

    sync(deps)

    met = {m.source for m in picture.seen(deps).meetings if m.programme_id == PUPILS}
    assert {row.is_approved for row in rows(deps)} == {True, False}
    assert met
    assert all(int(source.rpartition(":")[2]) % 2 == 0 for source in met)


def test_where_nothing_is_approved_everything_counts(deps: Deps, stand: Stand) -> None:
    stand.always(DATABASES, changing("databases", lambda one: one.update(approval=False)))
    stand.always(ENTRIES, changing("entries", lambda one: one.update(approved=False)))

    sync(deps)

    assert {row.is_approved for row in rows(deps)} == {True}


@pytest.mark.parametrize("status", ["new", "draft", "reopened"])
def test_a_report_that_is_only_begun_is_not_read(deps: Deps, stand: Stand, status: str) -> None:
    def begin(assignment: dict[str, Any]) -> None:
        for one in assignment["submissions"]:
            one["status"] = status

    stand.always(SUBMISSIONS, changing("assignments", begin))

    assert codes(sync(deps)) == []
    assert rows(deps, TEACHERS) == []


def test_what_was_handed_in_before_stays_beside_the_next_attempt(
    synced: Deps, stand: Stand
) -> None:
    def try_again(assignment: dict[str, Any]) -> None:
        for one in assignment["submissions"]:
            one["id"] += 100

    before = rows(synced, TEACHERS)
    stand.always(SUBMISSIONS, changing("assignments", try_again))

    assert codes(sync(synced)) == codes(sync(synced)) == []

    assert {row.id for row in rows(synced, TEACHERS)} == {
        number for row in before for number in (row.id, row.id + 100)
    }


def test_of_another_journal_nothing_stays(synced: Deps, stand: Stand) -> None:
    first, *_ = rows(synced)

    def by_the_same(assignment: dict[str, Any]) -> None:
        for one in assignment["submissions"][:1]:
            one["id"] += first.id
            one.update(userid=first.user_id, groupid=first.group_id)

    with synced.database.transaction(synced.school_id) as tx:
        there = [*rows(synced, TEACHERS), replace(first, course_id=TEACHERS)]
        tx.pictures.replace(kinds.JOURNAL_ENTRY, there, scope={"course_id": TEACHERS})
    stand.always(SUBMISSIONS, changing("assignments", by_the_same))

    assert codes(sync(synced)) == []

    assert first.cmid not in {row.cmid for row in rows(synced, TEACHERS)}


def in_a_forum(folder: Path, each: str) -> Path:
    """The demo's mapping with a forum for the journal of pupils."""
    text = (Path(__file__).parents[2] / "mappings" / "demo.yaml").read_text(encoding="utf-8")
    start = text.index("    journal:\n")
    end = text.index("    calendar: true\n", start)
    journal = f"    journal: {{ forum: Форум пар, each: {each} }}\n"
    return a_mapping(folder, (text[start:end], journal))


@pytest.mark.parametrize("each", ["post", "discussion"])
def test_of_a_forum_every_post_is_read_or_the_first_ones(
    opened: Opening, stand: Stand, tmp_path: Path, each: str
) -> None:
    deps = opened(mapping=in_a_forum(tmp_path, each))
    forum = next(f for f in mod_forum.forums(deps.moodle, [PUPILS]) if f.name == "Форум пар")
    mod_forum.add_discussion(deps.moodle, forum.id, "Встреча", "<p>Были</p><p>в музее</p>")

    assert codes(sync(deps)) == []

    written = rows(deps)[-1]
    assert written.values == {"topic": "Встреча", "outcome": "Были\nв музее"}
    assert (written.cmid, written.user_id) == (forum.cmid, stand.service_user.id)
    assert (stand.functions["mod_forum_get_discussion_posts"] > 0) is (each == "post")


def test_when_the_rule_names_another_place_the_entries_there_replace_the_others(
    synced: Deps, opened: Opening, tmp_path: Path
) -> None:
    before = rows(synced)
    moved = opened(mapping=in_a_forum(tmp_path, "discussion"))

    assert codes(sync(moved)) == ["sync.held_back"]
    assert rows(moved) == before

    assert sync(moved, believed=frozenset({"journal_entry"})).problems == []
    assert not {row.cmid for row in rows(moved)} & {row.cmid for row in before}
