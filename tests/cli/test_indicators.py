"""Indicators at the command line."""

from tests.cli.conftest import Mentoring


def test_indicators_of_the_school_are_shown_with_their_targets(known: Mentoring) -> None:
    shown = known("indicators", "list").out.splitlines()
    told = known("indicators", "list", "I1", "--json").json

    assert shown[0].split() == ["Код", "Показатель", "Значение", "Цель", "Не", "хватает", "данных"]
    assert [(one["code"], one["reading"], one["place"]) for one in told] == [
        ("I1", "period", "school"),
        ("I1", "day", "school"),
    ]
    assert told[0]["in_words"] in shown[1]
    assert float(told[0]["target"]) == 70


def test_they_are_shown_of_programmes_and_classes(known: Mentoring) -> None:
    told = known("indicators", "list", "N1.pairs", "--by", "class", "--by", "form", "--json").json

    assert {one["of"] for one in told} >= {"8А", "Ученик – ученик"}


def test_an_explanation_shows_the_formula_and_everybody(known: Mentoring) -> None:
    shown = known("indicators", "explain", "i1", "--in", "8А").out
    told = known("indicators", "explain", "i1", "--in", "8А", "--json").json

    assert "Как считается: 100 × наставляемые 10–19 лет / все обучающиеся 10–19 лет" in shown
    assert all(row["name"] in shown for row in told["rows"])
    last = shown.splitlines()[-1]
    counted = sum(row["verdict"] == "counted" for row in told["rows"])
    assert f"засчитано: {counted} · " in last
    assert told["values"][0] in shown


def test_a_report_is_frozen_corrected_and_shown(known: Mentoring) -> None:
    assert "отчёт № 1" in known("indicators", "freeze", "--by", "Иванова").out
    refused = known("indicators", "freeze")
    assert "mentoring indicators correct 1 --reason" in refused.sentence
    assert "отчёт № 2" in known("indicators", "correct", "1", "--reason", "Ошибка").out

    assert "Ошибка" in known("indicators", "snapshots").out
    first, second = known("indicators", "snapshots", "--json").json
    assert (first["made_by"], second["corrects_id"]) == ("Иванова", 1)
    shown = known("indicators", "show", "1", "--by", "programme").out
    assert "Наставничество: ученик-ученик 2026/27" in shown
    assert known("indicators", "trend", "I1", "--json").json[0]["snapshot"]["id"] == 2
    assert "за период" in known("indicators", "trend", "I1").out
    assert "№ 7" in known("indicators", "show", "7").sentence


def test_nothing_frozen_is_said(known: Mentoring) -> None:
    assert "mentoring indicators freeze" in known("indicators", "snapshots").out
