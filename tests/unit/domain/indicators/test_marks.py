"""M5, worked out by hand (methodology 13): marks at the end less those of the beginning."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from connector.domain.indicators import Facts, Period
from connector.domain.marks import SubjectMark, histories, news
from connector.domain.norms import Norms
from connector.domain.people import PersonId
from tests.builders import TODAY, Change
from tests.indicators_builders import a_pair, facts, figure, parts, rows

ALL = Norms(least_group=1)
PUPILS = ANNA, BORIS, VERA = PersonId(11), PersonId(12), PersonId(13)


def a_mark(who: int, subject: str, on: date, share: str) -> SubjectMark:
    return SubjectMark(PersonId(who), subject, on, Decimal(share))


def marked(*marks: SubjectMark, mentees: Iterable[int] = PUPILS, **of: Change) -> Facts:
    """Three mentees of one mentor since 1 October, looked at on 24 November."""
    told = facts(a_pair(1, [1], mentees), norms=ALL, marks=histories(marks))
    return replace(told, **of)


THREE = (
    a_mark(ANNA, "Физика", date(2026, 9, 1), "0.6"),
    a_mark(ANNA, "Физика", date(2026, 9, 25), "0.5"),
    a_mark(ANNA, "Физика", date(2026, 11, 10), "0.8"),
    a_mark(ANNA, "Химия", date(2026, 10, 31), "0.7"),
    a_mark(ANNA, "История", date(2026, 11, 1), "0.9"),
    a_mark(BORIS, "Физика", date(2026, 9, 1), "0.4"),
    a_mark(BORIS, "Физика", date(2026, 10, 2), "0.36"),
)
"""Anna: Physics 50 to 80 %; Chemistry is 30 days late and for 24 days, History is later."""


def test_m5_is_the_mean_change_of_those_who_have_both_marks() -> None:
    told = marked(*THREE)

    # Anna +30, Boris -4; Vera has no marks.
    assert parts(figure(told, "M5.change")) == (Decimal(26), 2, "13.0")
    assert parts(figure(told, "M5.median")) == (Decimal(26), 2, "13.0")
    assert figure(told, "M5.change").unknown == 1
    assert [row.subject[-1] for row in rows(told, "M5.change")] == [ANNA, BORIS, VERA]


def test_m5_of_a_person_is_the_mean_of_their_subjects() -> None:
    more = a_mark(ANNA, "Химия", date(2026, 9, 30), "0.8")

    told = marked(*THREE, more)

    # Physics +30, Chemistry 80 to 70: the mean is +10; Boris -4.
    assert parts(figure(told, "M5.change")) == (Decimal(6), 2, "3.0")
    assert parts(figure(told, "M5.subjects", item="subject:Физика")) == (Decimal(26), 2, "13.0")
    assert parts(figure(told, "M5.subjects", item="subject:Химия")) == (Decimal(-10), 1, "-10.0")


def test_m5_counts_as_changed_only_what_the_norm_says() -> None:
    told = marked(*THREE)

    assert [str(figure(told, f"M5.{way}").value) for way in ("better", "same", "worse")] == [
        "50.0", "50.0", "0.0",
    ]  # fmt: skip
    stricter = replace(told, norms=replace(ALL, marks_noticed=4))
    assert str(figure(stricter, "M5.worse").value) == "50.0"


def test_m5_has_no_data_where_nothing_is_followed_or_too_little_time_has_passed() -> None:
    assert figure(marked(), "M5.change").value is None
    assert figure(marked(), "M5.change").unknown == 0
    early = marked(*THREE, period=Period.to(date(2026, 10, 30)))

    assert parts(figure(early, "M5.change")) == (Decimal(0), 0, "None")
    assert figure(early, "M5.change").unknown == 3


def test_m5_of_who_has_left_takes_the_mark_of_the_last_day() -> None:
    pair = a_pair(1, [1], [ANNA], ended_on=date(2026, 11, 9))
    told = replace(facts(pair, norms=ALL), marks=histories(THREE))

    assert str(figure(told, "M5.change").value) == "0.0"


def test_m5_is_hidden_where_few_have_marks() -> None:
    told = replace(marked(*THREE), norms=Norms())

    assert figure(told, "M5.change").is_hidden


DAYS = st.dates(date(2026, 9, 1), TODAY)
MARKS = st.lists(
    st.builds(
        SubjectMark,
        st.sampled_from([ANNA, BORIS, VERA]),
        st.sampled_from(["Физика", "Химия"]),
        DAYS,
        st.integers(0, 100).map(lambda part: Decimal(part) / 100),
    ),
    unique_by=lambda mark: (mark.person_id, mark.subject, mark.read_on),
)


@given(MARKS)
def test_m5_does_not_depend_on_the_order_and_its_parts_add_up(marks: list[SubjectMark]) -> None:
    told, again = marked(*marks), marked(*reversed(marks))

    assert figure(told, "M5.change") == figure(again, "M5.change")
    shares = [figure(told, f"M5.{way}").numerator for way in ("better", "same", "worse")]
    assert sum(share or 0 for share in shares) == (figure(told, "M5.change").denominator or 0)
    assert all(-100 <= row.amount <= 100 for row in rows(told, "M5.change"))


@given(MARKS, DAYS)
def test_a_mark_stands_until_the_next(marks: list[SubjectMark], day: date) -> None:
    for who, subjects in histories(marks).items():
        for subject, history in subjects.items():
            mine = [m for m in marks if (m.person_id, m.subject) == (who, subject)]
            before = [mark for mark in mine if mark.read_on <= day]
            assert history.on(day) == max(before, key=lambda m: m.read_on, default=None)


def test_only_what_changed_is_kept_and_only_of_mentees() -> None:
    seen = {(ANNA, "Физика"): Decimal("0.8"), (ANNA, "Химия"): Decimal("0.7")}
    seen[BORIS, "Физика"] = Decimal("0.1")

    found = news(seen, THREE, {ANNA}, TODAY)

    assert found == []
    seen[ANNA, "Химия"] = Decimal("0.75")
    assert news(seen, THREE, {ANNA}, TODAY) == [a_mark(ANNA, "Химия", TODAY, "0.75")]


def test_the_change_between_two_days_needs_a_mark_on_both() -> None:
    physics = histories(THREE)[ANNA]["Физика"]

    assert physics.change(date(2026, 9, 10), TODAY) == Fraction(1, 5)
    assert physics.change(date(2026, 8, 31), TODAY) is None
