from datetime import timedelta

import pytest

from connector.domain.write_back import State
from connector.services.attention import RunLine
from connector.services.deps import Deps
from connector.services.writes import Row
from connector.store.outbox import WriteKind
from connector.web.pair_rows import STATES, Choice, groups, natural
from connector.web.run_rows import CYCLE, freshness, waiting_row
from connector.web.words import Words
from tests.builders import COURSE, a_status
from tests.unit.web.school import NOW


def words(deps: Deps) -> Words:
    return Words(deps, deps.rules.school.time_zone, {1: "Иванова Анна"})


def a_run(job: str, state: str, minutes_ago: int) -> RunLine:
    at = NOW - timedelta(minutes=minutes_ago)
    return RunLine(job, at, state, seconds=1.25, waiting=0.5, calls=7, problems=[])


def test_the_second_pair_stands_before_the_tenth() -> None:
    assert sorted(["Пара 10", "Пара 2", "пара 1", "Пара"], key=natural) == [
        "Пара",
        "пара 1",
        "Пара 2",
        "Пара 10",
    ]


def test_two_programmes_of_one_title_stay_two(deps: Deps) -> None:
    pairs = [a_status(id="group:1"), a_status(id="group:2", programme_id=COURSE + 1)]
    titles = {COURSE: "Наставничество", COURSE + 1: "Наставничество"}

    found = groups(pairs, Choice(), titles, words(deps))

    assert [(group.programme, len(group.rows)) for group in found] == [("Наставничество", 1)] * 2


def test_who_is_not_known_is_shown_by_id_and_a_hidden_trace_as_hidden(deps: Deps) -> None:
    pair = a_status(mentors=(1, 8), mentees=(), seen_at=None, is_trained=None)

    (group,) = groups([pair], Choice(), {COURSE: ""}, words(deps))

    (row,) = group.rows
    assert (row.mentors, row.mentees) == (["Иванова Анна", "id 8"], [])
    assert (row.seen, row.trained, row.progress) == ("скрыто", "–", "–")


def test_a_broken_run_does_not_hide_when_the_last_good_one_was(deps: Deps) -> None:
    runs = [a_run("sync", "failed", 5), a_run("monitor", "ok", 30), a_run("sync", "partial", 60)]

    read, monitored, written = freshness(runs, words(deps))

    assert (read.when, read.trouble) == ("24.11.2026 10:00", "не выполнено")
    assert (monitored.when, monitored.trouble) == ("24.11.2026 10:30", "")
    assert (written.when, written.trouble) == ("ещё не было", "")


def test_a_report_is_for_nobody_in_particular_and_keeps_its_subject(deps: Deps) -> None:
    subject = "Отчёт 11.2026"
    write = Row("report", "Программа", 0, "", "–", subject, "conflict", "", "отчёт удалён в Moodle")

    row = waiting_row(write, words(deps))

    assert (row.what, row.person, row.in_moodle, row.ours) == ("отчёт", "–", "–", subject)


@pytest.mark.parametrize(
    "code",
    [
        *(f"state_{state}" for state in State),
        *(f"kind_{kind}" for kind in WriteKind),
        *(f"job_{job}" for job in (*CYCLE, "sync_night", "freeze", "prune_history")),
        *(f"pair_{state}" for state in STATES),
    ],
)
def test_every_state_kind_and_job_has_its_words(deps: Deps, code: str) -> None:
    assert "web." not in words(deps).say(code)
