"""What a person mistypes: an exit code, one sentence in Russian, no traceback and no token."""

import json
import re
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask, Response, redirect

from connector.sandbox.access import EXPIRED_TOKEN, NOCAPS_TOKEN
from connector.sandbox.server import running
from tests.cli.conftest import Mentoring
from tests.services.stand import Stand, a_mapping, hang_up

REST = "/webservice/rest/server.php"
REACHING_MOODLE = (["sync"], ["jobs", "run", "sync"])


@contextmanager
def a_site(answer: Callable[[], object]) -> Iterator[str]:
    """Serve something that is no Moodle, or not quite one."""
    app = Flask(__name__)
    app.add_url_rule(REST, view_func=answer, methods=["POST"])  # type: ignore[arg-type] # any answer
    with running(app) as url:
        yield url


def a_page() -> str:
    return "<!doctype html><title>Школа</title>"


def elsewhere() -> object:
    return redirect(f"https://moodle.example{REST}", code=303)


def switched_off() -> Response:
    return Response("", 403)


def a_login_page() -> Response:
    return Response("<h1>Forbidden by proxy</h1>", 403, mimetype="text/html")


def out_of_order() -> Response:
    return Response("<h1>Bad gateway</h1>", 502, mimetype="text/html")


def closed() -> Response:
    body = {"exception": "moodle_exception", "errorcode": "sitemaintenance", "message": ""}
    return Response(json.dumps(body), mimetype="application/json")


@pytest.mark.parametrize("command", REACHING_MOODLE, ids=" ".join)
@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (a_page, "не веб-служба Moodle"),
        (elsewhere, "Moodle называет своим другой адрес: https://moodle.example"),
        (switched_off, "выключены веб-службы или протокол REST"),
        (a_login_page, "Moodle ответил кодом 403"),
        (out_of_order, "Moodle ответил ошибкой 502"),
        (closed, "Moodle закрыт на обслуживание"),
    ],
)
def test_a_site_that_is_no_moodle_is_told_apart(
    mentoring: Mentoring, command: list[str], answer: Callable[[], object], words: str
) -> None:
    with a_site(answer) as url:
        ran = mentoring(*command, MOODLE_URL=url)

    assert ran.code == 3
    assert words in ran.sentence


@pytest.mark.parametrize(
    "url", ["https://", "moodle.school.ru", "ftp://moodle.school.ru", "http://[1"]
)
def test_an_address_without_a_host_is_no_address(mentoring: Mentoring, url: str) -> None:
    ran = mentoring("sync", MOODLE_URL=url)

    assert ran.code == 3
    assert f"«{url.rstrip('/')}» не похож на адрес сайта" in ran.sentence


def test_a_site_that_does_not_answer_is_named(mentoring: Mentoring) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
        ran = mentoring("sync", MOODLE_URL=url)

    assert ran.code == 3
    assert f"Moodle по адресу {url} не отвечает" in ran.sentence


def test_a_host_that_does_not_exist_is_named(mentoring: Mentoring) -> None:
    ran = mentoring("sync", MOODLE_URL="http://moodle.invalid")

    assert ran.code == 3
    assert "http://moodle.invalid не отвечает" in ran.sentence


def test_the_name_of_this_host_is_not_what_moodle_calls_itself(
    mentoring: Mentoring, stand: Stand
) -> None:
    ran = mentoring("sync", MOODLE_URL=stand.url.replace("127.0.0.1", "localhost"))

    assert ran.code == 3
    assert f"Moodle называет своим другой адрес: {stand.url}" in ran.sentence


def test_a_connection_that_breaks_is_named(mentoring: Mentoring, stand: Stand) -> None:
    stand.always("core_webservice_get_site_info", hang_up)

    ran = mentoring("sync")

    assert ran.code == 3
    assert "Связь с Moodle оборвалась на core_webservice_get_site_info" in ran.sentence


@pytest.mark.parametrize(
    "command", [["sync"], ["writeback"], ["jobs", "run", "writeback"]], ids=" ".join
)
@pytest.mark.parametrize(
    ("token", "words"),
    [
        ("a-secret-of-the-school", "Moodle не знает такого токена"),
        (EXPIRED_TOKEN, "Moodle не принимает токен для core_webservice_get_site_info: истёк срок"),
    ],
)
def test_a_token_that_is_not_accepted_is_not_shown(
    mentoring: Mentoring, command: list[str], token: str, words: str
) -> None:
    ran = mentoring(*command, MOODLE_TOKEN=token)

    assert ran.code == 3
    assert words in ran.sentence
    assert token not in ran.err


def test_a_doctor_with_a_wrong_token_says_so_in_its_list(mentoring: Mentoring) -> None:
    ran = mentoring("doctor", MOODLE_TOKEN="a-secret-of-the-school")

    assert (ran.code, ran.err) == (1, "")
    (line,) = ran.out.splitlines()
    assert line.startswith("✗ Moodle не знает такого токена")
    assert "Администрирование → Сервер → Веб-службы → Управление токенами" in line


def test_without_rights_a_sync_ends_with_1_and_says_which_are_missing(synced: Mentoring) -> None:
    ran = synced("sync", "--json", MOODLE_TOKEN=NOCAPS_TOKEN)

    assert ran.code == 1
    assert ran.json["ok"] is False
    assert any("Не хватает прав для core_cohort_get_cohorts" in p for p in ran.json["problems"])
    assert all(tally["gone"] == 0 for tally in ran.json["counts"].values())


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("MOODLE_URL", "Не указан адрес Moodle. Задайте MENTORING_MOODLE_URL"),
        ("MOODLE_TOKEN", "Не указан токен Moodle. Задайте MENTORING_MOODLE_TOKEN"),
        ("MAPPING", "Не выбрана настройка школы"),
    ],
)
def test_a_setting_that_is_missing_is_named(mentoring: Mentoring, name: str, words: str) -> None:
    ran = mentoring("sync", **{name: None})

    assert ran.code == 2
    assert words in ran.sentence


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("MAPPING", "/nowhere/school.yaml", "Нет файла настройки /nowhere/school.yaml"),
        ("MOODLE_TOKEN_FILE", "/nowhere/token", "Не удаётся прочитать файл /nowhere/token"),
        ("PORT", "eighty", "MENTORING_PORT должно быть числом, а указано «eighty»"),
        ("DATABASE_URL", "somewhere", "MENTORING_DATABASE_URL не похож"),
        ("DATABASE_URL", "mysql://localhost/db", "База «mysql» не поддерживается"),
    ],
)
def test_a_setting_that_is_wrong_is_named(
    mentoring: Mentoring, name: str, value: str, words: str
) -> None:
    ran = mentoring("sync", **{name: value})

    assert ran.code == 2
    assert re.search(words, ran.sentence)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("moodle: { parallel: 0 }", "moodle.parallel"),
        ("moodle: { paralel: 2 }", "неизвестный ключ"),
        ("moodle: { chunk: many }", "moodle.chunk должно быть числом"),
        ("moodle: [", "Не удаётся прочитать"),
    ],
)
def test_a_wrong_file_of_settings_is_named(
    mentoring: Mentoring, home: Path, content: str, words: str
) -> None:
    (home / "config" / "connector.yaml").write_text(content, encoding="utf-8")

    ran = mentoring("sync")

    assert ran.code == 2
    assert words in ran.sentence
    assert re.search("[а-яё]{4}", ran.sentence)


@pytest.mark.parametrize(
    "command", [["sync"], ["mappings", "check"], ["jobs", "list"]], ids=" ".join
)
def test_every_fault_of_a_mapping_is_named_by_file_and_line(
    mentoring: Mentoring, tmp_path: Path, command: list[str]
) -> None:
    mapping = a_mapping(
        tmp_path,
        ("form: teacher-teacher", "form: 5"),
        ("in_cohort: Кураторы", "in_kohort: Кураторы"),
    )

    ran = mentoring(*command, MAPPING=str(mapping))

    assert (ran.code, ran.out) == (2, "")
    head, *faults = ran.err.splitlines()
    assert head.startswith("Ошибок в настройке: 2.")
    wrong = [where(mapping, "in_kohort: Кураторы"), where(mapping, "form: 5")]
    assert [fault.split(": ")[0] for fault in faults] == wrong


def where(mapping: Path, text: str) -> str:
    """The line of the file on which a text stands first."""
    lines = mapping.read_text(encoding="utf-8").splitlines()
    return f"mapping.yaml:{next(n for n, line in enumerate(lines, 1) if text in line)}"


def test_a_form_that_does_not_exist_is_named_by_file_and_line(
    mentoring: Mentoring, tmp_path: Path
) -> None:
    mapping = a_mapping(tmp_path, ("form: teacher-teacher", "form: cat-cat"))

    ran = mentoring("mappings", "check", MAPPING=str(mapping))

    assert ran.code == 2
    assert f"\n{where(mapping, 'form: cat-cat')}: programmes.1.form: " in ran.err


def test_a_mapping_that_is_no_yaml_is_named_by_line(mentoring: Mentoring, tmp_path: Path) -> None:
    mapping = a_mapping(tmp_path, ("roles:\n", "roles: [\n"))

    ran = mentoring("mappings", "check", MAPPING=str(mapping))

    assert ran.code == 2
    assert re.match(r"mapping\.yaml:\d+: это не YAML", ran.sentence)


def test_an_expectation_that_does_not_hold_ends_with_1(
    mentoring: Mentoring, tmp_path: Path
) -> None:
    mapping = a_mapping(tmp_path, ("is: [mentor], kind: pupil", "is: [curator], kind: pupil"))

    ran = mentoring("mappings", "check", "--json", MAPPING=str(mapping))

    assert ran.code == 1
    (fault,) = ran.json["faults"]
    assert fault.startswith(where(mapping, "is: [curator]"))


def test_monitoring_before_any_sync_says_what_to_do(mentoring: Mentoring) -> None:
    ran = mentoring("monitor")

    assert ran.code == 2
    assert "Сначала выполните mentoring sync" in ran.sentence


def test_an_unknown_person_is_named(synced: Mentoring) -> None:
    ran = synced("mappings", "explain", "nobody")

    assert ran.code == 2
    assert "нет человека «nobody»" in ran.sentence


def test_an_unknown_job_is_named_and_the_known_ones_are_listed(mentoring: Mentoring) -> None:
    ran = mentoring("jobs", "run", "coffee")

    assert ran.code == 2
    assert "Нет задания «coffee». Есть: sync, sync_night, register" in ran.sentence


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("coffee: '0 9 * * *'", "Нет задания «coffee»"),
        ("sync: at nine", "«at nine» не расписание cron"),
        ("sync: '0 9 * * 1-5'", "назовите дни недели буквами"),
        ("- sync", "Не удаётся прочитать"),
        ("sync: [", "Не удаётся прочитать"),
    ],
)
@pytest.mark.parametrize("command", ["list", "start"])
def test_a_wrong_timetable_is_named(
    mentoring: Mentoring, home: Path, command: str, content: str, words: str
) -> None:
    (home / "config" / "schedule.yaml").write_text(content, encoding="utf-8")

    ran = mentoring("jobs", command)

    assert ran.code == 2
    assert words in ran.sentence


def test_a_job_that_will_never_run_is_shown_without_a_moment(
    mentoring: Mentoring, home: Path
) -> None:
    (home / "config" / "schedule.yaml").write_text("sync: '0 0 30 2 *'", encoding="utf-8")

    ran = mentoring("jobs", "list")

    assert ran.code == 0
    assert ran.out.split() == ["sync", "0", "0", "30", "2", "*", "–"]


def test_an_unknown_option_is_answered_with_the_usage(mentoring: Mentoring) -> None:
    ran = mentoring("sync", "--fast")

    assert (ran.code, ran.out) == (2, "")
    assert "--fast" in ran.err
    assert "Traceback" not in ran.err
