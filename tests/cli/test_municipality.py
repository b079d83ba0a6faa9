"""Reports of schools, and all schools together, at the command line."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import load_workbook

from connector.services.municipality.sealing import own_key, seal, unseal
from tests.cli.conftest import Mentoring, Ran

NO_MOODLE = {"MOODLE_URL": None, "MOODLE_TOKEN": None, "MAPPING": None}
SCHOOL = "Школа № 20"


@pytest.fixture
def report(known: Mentoring, tmp_path: Path) -> Path:
    """The signed report of a school."""
    assert known("indicators", "freeze").code == 0
    file = tmp_path / "report.json"
    assert known("municipality", "export", str(file)).code == 0
    return file


@pytest.fixture
def office(known: Mentoring, report: Path, tmp_path: Path) -> Mentoring:
    """Another deployment, without any Moodle, that believes the school."""
    assert report.exists()
    home = tmp_path / "office"
    key = known("municipality", "key", "--json").json["key"]
    trust(home, {SCHOOL: key})

    def run(*arguments: str, **_: str | None) -> Ran:
        return known("municipality", *arguments, HOME=str(home), **NO_MOODLE)

    return run


def trust(home: Path, schools: dict[str, str]) -> None:
    (home / "config").mkdir(parents=True, exist_ok=True)
    text = yaml.safe_dump({"schools": schools}, allow_unicode=True)
    (home / "config" / "municipality.yaml").write_text(text, encoding="utf-8")


def test_a_report_is_taken_in_once_and_shown(
    known: Mentoring, office: Mentoring, report: Path
) -> None:
    assert SCHOOL in office("import", str(report)).out
    assert office("import", str(report), "--json").json[0]["is_new"] is False

    shown = office("table").out
    told = office("table", "--json").json
    own = known("indicators", "list", "I1", "--json").json

    assert SCHOOL in shown
    assert told["schools"] == [{"name": SCHOOL, "report": 1}]
    (first,) = [f for f in told["figures"] if (f["code"], f["reading"], f["place"]) == (
        "I1", "period", "school",
    )]  # fmt: skip
    assert first["value"] == first["by_school"][SCHOOL]["value"] == own[0]["value"]
    assert own[0]["title"] == first["title"]


def test_a_report_has_no_names_no_classes_and_nothing_of_few(
    known: Mentoring, report: Path
) -> None:
    people = {row["name"] for row in known("people", "list", "--json").json}
    told = json.loads(json.loads(report.read_text(encoding="utf-8"))["content"])

    assert people
    assert not [name for name in people if name in report.read_text(encoding="utf-8")]
    assert {one["place"] for one in told["figures"]} == {"school", "form"}
    assert any(one["is_hidden"] for one in told["figures"])
    for one in told["figures"]:
        assert one["is_hidden"] or not 0 < (one["denominator"] or 0) < 5
        assert not one["is_hidden"] or one["value"] is None


def test_a_stranger_is_refused_with_the_key_to_check(
    office: Mentoring, report: Path, tmp_path: Path
) -> None:
    trust(tmp_path / "office", {})

    assert "config/municipality.yaml" in office("import", str(report)).sentence
    assert office("table").out.strip() == "Отчётов нет. Принять: mentoring municipality import ФАЙЛ"


def test_who_is_trusted_no_more_is_left_out(
    office: Mentoring, report: Path, tmp_path: Path
) -> None:
    office("import", str(report))
    trust(tmp_path / "office", {})

    assert office("table", "--json").json["schools"] == []


def test_a_correction_takes_the_place_of_what_it_corrects(
    known: Mentoring, office: Mentoring, report: Path, tmp_path: Path
) -> None:
    known("indicators", "correct", "1", "--reason", "Внесли согласия")
    newer = tmp_path / "newer.json"
    known("municipality", "export", str(newer))

    office("import", str(report), str(newer))

    assert office("table", "--json").json["schools"] == [{"name": SCHOOL, "report": 2}]


def test_other_figures_under_a_number_that_was_reported_are_refused(
    office: Mentoring, report: Path, home: Path, tmp_path: Path
) -> None:
    office("import", str(report))
    _, told = unseal(report.read_bytes())
    first, *rest = told["figures"]
    better = {**told, "figures": [{**first, "value": "99.9"}, *rest]}
    other = tmp_path / "other.json"
    other.write_bytes(seal(better, own_key(home / "var")))

    assert "Отчёты не меняют" in office("import", str(other)).sentence
    shown = office("table", "--json").json["figures"]
    assert "99.9" not in {str(one["value"]) for one in shown}


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"number": 0}, "number"),
        ({"as_of": "вчера"}, "as_of"),
        ({"more": 1}, "more"),
        ({"figures": [{"code": "I1"}]}, "figures.0"),
    ],
)
def test_what_cannot_be_read_in_a_genuine_report_is_named(
    changes: dict[str, Any], place: str, office: Mentoring, report: Path, home: Path
) -> None:
    _, told = unseal(report.read_bytes())
    report.write_bytes(seal({**told, **changes}, own_key(home / "var")))

    assert f"не читается {place}" in office("import", str(report)).sentence


def test_the_schools_of_one_deployment_stand_side_by_side(known: Mentoring, report: Path) -> None:
    assert report.exists()
    told = known("municipality", "table", "--json").json

    (school,) = told["schools"]
    assert school == {"name": "МАОУ СОШ № 20 (учебный стенд)", "report": 1}
    assert {one["place"] for one in told["figures"]} == {"school", "form"}


def test_all_together_is_written_as_a_spreadsheet(
    office: Mentoring, report: Path, tmp_path: Path
) -> None:
    office("import", str(report))
    file = tmp_path / "table.xlsx"

    office("table", "--xlsx", str(file))

    rows = list(load_workbook(file).worksheets[0].values)
    assert rows[0] == ("Код", "Показатель", "Где", SCHOOL, "Всего")
    assert rows[1][0] == "I1"
    assert rows[1][3] == rows[1][4]


def test_what_is_no_list_of_schools_and_no_key_is_said(office: Mentoring, tmp_path: Path) -> None:
    trust(tmp_path / "office", {SCHOOL: "не ключ"})
    assert SCHOOL in office("table").sentence

    list_ = tmp_path / "office" / "config" / "municipality.yaml"
    list_.write_text("schools: [1, 2]", encoding="utf-8")
    assert "municipality.yaml" in office("table").sentence


def test_without_anything_frozen_there_is_nothing_to_send(known: Mentoring, tmp_path: Path) -> None:
    assert (
        "mentoring indicators freeze"
        in known("municipality", "export", str(tmp_path / "report.json")).sentence
    )


def test_a_key_is_shown_with_what_to_do_with_it(known: Mentoring, home: Path) -> None:
    shown = known("municipality", "key").out
    key = known("municipality", "key", "--json").json["key"]

    assert key in shown
    assert str(home / "var" / "signing.key") in shown
