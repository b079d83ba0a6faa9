"""The roadmap: begun from the template, copied to another year, carried out, measured."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connector.domain.calendar import WantedEvent, roadmap_events
from connector.domain.consents import BY_HAND
from connector.domain.documents import DocumentState
from connector.domain.register import Register
from connector.domain.register import edits_roadmap as edits
from connector.domain.register.edits import EditRefused
from connector.domain.register.edits_roadmap import Fact, rows_of
from connector.domain.roadmap import RoadmapRow, RowState, progress, whole
from connector.domain.roadmap_template import MonthDay, TemplateRow, placed
from connector.domain.years import SchoolYear
from tests.builders import TODAY
from tests.roadmap_builders import YEAR, a_book, a_document, a_row

NEXT: Final = SchoolYear(2027)
TEMPLATE: Final = (
    TemplateRow("order", 1, "Приказ", due_from=(8, 20), due_to=(9, 10), document_kind="order"),
    TemplateRow("requests", 2, "Запросы", recurrence="ежегодно"),
    TemplateRow("work", 6, "Встречи", due_from=(10, 15), due_to=(5, 20), responsible="куратор"),
)
DAYS: Final = st.dates(date(2000, 1, 1), date(2000, 12, 31)).map(lambda day: (day.month, day.day))
"""Every day of a leap year."""

YEARS: Final = st.builds(SchoolYear, st.integers(2020, 2060))
ROWS: Final = st.lists(
    st.builds(
        TemplateRow,
        code=st.uuids().map(str),
        stage=st.integers(1, 7),
        activity=st.just("Мероприятие"),
        due_from=st.none() | DAYS,
        due_to=DAYS,
    ),
    min_size=1,
    max_size=12,
)
ANY_ROWS: Final = st.lists(
    st.builds(
        RoadmapRow,
        id=st.integers(1, 10**6),
        year=st.just(str(YEAR)),
        stage=st.integers(1, 7),
        activity=st.just("Мероприятие"),
        due_to=st.none() | st.dates(date(2026, 8, 1), date(2027, 8, 31)),
        recurrence=st.just("ежегодно"),
        state=st.sampled_from(RowState),
    ),
    max_size=40,
    unique_by=lambda row: row.id,
)


def one(register: Register, key: int = 1) -> RoadmapRow:
    return register.roadmap[key]


def refused(do: Callable[[], object]) -> str:
    with pytest.raises(EditRefused) as caught:
        do()
    return caught.value.code


@pytest.mark.parametrize(
    ("month_day", "expected"),
    [
        ((9, 1), date(2026, 9, 1)),
        ((12, 31), date(2026, 12, 31)),
        ((1, 1), date(2027, 1, 1)),
        ((8, 31), date(2027, 8, 31)),
        ((2, 29), date(2027, 2, 28)),
    ],
)
def test_a_month_and_a_day_lie_in_the_school_year(month_day: MonthDay, expected: date) -> None:
    assert placed(month_day, YEAR) == expected
    assert expected in YEAR


def test_a_year_begins_with_the_rows_of_the_template() -> None:
    order, requests, work = rows_of(edits.begin(Register(), YEAR, TEMPLATE), YEAR)

    assert (order.due_from, order.due_to) == (date(2026, 8, 20), date(2026, 9, 10))
    assert (requests.due_to, requests.recurrence) == (None, "ежегодно")
    assert (work.due_from, work.due_to) == (date(2026, 10, 15), date(2027, 5, 20))
    assert [row.source for row in (order, requests, work)] == ["order", "requests", "work"]
    assert {row.state for row in (order, requests, work)} == {RowState.PLANNED}


def test_a_year_begins_once_and_what_was_added_by_hand_is_no_beginning() -> None:
    register = edits.begin(a_book(a_row(4)), YEAR, TEMPLATE)

    assert sorted(register.roadmap) == [4, 5, 6, 7]
    assert refused(lambda: edits.begin(register, YEAR, TEMPLATE)) == "roadmap.begun_already"
    assert refused(lambda: edits.copy(register, NEXT, YEAR)) == "roadmap.begun_already"


def test_a_copied_row_is_planned_again_a_year_later() -> None:
    finished = a_row(
        3, state=RowState.DONE, done_on=TODAY, evidence="Сайт", document_id=5,
        responsible="куратор", due_from=date(2026, 9, 1),
    )  # fmt: skip

    (copied,) = rows_of(edits.copy(a_book(finished), YEAR, NEXT), NEXT)

    assert copied == replace(
        finished, id=4, year="2027/28", due_from=date(2027, 9, 1), due_to=date(2027, 9, 30),
        state=RowState.PLANNED, done_on=None, evidence="", document_id=0, source="2026/27:3",
    )  # fmt: skip


def test_a_year_is_copied_once_and_without_what_was_dropped() -> None:
    register = a_book(a_row(1), a_row(2, state=RowState.DROPPED))

    copied = edits.copy(register, YEAR, NEXT)

    assert [row.activity for row in rows_of(copied, NEXT)] == ["Мероприятие 1"]
    assert rows_of(copied, YEAR) == rows_of(register, YEAR)
    assert refused(lambda: edits.copy(copied, YEAR, NEXT)) == "roadmap.begun_already"


def test_there_must_be_something_to_copy() -> None:
    dropped = a_book(a_row(state=RowState.DROPPED))

    assert refused(lambda: edits.copy(Register(), YEAR, NEXT)) == "roadmap.nothing_to_copy"
    assert refused(lambda: edits.copy(dropped, YEAR, NEXT)) == "roadmap.nothing_to_copy"
    assert refused(lambda: edits.copy(a_book(a_row()), YEAR, YEAR)) == "roadmap.nothing_to_copy"


def test_the_29th_of_february_is_copied_to_a_year_that_has_none() -> None:
    leap = edits.begin(Register(), NEXT, [TemplateRow("x", 1, "Х", due_to=(2, 29))])

    (row,) = rows_of(edits.copy(leap, NEXT, SchoolYear(2028)), SchoolYear(2028))

    assert (one(leap).due_to, row.due_to) == (date(2028, 2, 29), date(2029, 2, 28))


@given(rows=ROWS, year=YEARS, years=st.integers(-5, 5).filter(bool))
def test_a_copied_year_is_the_template_shifted(
    rows: list[TemplateRow], year: SchoolYear, years: int
) -> None:
    rows = [row for row in rows if (2, 29) not in {row.due_from, row.due_to}]
    if not rows:
        return
    other = SchoolYear(year.first + years)

    copied = rows_of(edits.copy(edits.begin(Register(), year, rows), year, other), other)

    begun = rows_of(edits.begin(Register(), other, rows), other)
    assert [replace(row, id=0) for row in copied] == [replace(row, id=0) for row in begun]


@given(rows=ROWS, year=YEARS)
def test_terms_of_a_year_are_in_order_and_the_last_day_lies_in_it(
    rows: list[TemplateRow], year: SchoolYear
) -> None:
    for row in edits.begin(Register(), year, rows).roadmap.values():
        assert row.due_to is not None
        assert row.due_to in year
        assert row.due_from is None or row.due_from <= row.due_to


@given(rows=ANY_ROWS, on=st.dates(date(2026, 8, 1), date(2027, 8, 31)))
def test_the_parts_of_a_stage_add_up(rows: list[RoadmapRow], on: date) -> None:
    stages = progress(rows, on)

    kept = [row for row in rows if row.state is not RowState.DROPPED]
    assert [one.stage for one in stages] == sorted({row.stage for row in kept})
    for told in (*stages, whole(stages)):
        of_it = [row for row in kept if told.stage in {0, row.stage}]
        assert told.planned + told.in_progress + told.done == told.total == len(of_it)
        assert told.overdue == sum(row.is_overdue(on) for row in of_it)
        assert told.overdue <= told.planned + told.in_progress
        assert told.done <= told.due <= told.total
        assert told.share is None if not told.due else 0 <= told.share <= 1  # type: ignore[operator]  # it is there


def test_the_share_is_of_what_is_due_and_no_data_before_that() -> None:
    later = a_row(1, due_to=TODAY + timedelta(days=1))
    late = a_row(2, due_to=TODAY - timedelta(days=1))
    done = a_row(3, due_to=None, state=RowState.DONE)

    assert [one.share for one in progress([later], TODAY)] == [None]
    assert [one.share for one in progress([later, late, done], TODAY)] == [Decimal("0.5")]
    assert progress([], TODAY) == []
    assert whole([]).share is None


def test_a_row_is_overdue_the_day_after_its_term_until_it_is_done() -> None:
    row = a_row(due_to=TODAY)

    assert not row.is_overdue(TODAY)
    assert row.is_overdue(TODAY + timedelta(days=1))
    for state in (RowState.DONE, RowState.DROPPED):
        assert not replace(row, state=state).is_overdue(TODAY + timedelta(days=1))


def test_a_row_is_started_done_and_opened_again() -> None:
    register = a_book(a_row(), a_document(5))

    started = edits.start(register, 1)
    finished = edits.done(started, 1, Fact(TODAY, "Сайт", 5), TODAY)
    reopened = edits.reopen(finished, 1)

    assert one(started).state is RowState.IN_PROGRESS
    assert (one(finished).state, one(finished).done_on) == (RowState.DONE, TODAY)
    assert (one(finished).evidence, one(finished).document_id) == ("Сайт", 5)
    assert (one(reopened).state, one(reopened).done_on) == (RowState.PLANNED, None)


@pytest.mark.parametrize("state", [RowState.DONE, RowState.DROPPED])
def test_what_is_closed_is_only_opened_again(state: RowState) -> None:
    register = a_book(a_row(state=state))
    code = "roadmap.done_already" if state is RowState.DONE else "roadmap.dropped"

    assert refused(lambda: edits.start(register, 1)) == code
    assert refused(lambda: edits.drop(register, 1)) == code
    assert refused(lambda: edits.done(register, 1, Fact(TODAY), TODAY)) == code
    assert refused(lambda: edits.change(register, 1, {"stage": 2})) == code
    assert one(edits.reopen(register, 1)).state is RowState.PLANNED


def test_steps_that_make_no_sense_are_refused() -> None:
    register = a_book(
        a_row(), a_row(2, state=RowState.IN_PROGRESS), a_document(state=DocumentState.CANCELLED)
    )
    tomorrow = Fact(TODAY + timedelta(days=1))

    assert refused(lambda: edits.start(register, 9)) == "roadmap.unknown"
    assert refused(lambda: edits.start(register, 2)) == "roadmap.started_already"
    assert refused(lambda: edits.reopen(register, 2)) == "roadmap.open_already"
    assert refused(lambda: edits.done(register, 1, tomorrow, TODAY)) == "roadmap.in_future"
    for number, code in ((1, "documents.cancelled_already"), (9, "documents.unknown")):
        fact = Fact(TODAY, document_id=number)
        assert refused(lambda f=fact: edits.done(register, 1, f, TODAY)) == code  # type: ignore[misc]  # bound now


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"activity": " "}, "roadmap.no_activity"),
        ({"due_to": None}, "roadmap.no_term"),
        ({"due_from": date(2026, 10, 1)}, "roadmap.wrong_days"),
        ({"due_to": date(9999, 12, 31)}, "roadmap.far_day"),
        ({"due_from": date(2024, 8, 31)}, "roadmap.far_day"),
    ],
)
def test_a_row_says_what_and_when(changes: dict[str, object], code: str) -> None:
    register = a_book(a_row())

    assert refused(lambda: edits.add(register, a_row(0, **changes))) == code
    assert refused(lambda: edits.change(register, 1, changes)) == code
    added = edits.add(register, a_row(0, due_to=None, recurrence="ежегодно"))
    assert one(added, 2).source == BY_HAND


def test_an_open_row_with_a_term_is_an_event_on_its_last_day() -> None:
    rows = [
        a_row(2, content="Что", responsible="директор"),
        a_row(1, state=RowState.IN_PROGRESS),
        a_row(3, due_to=None),
        a_row(4, state=RowState.DONE),
        a_row(5, state=RowState.DROPPED),
    ]

    first, second = roadmap_events(rows, 90)

    assert (first.key, second.key) == ("roadmap:1", "roadmap:2")
    assert second == WantedEvent(
        "roadmap:2", "Мероприятие 2", "Что\nдиректор", date(2026, 9, 30), "", 0, 90, 0
    )
