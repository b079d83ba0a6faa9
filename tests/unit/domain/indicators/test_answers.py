"""I5, I6, N11 and M1 to M4, M7, worked out by hand (methodology 13)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from connector.domain.indicators import Facts, Place
from connector.domain.norms import Norms
from connector.domain.participation import State
from connector.domain.people import PersonId, Role
from connector.domain.survey_figures import Filled
from connector.domain.surveys import Moment, Question, QuestionKind, Shows, Survey
from tests.builders import Change, a_person, a_school
from tests.indicators_builders import COURSE, OTHER, PROGRAMMES, a_pair, facts, figure, parts, rows
from tests.register_builders import a_participation

SCALE, YES_NO = QuestionKind.SCALE, QuestionKind.YES_NO
BEFORE = Survey(
    "in", "Вход", Role.MENTEE, Moment.INPUT,
    (Question("hope", "Ждёте?", SCALE, "worth"), Question("ease", "Уют?", SCALE, "comfort")),
)  # fmt: skip
AFTER = Survey(
    "out", "Выход", Role.MENTEE, Moment.OUTPUT,
    (
        Question("ease", "Уютно?", SCALE, "comfort"),
        Question("work", "Работа?", SCALE, shows=Shows.SATISFACTION),
        Question("result", "Итог?", SCALE, shows=Shows.SATISFACTION),
        Question("worth", "Сбылось?", SCALE, "worth", shows=Shows.EXPECTATIONS),
        Question("become", "Станете?", YES_NO, shows=Shows.MENTOR_TO_BE),
    ),
)  # fmt: skip
OF_MENTORS = Survey(
    "mentors", "Наставник", Role.MENTOR, Moment.OUTPUT,
    (Question("work", "Работа?", SCALE, shows=Shows.SATISFACTION),),
)  # fmt: skip
ALL = Norms(least_group=1)
"""Nothing is hidden."""


def filled(who: int, survey: str = "out", programme: int = COURSE, **answers: object) -> Filled:
    told = {code: str(answer) for code, answer in answers.items()}
    return Filled(programme, survey, PersonId(who), date(2026, 11, 1), told)


def asked(*answers: Filled, mentees: Iterable[int] = range(11, 17), **changes: Change) -> Facts:
    """Six mentees of one mentor, and what they answered."""
    told = facts(
        a_pair(1, [1], mentees),
        school=a_school(programmes=PROGRAMMES, surveys=answers),
        surveys=(BEFORE, AFTER, OF_MENTORS),
        asked={COURSE: frozenset({"in", "out"})},
        yes="Да",
        norms=ALL,
    )
    return replace(told, **changes)


def test_i5_is_the_share_of_the_satisfied_among_those_who_answered() -> None:
    told = asked(
        filled(11, work=7, result=7),
        filled(12, work=10, result=4),
        filled(13, work=6, result=7),
        filled(14, work=9),
        filled(15, ease=10),
    )

    # 7 and 7, 10 and 4, 9 alone: a mean of 7 and more; 6 and 7: 6.5. 15 and 16 said nothing of it.
    assert parts(figure(told, "I5", "answered")) == (3, 4, "75.0")
    assert parts(figure(told, "I5", "everybody")) == (3, 6, "50.0")


def test_who_is_satisfied_in_one_of_two_programmes_is_satisfied() -> None:
    told = asked(filled(11, work=3, result=3), filled(11, programme=OTHER, work=9, result=9))

    assert parts(figure(told, "I5")) == (1, 1, "100.0")
    assert parts(figure(told, "I5", place=Place.PROGRAMME, place_id=str(COURSE))) == (0, 1, "0.0")


def test_who_is_satisfied_twice_is_one_person() -> None:
    told = asked(filled(11, work=8, result=8), filled(11, programme=OTHER, work=9, result=9))

    assert parts(figure(told, "I5")) == (1, 1, "100.0")


def test_what_somebody_answered_who_took_no_part_does_not_count() -> None:
    told = asked(filled(99, work=10, result=10))

    assert parts(figure(told, "I5")) == (0, 0, "None")
    assert ("did_not_take_part", 99) in {(row.why, row.subject[1]) for row in rows(told, "I5")}


def test_i6_is_of_mentors() -> None:
    told = asked(filled(1, "mentors", work=7), filled(11, work=1, result=1))

    assert parts(figure(told, "I6")) == (1, 1, "100.0")


def test_the_school_may_be_harder_to_satisfy() -> None:
    told = asked(filled(1, "mentors", work=7), norms=Norms(least_group=1, satisfied=8))

    assert parts(figure(told, "I6")) == (0, 1, "0.0")


def test_n11_is_the_share_of_those_who_answered_among_those_who_were_to() -> None:
    people = [
        a_participation(key, 10 + key, role=Role.MENTEE, programme_id=COURSE, state=State.ACTIVE)
        for key in (1, 2, 3)
    ]
    told = asked(filled(11), filled(99), asked={COURSE: frozenset({"out"})})
    told = replace(told, register=told.register.with_rows("participations", people))

    assert parts(figure(told, "N11", item="out")) == (1, 3, "33.3")


def test_m1_is_the_mean_of_peoples_own_means() -> None:
    told = asked(filled(11, "in", hope=10, ease=7), filled(12, "in", hope=1))

    # (8.5 + 1) / 2, and not (10 + 7 + 1) / 3.
    assert parts(figure(told, "M1", item="in")) == (Decimal("9.5"), 2, "4.8")


def test_m2_tells_how_far_expectations_came_true() -> None:
    told = asked(
        filled(11, "in", hope=8), filled(12, "in", hope=5), filled(13, "in", hope=9),
        filled(11, worth=6), filled(12, worth=9), filled(14, worth=10),
    )  # fmt: skip

    assert parts(figure(told, "M2.met", item="out")) == (25, 3, "8.3")
    # Of 11 and 12 alone, who answered twice: -2 and +4.
    assert parts(figure(told, "M2.gap", item="in.hope")) == (2, 2, "1.0")


def test_m3_is_the_share_of_yes() -> None:
    told = asked(filled(11, become="Да"), filled(12, become="Нет"), filled(13, become=""))

    assert parts(figure(told, "M3", item="out.become")) == (1, 2, "50.0")
    assert figure(told, "M7.mentors_to_be").value == 1


def test_m4_tells_what_changed_in_those_who_answered_twice() -> None:
    marks = [(5, 8), (6, 6), (9, 7), (4, 5)]
    told = asked(
        *(filled(11 + place, "in", ease=first) for place, (first, _) in enumerate(marks)),
        *(filled(11 + place, "out", ease=last) for place, (_, last) in enumerate(marks)),
        filled(15, "in", ease=1),
    )

    # +3, 0, -2, +1.
    assert parts(figure(told, "M4.change", item="in.ease")) == (2, 4, "0.5")
    assert figure(told, "M4.median", item="in.ease").value == Decimal("0.5")
    shares = [
        parts(figure(told, code, item="in.ease")) for code in ("M4.better", "M4.same", "M4.worse")
    ]
    assert shares == [(2, 4, "50.0"), (1, 4, "25.0"), (1, 4, "25.0")]


def test_marks_of_another_programme_are_not_compared() -> None:
    told = asked(filled(11, "in", ease=1), filled(11, "out", OTHER, ease=9))

    assert rows(told, "M4.change") == []


def test_what_was_answered_in_another_year_is_not_of_this_one() -> None:
    old = replace(filled(11, work=9, result=9), answered_on=date(2026, 5, 20))

    assert parts(figure(asked(old), "I5")) == (0, 0, "None")
    assert parts(figure(asked(replace(old, answered_on=None)), "I5")) == (1, 1, "100.0")


def test_of_fewer_people_than_the_norm_nothing_is_shown_but_how_many() -> None:
    told = asked(*(filled(who, work=9, result=9) for who in range(11, 15)), norms=Norms())
    found = figure(told, "I5")

    assert (found.value, found.numerator, found.denominator, found.is_hidden) == (
        None, None, 4, True,
    )  # fmt: skip
    assert not figure(told, "I5", "everybody").is_hidden


def test_the_figures_of_a_class_are_hidden_by_themselves() -> None:
    people = [a_person(who, class_name="8Б" if who == 11 else "9А") for who in (1, *range(11, 17))]
    told = asked(*(filled(who, work=9, result=9) for who in range(11, 17)), norms=Norms())
    told = replace(told, register=told.register.with_rows("people", people))
    told = replace(told, school=replace(told.school, people={one.id: one for one in people}))

    assert figure(told, "I5", place=Place.CLASS, place_id="8Б").is_hidden
    assert parts(figure(told, "I5", place=Place.CLASS, place_id="9А")) == (5, 5, "100.0")


def test_of_whom_nobody_asked_nothing_is_said() -> None:
    told = asked(filled(11, work=9, result=9))

    assert parts(figure(told, "I6", "everybody")) == (0, 0, "None")
    assert {row.why for row in rows(told, "I6", "everybody")} == {"not_asked"}
    assert figure(asked(), "M7.mentors_to_be").value is None
