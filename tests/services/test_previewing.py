"""What the command line and the pages show of the mirror, the runs and the writes."""

import pytest

from connector.errors import ConfigurationError
from connector.services import picture, previewing, status
from connector.services.attention import attention
from connector.services.deps import Deps
from connector.services.monitoring import kept, monitor
from connector.services.syncing import sync
from connector.services.writing_back import write_back
from tests.services.stand import PUPILS, Stand, of_course, refuse


def test_a_preview_shows_everybody_with_a_role_and_every_pair(synced: Deps, stand: Stand) -> None:
    seen = previewing.preview(synced)

    names = {cohort.name: cohort.members for cohort in stand.school.cohorts.values()}
    assert seen.roles == {
        "mentor": len(names["Наставники"]),
        "mentee": len(names["Наставляемые"]),
        "curator": len(names["Кураторы"]),
    }
    assert seen.kinds["teacher"] == len(names["Педагоги"])
    assert len(seen.pairs) == 17
    assert [skip.code for skip in seen.skipped] == [
        "skipped.group_name",
        "skipped.meeting_not_approved",
    ]


def test_a_preview_keeps_nothing(synced: Deps) -> None:
    before = picture.mirror(synced)

    previewing.preview_in_words(synced, previewing.preview(synced))

    assert picture.mirror(synced) == before
    assert kept(synced)[0].pairs == []


def test_a_preview_in_words_names_programmes_pairs_and_what_was_left_out(synced: Deps) -> None:
    text = "\n".join(previewing.preview_in_words(synced, previewing.preview(synced)))

    assert "Программа: Наставничество: ученик-ученик 2026/27" in text
    assert "Пара 01: " in text
    assert "группа «Все наставники» не подходит под название пар" in text
    assert "в журнале встреч (database name: Дневник встреч) от 23.09.2026 не одобрена" in text


@pytest.mark.parametrize("by", ["id", "username"])
def test_a_person_is_explained_by_id_and_by_user_name(synced: Deps, stand: Stand, by: str) -> None:
    mentor = stand.school.people[stand.school.groups[1].members[0]]
    who = {"id": str(mentor.id), "username": mentor.username}[by]

    lines = previewing.explain(synced, who)

    text = "\n".join(previewing.in_words(synced, line) for line in lines)
    assert "  ✓ в глобальной группе «Наставники»" in text
    assert "наставник в «Пара 01: " in text


def test_whom_nobody_knows_is_said_to_be_unknown(synced: Deps) -> None:
    with pytest.raises(ConfigurationError) as caught:
        previewing.explain(synced, "nobody")

    assert caught.value.code == "explain.nobody"


def test_the_status_is_good_when_every_last_run_was(synced: Deps) -> None:
    monitor(synced)
    write_back(synced)

    now = status.status(synced)

    assert now.ok
    assert now.last_runs.keys() == {"sync", "monitor", "writeback"}
    assert now.counts["pairs"] == 17
    assert now.writes == {
        "grade.written": 25,
        "grade.refused": 4,
        "grade.conflict": 1,
        "report.written": 2,
    }
    assert now.scheduler is None
    assert "Расписание никто не ведёт: mentoring jobs start" in status.status_in_words(synced, now)


def test_the_status_is_bad_while_a_last_run_was_not_complete(synced: Deps, stand: Stand) -> None:
    stand.always("core_group_get_course_groups", of_course(PUPILS, refuse("nopermissions")))
    sync(synced)
    now = status.status(synced)
    assert not now.ok
    assert any("Не хватает прав" in line for line in status.status_in_words(synced, now))

    stand.calm()
    sync(synced)
    assert status.status(synced).ok


def test_before_anything_was_done_the_status_is_not_good(deps: Deps) -> None:
    assert not status.status(deps).ok


def test_writes_that_wait_for_a_person_have_names_and_reasons(synced: Deps, stand: Stand) -> None:
    monitor(synced)
    write_back(synced)

    seen = attention(synced)

    people = stand.school.people
    teacher_graded = stand.school.groups[11].members[0]
    (conflict,) = [row for row in seen.waiting if row.state == "conflict"]
    assert conflict.person_id == teacher_graded
    assert people[teacher_graded].lastname in conflict.name
    assert conflict.course == "Наставничество: ученик-ученик 2026/27"
    assert (conflict.before, conflict.reason) == ("72", "оценку поставил учитель")
    assert len(seen.waiting) == 5
    assert all(row.name and row.reason for row in seen.waiting)
    assert seen.writes == {"written": 27, "refused": 4, "conflict": 1}
    assert [line.job for line in seen.runs] == ["writeback", "monitor", "sync"]
