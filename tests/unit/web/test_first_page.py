from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, event

from connector.domain.alerts import Alert, AlertCode
from connector.domain.people import Participant
from connector.domain.write_back import State
from connector.errors import ConfigurationError
from connector.services import leasing, monitoring, syncing
from connector.services.deps import Deps
from connector.store import kinds
from connector.store.outbox import Entry, Key, WriteKind
from tests.builders import COURSE, a_programme, a_status
from tests.unit.web import school
from tests.unit.web.school import Clock, read

CuratorOf = Callable[[Deps], FlaskClient]


def keep(deps: Deps, pairs: int, *, name: str = "Пара") -> None:
    """Keep a school of so many pairs, each with a mentor, a mentee and an alert."""
    people = [
        Participant(who, role, f"Человек {who}", "pupil", "9А", is_active=True, is_trained=False)
        for who in range(2 * pairs)
        for role in ("mentor", "mentee")
    ]
    with deps.database.transaction(deps.school_id) as tx:
        tx.pictures.replace(kinds.PROGRAMME, [a_programme()])
        tx.pictures.replace(kinds.PARTICIPANT, people)
        tx.pictures.replace(
            kinds.PAIR,
            [
                a_status(
                    id=f"group:{n}", name=f"{name} {n}", mentors=(2 * n,), mentees=(2 * n + 1,)
                )
                for n in range(pairs)
            ],
        )
        tx.pictures.replace(
            kinds.ALERT, [Alert(AlertCode.SILENT, COURSE, f"group:{n}") for n in range(pairs)]
        )
        tx.outbox.put([a_conflict(n) for n in range(pairs)])


def a_conflict(who: int) -> Entry:
    return Entry(
        Key(WriteKind.GRADE, f"{COURSE}:assign:1", str(who)),
        {"value": "60.5", "feedback": ""},
        State.CONFLICT,
        "grade.teacher",
        {"value": "72", "grader": 5},
    )


@contextmanager
def queries() -> Iterator[list[str]]:
    """Collect every SQL statement that is sent."""
    sent: list[str] = []

    def note(*arguments: object) -> None:
        sent.append(str(arguments[2]))

    event.listen(Engine, "before_cursor_execute", note)
    yield sent
    event.remove(Engine, "before_cursor_execute", note)


def test_the_page_says_whose_it_is_and_how_fresh(curator: FlaskClient) -> None:
    words = read(curator.get("/"))

    assert "МАОУ СОШ № 20 (учебный стенд)" in words
    for step in ("Чтение Moodle", "Мониторинг", "Запись в Moodle"):
        assert f"{step} 24.11.2026 11:00" in words


def test_the_page_counts_what_monitoring_saw(curator: FlaskClient) -> None:
    words = read(curator.get("/"))

    assert "2 Программ 21 Наставников 22 Наставляемых 1 Кураторов 17 Пар и групп" in words


def test_indicators_stand_with_numerator_and_denominator(curator: FlaskClient) -> None:
    words = read(curator.get("/"))

    assert "Доля молодых специалистов в роли наставляемого (за период) 100 % 3 3 70 %" in words
    assert "Пар и групп (на дату) 15 15 – –" in words


def test_a_pair_stands_with_names_training_progress_and_state(curator: FlaskClient) -> None:
    words = read(curator.get("/"))

    assert "Филиппова Ксения Дмитриевна Иванова Мария Петровна да 33,3 %" in words
    assert "Орлов Андрей Сергеевич Васильев Михаил да 100 % – 22.11" in words
    assert "23.11.2026 работает Пара 02" in words


def test_a_pair_that_never_met_and_one_without_a_mentor_are_told(curator: FlaskClient) -> None:
    words = read(curator.get("/"))

    assert "Филиппов Никита Сергеевич Алексеев Никита Ильич нет 0 % – никогда молчит" in words
    assert "Пара 05: Егорова — Цой – Цой Тимофей Дмитриевич – 66,7 % – 23.11.2026 неполная" in words


def test_alerts_stand_under_their_titles_with_pair_person_and_day(curator: FlaskClient) -> None:
    words = read(curator.get("/"))

    assert "Пара без наставника 3 Пара 05: Егорова — Цой с 24.11.2026" in words
    assert "Пара 04: Филиппов — Алексеев · Филиппов Никита Сергеевич с 24.11.2026" in words


def test_conflicts_and_refusals_stand_with_both_values_and_the_reason(
    curator: FlaskClient,
) -> None:
    words = read(curator.get("/"))

    assert "оставлено человеку: 1" in words
    assert (
        "Воронцова Екатерина Александровна оценка Наставничество: ученик-ученик 2026/27 "
        "72 60 оставлено человеку оценку поставил учитель" in words
    )
    assert "не записано оценка заблокирована в журнале" in words


def test_runs_stand_in_the_schools_time_with_what_they_cost(curator: FlaskClient) -> None:
    runs = read(curator.get("/")).rpartition("Последние запуски")[2]

    assert "Мониторинг 24.11.2026 11:00 выполнено 0" in runs
    assert runs.index("Запись в Moodle") < runs.index("Мониторинг") < runs.index("Чтение Moodle")


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("state=silent", "Пара 03: Иванова — Лисицына", "Пара 01: Филиппова — Иванова"),
        ("state=incomplete", "Пара 05: Егорова — Цой", "Пара 03: Иванова — Лисицына"),
        ("state=working", "Пара 01: Филиппова — Иванова", "Пара 05: Егорова — Цой"),
        ("programme=4", "Пара 01: Гусева — Попова", "Пара 01: Филиппова — Иванова"),
        ("programme=3&state=working", "Пара 01: Филиппова — Иванова", "Гусева — Попова"),
        ("programme=&state=", "Пара 01: Филиппова — Иванова", "не подходит ни одна"),
        ("programme=abc", "Пара 01: Филиппова — Иванова", "не подходит ни одна"),
    ],
)
def test_pairs_are_chosen_by_programme_and_state(
    curator: FlaskClient, query: str, shown: str, hidden: str
) -> None:
    pairs = read(curator.get(f"/?{query}")).partition("Показано:")[2].partition("Решает человек")[0]

    assert shown in pairs
    assert hidden not in pairs


@pytest.mark.parametrize("query", ["programme=99", "state=nothing", "programme=4&state=silent"])
def test_a_choice_that_fits_nothing_offers_the_way_back(curator: FlaskClient, query: str) -> None:
    words = read(curator.get(f"/?{query}"))

    assert "Показано: 0 из 17" in words
    assert "не подходит ни одна пара" in words
    assert "Сбросить отбор" in words


def test_the_form_keeps_what_was_chosen(curator: FlaskClient) -> None:
    text = curator.get("/?programme=4&state=silent").text

    assert '<option value="4" selected>' in text
    assert '<option value="silent" selected>' in text


def test_an_empty_school_is_told_to_sync(empty: Deps, curator_of: CuratorOf) -> None:
    words = read(curator_of(empty).get("/"))

    assert "Запустите mentoring sync" in words
    assert "ещё не было" in words
    assert "Требуют внимания" not in words


def test_a_synced_school_is_told_to_monitor(deps: Deps, empty: Deps, curator_of: CuratorOf) -> None:
    syncing.sync(replace(empty, moodle=deps.moodle))

    assert "Запустите mentoring monitor" in read(curator_of(empty).get("/"))


def test_a_wrong_mapping_is_shown_and_the_rest_too(tmp_path: Path, curator_of: CuratorOf) -> None:
    mapping = tmp_path / "mine.yaml"
    mapping.write_text("school:\n  nam: Школа\n", encoding="utf-8")
    with school.empty(tmp_path, Clock(), mapping=mapping) as deps:
        keep(deps, 2)
        words = read(curator_of(deps).get("/"))

    assert "Настройка школы с ошибкой" in words
    assert "mine.yaml:2" in words
    assert "Пара 1 Человек 2 Человек 3" in words


def test_a_failed_run_is_told_with_its_problem(empty: Deps, curator_of: CuratorOf) -> None:
    with pytest.raises(ConfigurationError):
        monitoring.monitor(empty)
    answer = curator_of(empty).get("/")

    assert "Мониторинг ещё не было не выполнено" in read(answer)
    assert "<summary>Что помешало (1)</summary>" in answer.text
    assert "Сначала выполните mentoring sync" in read(answer)


def test_the_page_tells_whether_anybody_keeps_the_timetable(
    deps: Deps, curator: FlaskClient
) -> None:
    assert "Расписание никто не ведёт" in read(curator.get("/"))
    with leasing.leased(deps, leasing.SCHEDULER):
        assert "Расписание работает" in read(curator.get("/"))


def test_names_from_moodle_cannot_become_markup(empty: Deps, curator_of: CuratorOf) -> None:
    keep(empty, 1, name="<script>alert(1)</script>")
    text = curator_of(empty).get("/").text

    assert "<script" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_three_hundred_pairs_cost_as_many_queries_as_five(
    empty: Deps, curator_of: CuratorOf
) -> None:
    browser = curator_of(empty)
    keep(empty, 5)
    with queries() as for_five:
        few = read(browser.get("/"))
    keep(empty, 300)
    with queries() as for_many:
        many = read(browser.get("/"))

    assert ("Показано: 5 из 5" in few, "Показано: 300 из 300" in many) == (True, True)
    assert len(for_many) == len(for_five) < 30
