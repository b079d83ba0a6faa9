"""Matching at the command line."""

from typing import Any

import pytest

from tests.cli.conftest import Mentoring


@pytest.fixture
def programme(known: Mentoring) -> str:
    listed = known("programmes", "list", "--json").json
    return next(str(one["id"]) for one in listed if one["form"] == "pupil-pupil")


@pytest.fixture
def run(known: Mentoring, programme: str) -> dict[str, Any]:
    done: dict[str, Any] = known("match", "propose", programme, "--json").json
    return done


def test_pairs_are_proposed_and_kept(known: Mentoring, run: dict[str, Any]) -> None:
    (listed,) = known("match", "list", "--json").json

    assert run["told"]["pairs"]
    assert run["told"]["alone"]
    assert listed == run


def test_a_person_reads_who_is_matched_and_why(known: Mentoring, programme: str) -> None:
    said = known("match", "propose", programme, "--dry-run").out

    assert said.startswith("Подбор не сохранён")
    assert "Наставник" in said
    assert "Без наставника" in said
    assert "matching." not in said
    assert known("match", "list").out.startswith("Сохранённых подборов нет")


def test_a_pair_is_explained_point_by_point(known: Mentoring, run: dict[str, Any]) -> None:
    mentee = run["told"]["pairs"][0]["mentee_id"]
    said = known("match", "explain", str(run["id"]), str(mentee)).out

    assert "интересы:" in said
    assert "другой лучший наставник" in said
    told = known("match", "explain", str(run["id"]), str(mentee), "--json").json["told"]
    assert [pair["mentee_id"] for pair in told["pairs"]] == [mentee]
    assert len(known("match", "explain", str(run["id"])).out) > len(said)


def test_scenarios_stand_side_by_side(
    known: Mentoring, programme: str, run: dict[str, Any]
) -> None:
    held = run["told"]["pairs"][0]["mentor_id"]
    text = f"другой: interests=80 quality least=1 places/{held}=1 hold/{held}"
    told = known(
        "match", "compare", programme, "--scenario", text, "--run", str(run["id"]), "--json"
    ).json
    said = known("match", "compare", programme, "--scenario", text).out

    assert [one["name"] for one in told["variants"]] == ["", "другой", ""]
    assert told["differing"]
    assert "как есть" in said
    assert "другой" in said


@pytest.mark.parametrize(
    "text", ["без двоеточия", "имя: interests", "имя: unknown=4", "имя: interests=много"]
)
def test_a_scenario_that_cannot_be_read_is_a_mistake_of_typing(
    known: Mentoring, programme: str, text: str
) -> None:
    refused = known("match", "compare", programme, "--scenario", text)

    assert refused.code == 2
    assert "Traceback" not in refused.err


def test_decisions_are_entered_shown_and_lifted(
    known: Mentoring, programme: str, run: dict[str, Any]
) -> None:
    pair = run["told"]["pairs"][0]
    two = str(pair["mentor_id"]), str(pair["mentee_id"])

    assert known("match", "pin", *two, "--programme", programme).code == 0
    assert known("match", "hold", two[0]).code == 0
    assert known("match", "places", two[0], "2").code == 0
    assert known("match", "prefer", two[1], two[0], "--rank", "1", "--comfort", "9").code == 0
    said = known("match", "decisions", "--json").json
    assert [one["kind"] for one in said] == ["pin", "hold", "places"]
    assert "закрепить пару" in known("match", "decisions").out
    assert known("match", "ban", *two).code == 2
    assert known("match", "lift", "1").code == 0
    assert known("match", "relatives", *two, "--json").json["changes"]
    assert known("match", "lift", "77").sentence.startswith("Решения 77 нет")


def test_an_approved_matching_is_pairs(known: Mentoring, run: dict[str, Any]) -> None:
    number = str(run["id"])
    tried = known("match", "approve", number, "--dry-run", "--json").json
    done = known("match", "approve", number, "--by", "завуч", "--json").json

    assert tried["changes"]
    assert done["skipped"] == []
    assert known("match", "approve", number).code == 2
    assert known("match", "approve", "77").sentence.startswith("Подбора 77 нет")


@pytest.mark.parametrize(
    "options", [("--weight", "interests"), ("--weight", "x=1"), ("--places", "1")]
)
def test_an_option_that_cannot_be_read_is_a_mistake_of_typing(
    known: Mentoring, programme: str, options: tuple[str, str]
) -> None:
    assert known("match", "propose", programme, *options).code == 2


def test_a_scenario_is_proposed_by_options(
    known: Mentoring, programme: str, run: dict[str, Any]
) -> None:
    held = str(run["told"]["pairs"][0]["mentor_id"])
    told = known(
        "match", "propose", programme, "--name", "без него", "--hold", held,
        "--weight", "interests=50", "--objective", "quality", "--least", "3",
        "--places", f"{held}=1", "--json",
    ).json  # fmt: skip

    assert told["name"] == "без него"
    assert told["told"]["policy"]["weights"]["interests"] == 50
    assert int(held) not in {pair["mentor_id"] for pair in told["told"]["pairs"]}
