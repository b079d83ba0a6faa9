"""The stages of a programme and the rows of a year, as the school's files say them."""

from pathlib import Path
from typing import Final

import pytest

from connector.domain.documents import ORDER_PAIRS
from connector.domain.register import Register
from connector.domain.register.edits_roadmap import begin, rows_of
from connector.domain.roadmap_template import TemplateRow
from connector.domain.stage_facts import COUNTS, Fact
from connector.domain.stages import ProgrammeStage, document_titles
from connector.domain.years import SchoolYear
from connector.errors import ConfigurationError
from connector.mapping import methodology
from tests.architecture.source import CONFIG
from tests.unit.mapping.test_methodology import loaded

SHIPPED: Final = methodology.load((CONFIG / "methodology").joinpath)
YEAR: Final = SchoolYear(2026)


def test_stages_are_read_in_their_order(tmp_path: Path) -> None:
    text = """\
2:
  title: База
  result: Перечень
  also: { requests: Справка }
  facts: [mentees_registered, requests_collected]
1: { title: Подготовка }
"""

    assert loaded(tmp_path, stages=text).stages == (
        ProgrammeStage(1, "Подготовка"),
        ProgrammeStage(
            2,
            "База",
            result="Перечень",
            also={"requests": "Справка"},
            facts=(Fact.MENTEES_REGISTERED, Fact.REQUESTS_COLLECTED),
        ),
    )


def test_rows_are_read_in_the_order_in_which_they_stand(tmp_path: Path) -> None:
    text = """\
b: { stage: 6, activity: Встречи, heading: Работа, content: Что, from: 10-15, to: 5-20 }
a: { stage: 2, activity: Запросы, recurrence: ежегодно, responsible: куратор, result: Перечень }
c: { stage: 7, activity: Отчёт, to: 02-29, document: report }
"""

    assert loaded(tmp_path, roadmap=text).roadmap == (
        TemplateRow("b", 6, "Встречи", "Работа", "Что", due_from=(10, 15), due_to=(5, 20)),
        TemplateRow(
            "a", 2, "Запросы", recurrence="ежегодно", responsible="куратор", result="Перечень"
        ),
        TemplateRow("c", 7, "Отчёт", due_to=(2, 29), document_kind="report"),
    )


def test_a_school_may_do_without_them(tmp_path: Path) -> None:
    method = loaded(tmp_path, stages="# пусто\n", roadmap="# пусто\n")

    assert (method.stages, method.roadmap) == ((), ())


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("stages", "0: { title: Ноль }", "write a whole number within: 1–7"),
        ("stages", "first: { title: Первый }", "Not a valid integer."),
        ("stages", "1: {}", "Missing data for required field."),
        ("stages", "1: { title: '' }", "must not be empty"),
        ("stages", "1: { title: Т, facts: [weather] }", ""),
        ("stages", "1: { title: Т, papers: {} }", "Unknown field."),
        ("stages", "1: { title: Т, documents: [order] }", "Not a valid mapping type."),
        ("roadmap", "- { stage: 1 }", "Not a valid mapping type."),
        ("roadmap", "a: { activity: Х, to: 09-10 }", "Missing data for required field."),
        ("roadmap", "a: { stage: 8, activity: Х, to: 09-10 }", "write a whole number within: 1–7"),
        ("roadmap", "a: { stage: 1, to: 09-10 }", "Missing data for required field."),
        ("roadmap", "a: { stage: 1, activity: Х }", "say one of: to, recurrence"),
        (
            "roadmap",
            "a: { stage: 1, activity: Х, from: 09-01, recurrence: ежегодно }",
            "only with: to",
        ),
        (
            "roadmap",
            "a: { stage: 1, activity: Х, to: 13-01 }",
            "write a month and a day as 09-30",
        ),
        (
            "roadmap",
            "a: { stage: 1, activity: Х, to: 02-30 }",
            "write a month and a day as 09-30",
        ),
        (
            "roadmap",
            "a: { stage: 1, activity: Х, to: 2026-09-10 }",
            "write a month and a day as 09-30",
        ),
        ("roadmap", "a: { stage: 1, activity: Х, to: 09-10, until: 5 }", "Unknown field."),
    ],
)
def test_what_is_wrong_in_a_file_is_named(
    tmp_path: Path, name: str, text: str, reason: str
) -> None:
    with pytest.raises(ConfigurationError) as caught:
        loaded(tmp_path, **{name: text})

    assert caught.value.code == "settings.wrong_content"
    assert caught.value.facts["path"] == tmp_path / f"{name}.yaml"
    assert reason in str(caught.value.facts["faults"])


def test_the_seven_stages_of_the_methodology_are_there() -> None:
    assert [one.number for one in SHIPPED.stages] == list(range(1, 8))
    assert all(one.result for one in SHIPPED.stages)
    assert ORDER_PAIRS in SHIPPED.stages[4].documents


def test_every_fact_can_be_counted() -> None:
    asked = {fact for one in SHIPPED.stages for fact in one.facts}

    assert set(COUNTS) == set(Fact) >= asked


def test_a_paper_belongs_to_one_stage() -> None:
    listed = [code for one in SHIPPED.stages for code in (*one.documents, *one.also)]

    assert len(listed) == len(set(listed)) == len(document_titles(SHIPPED.stages))


def test_the_template_covers_every_stage_with_known_papers() -> None:
    papers = {row.document_kind for row in SHIPPED.roadmap if row.document_kind}

    assert {row.stage for row in SHIPPED.roadmap} == {one.number for one in SHIPPED.stages}
    assert papers <= document_titles(SHIPPED.stages).keys()
    assert all(row.responsible and row.result for row in SHIPPED.roadmap)


def test_every_row_of_the_template_has_its_term_before_its_stage_is_over() -> None:
    rows = rows_of(begin(Register(), YEAR, SHIPPED.roadmap), YEAR)

    assert len(rows) == len(SHIPPED.roadmap) >= 11
    for row in rows:
        assert row.due_to in YEAR if row.due_to else row.recurrence
        assert row.due_from is None or row.due_to is None or row.due_from < row.due_to
