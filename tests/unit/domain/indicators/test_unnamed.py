"""Questionnaires without names, worked out by hand: how many said what, and never who."""

from dataclasses import replace
from datetime import date

from connector.domain.indicators import Facts, Period, Sort
from connector.domain.participation import State
from connector.domain.people import Role
from connector.domain.survey_figures import NOBODY, Filled, Response, effects
from tests.builders import COURSE, a_programme
from tests.indicators_builders import figure, parts, rows
from tests.register_builders import a_participation
from tests.unit.domain.indicators.test_answers import AFTER, BEFORE, asked, filled


def said(number: int, survey: str = "out", **answers: object) -> Filled:
    told = {code: str(answer) for code, answer in answers.items()}
    return Filled(COURSE, survey, NOBODY, None, told, number)


FOUR = (
    said(1, ease=10, work=8, result=8),
    said(2, ease=8, work=7, result=7),
    said(3, ease=3, work=4, result=4),
    said(4, ease=3, work=4, result=4),
)
"""Of six mentees: two are satisfied; two who said the same are two."""


def without_names(*answers: Filled) -> Facts:
    return replace(asked(*answers), unnamed={COURSE: frozenset({"out"})})


def test_a_mean_is_of_all_answers() -> None:
    told = without_names(*FOUR)

    # (26/3 + 22/3 + 11/3 + 11/3) / 4 = 70/12.
    assert str(figure(told, "M1", item="out").value) == "5.8"
    assert figure(told, "M1", item="out").denominator == 4


def test_satisfaction_is_counted_of_answers_or_of_as_many_as_took_part() -> None:
    told = without_names(*FOUR)

    assert parts(figure(told, "I5", "answered")) == (2, 4, "50.0")
    assert parts(figure(told, "I5", "everybody")) == (2, 6, "33.3")


def test_more_answers_than_people_do_not_make_the_rest_negative() -> None:
    told = without_names(*(said(number, work=9, result=9) for number in range(1, 9)))

    assert parts(figure(told, "I5", "everybody")) == (8, 8, "100.0")


def test_the_share_of_those_who_answered_knows_no_names() -> None:
    people = [
        a_participation(who, person_id=who, programme_id=COURSE, role=Role.MENTEE,
                        state=State.ACTIVE, reached={State.ACTIVE: "2026-10-01"})
        for who in range(11, 17)
    ]  # fmt: skip
    told = without_names(*FOUR)
    told = replace(told, register=told.register.with_rows("participations", people))

    assert parts(figure(told, "N11", item="out")) == (4, 6, "66.7")
    assert {row.subject[0] for row in rows(told, "N11") if row.item == "out"} == {Sort.UNNAMED}


def test_nothing_is_compared_with_what_was_said_before() -> None:
    told = without_names(*FOUR, filled(11, "in", hope=1, ease=1))

    assert rows(told, "M4.change") == []
    assert effects(BEFORE, AFTER, [*FOUR, said(1, "in", ease=1)], 1)[0].count == 0


def test_answers_without_a_day_count_while_their_programme_goes_on() -> None:
    told = without_names(*FOUR)
    over = a_programme(ends_on=date(2026, 5, 31))
    ended = replace(told, register=told.register.with_rows("programmes", [over]))

    assert figure(ended, "I5", "answered").denominator == 0
    last_year = Period(date(2025, 9, 1), date(2026, 5, 31))
    assert len(replace(ended, period=last_year).filled["out"]) == 4


def test_of_an_anonymous_one_nobody_is_missing_and_nobody_counts_beyond_the_invited() -> None:
    six = frozenset(range(11, 17))

    told = Response(six, frozenset(), unnamed=4)  # type: ignore[arg-type] # numbers of people

    assert (told.missing, told.count, str(told.share)) == (frozenset(), 4, "66.7")
    assert replace(told, unnamed=9).count == 6
