"""Judging a programme at the command line."""

from connector.domain.evaluation import ITEMS
from tests.cli.conftest import Mentoring
from tests.services.stand import PUPILS

PROGRAMME = str(PUPILS)


def test_nine_marks_make_a_level(known: Mentoring) -> None:
    assert "Не оценено показателей: 9" in known("evaluation", "show", PROGRAMME).out
    for item in ITEMS:
        ran = known("evaluation", "score", PROGRAMME, item, "2", "--comment", "Видно по журналу")
        assert ran.code == 0
    shown = known("evaluation", "show", PROGRAMME).out

    assert "Всего 18 из 18: оптимальный уровень" in shown
    assert "Степень удовлетворённости всех участников" in shown
    assert "Видно по журналу" in shown


def test_data_suggest_a_mark_and_a_person_decides(known: Mentoring) -> None:
    told = known("evaluation", "show", PROGRAMME, "--json").json
    (satisfied,) = [one for one in told["items"] if one["item"] == "2.1"]
    share = known("indicators", "list", "I5", "--by", "programme", "--json").json
    (mine,) = [
        one for one in share if one["place_id"] == PROGRAMME and one["reading"] == "answered"
    ]

    assert satisfied["value"] is None
    assert satisfied["basis"] == mine["value"] is not None
    assert satisfied["suggested"] in {0, 1, 2}


def test_a_line_of_swot_is_written_and_taken_out(known: Mentoring) -> None:
    line = ("threats", "Мало наставников", "--evidence", "воронка: 3 из 10")
    assert known("evaluation", "swot", PROGRAMME, *line).code == 0
    assert "1. Мало наставников – воронка: 3 из 10" in known("evaluation", "show", PROGRAMME).out
    assert "угрозы:" in known("evaluation", "show", PROGRAMME).out

    assert known("evaluation", "drop", "1").code == 0
    assert "Мало наставников" not in known("evaluation", "show", PROGRAMME).out
    assert "7" in known("evaluation", "drop", "7").sentence


def test_what_people_wrote_is_shown_by_questions_without_names(known: Mentoring) -> None:
    told = known("evaluation", "show", PROGRAMME, "--json").json["answers"]
    shown = known("evaluation", "show", PROGRAMME, "--answers").out

    assert told
    for one in told:
        assert one["question"] in shown
        assert len(one["texts"]) in {0, one["count"]}
        assert one["texts"] == sorted(one["texts"])
