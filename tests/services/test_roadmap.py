"""The roadmap through the service: begun, carried out, measured, told in words."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

import pytest

from connector.domain.register.edits import EditRefused
from connector.domain.register.edits_roadmap import Fact
from connector.domain.roadmap import RoadmapRow, RowState
from connector.domain.years import SchoolYear
from connector.services import register, roadmap
from connector.services.by_hand.view import View, view
from connector.services.deps import Deps
from connector.services.roadmap import RowTold, words
from tests.builders import TODAY
from tests.services.people_stand import BY

YEAR: Final = SchoolYear(2026)
NEXT: Final = SchoolYear(2027)
ROW: Final = RoadmapRow(0, str(YEAR), 6, "Семинар", due_to=TODAY + timedelta(days=5))


@pytest.fixture
def seen(registered: Deps) -> View:
    seen = view(registered)
    roadmap.begin(seen, BY, YEAR)
    return view(registered)


def row(seen: View, number: int) -> RowTold:
    return next(one for one in roadmap.rows(view(seen.deps), YEAR) if one.id == number)


def test_a_year_begins_with_the_template(seen: View) -> None:
    told = roadmap.rows(seen, YEAR)

    assert len(told) == len(seen.deps.methodology.roadmap)
    assert [one.stage for one in told] == sorted(one.stage for one in told)
    order = next(one for one in told if one.document_kind == "order_intro")
    assert order.document_title == "Приказ о внедрении целевой модели наставничества"
    assert (order.due_from, order.due_to) == (date(2026, 8, 20), date(2026, 9, 10))


def test_what_was_due_before_today_is_overdue(seen: View) -> None:
    overdue = roadmap.rows(seen, YEAR, only_overdue=True)

    assert overdue
    assert all(one.is_overdue and one.due_to and one.due_to < TODAY for one in overdue)
    assert {one.stage for one in roadmap.rows(seen, YEAR, 6)} == {6}


def test_a_year_begins_once(seen: View) -> None:
    with pytest.raises(EditRefused) as caught:
        roadmap.begin(seen, BY, YEAR)

    assert caught.value.code == "roadmap.begun_already"


def test_another_year_begins_from_this_one(seen: View) -> None:
    roadmap.add(seen, BY, ROW)
    roadmap.done(seen, BY, 1, Fact(TODAY, "Сайт"))

    roadmap.begin(view(seen.deps), BY, NEXT, YEAR)

    now = view(seen.deps)
    then, told = roadmap.rows(now, YEAR), roadmap.rows(now, NEXT)
    assert [one.activity for one in told] == [one.activity for one in then]
    assert {one.state for one in told} == {RowState.PLANNED}
    seminar = next(one for one in told if one.activity == ROW.activity)
    assert seminar.due_to == date(2027, 11, 29)


def test_a_row_is_added_changed_started_done_reopened_and_dropped(seen: View) -> None:
    number = roadmap.added(roadmap.add(seen, BY, ROW))

    roadmap.write(seen, BY, number, {"responsible": "завуч", "document_kind": "minutes"})
    roadmap.start(seen, BY, number)
    assert (row(seen, number).responsible, row(seen, number).state) == (
        "завуч", RowState.IN_PROGRESS,
    )  # fmt: skip
    roadmap.done(seen, BY, number, Fact(TODAY, "https://school.example/news"))
    assert (row(seen, number).done_on, row(seen, number).state) == (TODAY, RowState.DONE)
    roadmap.reopen(seen, BY, number)
    roadmap.drop(seen, BY, number)
    assert row(seen, number).state is RowState.DROPPED


def test_an_update_of_the_register_leaves_the_roadmap_alone(seen: View) -> None:
    register.update(seen.deps)

    assert register.read(seen.deps).roadmap == seen.register.roadmap


def test_a_kind_of_paper_that_is_none_is_refused(seen: View) -> None:
    with pytest.raises(EditRefused) as of_new:
        roadmap.add(seen, BY, replace(ROW, document_kind="x"))
    with pytest.raises(EditRefused) as of_known:
        roadmap.write(seen, BY, 1, {"document_kind": "x"})

    assert of_new.value.code == of_known.value.code == "documents.no_kind"


def test_progress_is_told_by_stage_and_as_a_whole(seen: View) -> None:
    roadmap.done(seen, BY, 1, Fact(TODAY))

    told = roadmap.progress_of(view(seen.deps), YEAR)

    *stages, whole = told
    assert [one.stage for one in stages] == list(range(1, 8))
    assert whole.total == sum(one.total for one in stages) == len(seen.register.roadmap)
    assert whole.done == stages[0].done == 1
    last = stages[-1]
    assert (last.share, last.due) == (None, 0)
    cells = words.progress_cells(seen, told)
    assert cells[0][-1] == f"14,3 % (1 из {stages[0].due})"
    assert cells[-2][-1] == "нет данных"
    assert cells[-1][1] == "Всего"
    assert roadmap.progress_of(seen, NEXT) == []


def test_rows_are_told_with_their_term_and_what_shows_that_they_are_done(seen: View) -> None:
    roadmap.done(seen, BY, 1, Fact(TODAY, "Протокол на сайте"))

    cells = {line[0]: line for line in words.cells(seen, roadmap.rows(view(seen.deps), YEAR))}

    assert cells["1"][3] == "20.08.2026 – 05.09.2026"
    assert cells["1"][-2:] == ["выполнено 24.11.2026", "Протокол на сайте"]
    assert cells["2"][-2] == "запланировано, просрочено"
    assert "ежегодно" in [line[3] for line in cells.values()]
