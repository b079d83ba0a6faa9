"""The questionnaires of the monitoring at the command line."""

from pathlib import Path

from tests.cli.conftest import Mentoring
from tests.services.stand import PUPILS, ROOT, TEACHERS, a_mapping


def test_every_questionnaire_is_listed_with_what_is_compared(mentoring: Mentoring) -> None:
    told = mentoring("surveys", "list", "--json").json["surveys"]

    assert [one["code"] for one in told if one["moment"] == "input"] == [
        "mentee_input",
        "mentor_input",
    ]
    compared = {one["code"]: one["compared"] for one in told}
    assert compared["mentee_input"] == compared["mentee_output"] == 5
    assert compared["curator"] == 0
    assert "наставляемый  на входе" in mentoring("surveys", "list").out


def test_no_moodle_is_needed_to_write_them_as_files(mentoring: Mentoring, tmp_path: Path) -> None:
    folder = tmp_path / "анкеты" / "2026"

    ran = mentoring("surveys", "export", str(folder), MOODLE_URL=None, MOODLE_TOKEN=None)

    assert ran.code == 0
    written = {file.name for file in folder.iterdir()}
    assert written >= {"mentee_input.xml", "mentee_input_teacher.xml", "curator.xml"}
    assert all(str(folder / name) in ran.out for name in written)
    text = (folder / "mentee_output.xml").read_text(encoding="utf-8")
    assert "<ITEMLABEL>would_continue</ITEMLABEL>" in text


def test_a_file_that_is_there_is_replaced_only_by_force(
    mentoring: Mentoring, tmp_path: Path
) -> None:
    mine = tmp_path / "curator.xml"
    mine.write_text("моё", encoding="utf-8")

    refused = mentoring("surveys", "export", str(tmp_path))
    assert "curator.xml" in refused.sentence
    assert mine.read_text(encoding="utf-8") == "моё"

    assert mentoring("surveys", "export", str(tmp_path), "--force").code == 0
    assert mine.read_text(encoding="utf-8") != "моё"


def test_a_folder_that_cannot_be_made_is_named(mentoring: Mentoring, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    assert "file/in" in mentoring("surveys", "export", str(tmp_path / "file" / "in")).sentence


def test_without_questionnaires_in_the_mapping_it_is_said_how_to_name_them(
    known: Mentoring, tmp_path: Path
) -> None:
    text = (ROOT / "mappings" / "demo.yaml").read_text(encoding="utf-8")
    asked = text[text.index("    surveys:\n") : text.index("    calendar: true\n")]
    mapping = str(a_mapping(tmp_path, (asked, "")))

    assert "surveys (mappings/README.md)" in known("surveys", "results", MAPPING=mapping).out
    assert known("surveys", "results", "--json", MAPPING=mapping).json == {"programmes": []}
    said = known("surveys", "missing", MAPPING=mapping).out
    assert said.strip() == "Все, кого спросили, ответили."


def test_what_they_say_is_shown_of_one_programme_or_of_all(known: Mentoring) -> None:
    shown = known("surveys", "results").out
    (told,) = known("surveys", "results", "--programme", str(PUPILS), "--json").json["programmes"]
    rows = known("surveys", "missing", "--json").json

    first, last = told["surveys"]
    assert first["title"] in shown
    assert "Планируете ли Вы стать наставником в будущем?" not in shown
    asked = known("surveys", "results", "--questions").out
    (line,) = [one for one in asked.splitlines() if "стать наставником в будущем?" in one]
    (share,) = [one["value"] for one in last["yes"] if one["question"] == "will_mentor"]
    assert line.endswith(f"{last['answered']}")
    assert f"{share} %".replace(".0", "").replace(".", ",") in line
    assert first["answered"] > last["answered"] > 5
    assert len(rows) == sum(one["invited"] - one["answered"] for one in (first, last)) > 0
    assert all(one["count"] == last["answered"] for one in told["effects"]["mentee"])
    assert known("surveys", "missing", "--programme", str(TEACHERS)).out.startswith("Все")
