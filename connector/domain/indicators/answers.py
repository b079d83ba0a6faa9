"""What questionnaires say (I5, I6, N11, M1-M4, M7)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial
from typing import Any, Final

from connector.domain.indicators.facts import COURSE, Facts, Source, When, account
from connector.domain.indicators.rows import Definition, How, Row, Sort, Verdict, Why
from connector.domain.people import PersonId, Role
from connector.domain.survey_figures import NOTICED, Filled, invited
from connector.domain.surveys import Moment, Question, QuestionKind, Shows, Survey, compared

NEVER_STARTED: Final[Mapping[str, Any]] = {
    "verdict": Verdict.OUTSIDE,
    "why": Why.DID_NOT_TAKE_PART,
}
ANSWERED: Final = "answered"
EVERYBODY: Final = "everybody"
"""The two readings of satisfaction: of those who answered, or of all who took part."""


def satisfied(facts: Facts, role: Role, reading: str) -> Iterator[Row]:
    """Everybody of a side, by the mean of what shows satisfaction (I5, I6)."""
    answered: set[PersonId] = set()
    started = facts.took_part(role, When.PERIOD)
    for survey in _surveys(facts, role, Moment.OUTPUT):
        asked = survey.showing(Shows.SATISFACTION)
        for one in _filled(facts, survey):
            marks = _marks(one, asked)
            if marks:
                answered.add(one.person_id)
                is_satisfied = sum(marks) >= facts.norms.satisfied * len(marks)
                row = _person(facts, one.person_id, (one.programme_id,), is_satisfied=is_satisfied)
                is_outside = one.person_id not in started
                yield row._replace(**NEVER_STARTED) if is_outside else row
    asking = _asking(facts, role)
    for who, spells in started.items():
        if who not in answered:
            programmes = {spell.programme_id for spell in spells}
            row = _person(facts, who, tuple(sorted(programmes)), is_satisfied=False)
            is_asked = bool(programmes & asking)
            is_outside = reading == ANSWERED or not is_asked
            yield row._replace(
                verdict=Verdict.OUTSIDE if is_outside else Verdict.NOT_COUNTED,
                why=Why.NO_ANSWER if is_asked else Why.NOT_ASKED,
            )


def responses(facts: Facts) -> Iterator[Row]:
    """Everybody who was to answer each questionnaire, by whether they did (N11)."""
    sides = invited(facts.register.participations.values())
    for survey in facts.surveys:
        answered = {(one.programme_id, one.person_id) for one in _filled(facts, survey)}
        asking = (key for key, codes in facts.asked.items() if survey.code in codes)
        for programme in sorted(asking):
            for who in sides.get((programme, survey.who), ()):
                is_in = (programme, who) in answered
                verdict = Verdict.COUNTED if is_in else Verdict.NOT_COUNTED
                row = _answer(facts, who, programme, survey.code)
                yield row._replace(verdict=verdict, why=Why.ANSWERED if is_in else Why.NO_ANSWER)


def overall(facts: Facts) -> Iterator[Row]:
    """The mean mark that each person gave in each questionnaire (M1)."""
    for survey in facts.surveys:
        scales = [one for one in survey.questions if one.kind is QuestionKind.SCALE]
        yield from _means(facts, survey, scales)


def expectations(facts: Facts) -> Iterator[Row]:
    """How far expectations came true for each person (M2)."""
    for survey in facts.surveys:
        yield from _means(facts, survey, survey.showing(Shows.EXPECTATIONS))


def says_yes(facts: Facts) -> Iterator[Row]:
    """What each person answered to each yes-or-no question (M3)."""
    for survey in facts.surveys:
        asked = [one for one in survey.questions if one.kind is QuestionKind.YES_NO]
        for question in asked:
            yield from _yes(facts, survey, question, f"{survey.code}.{question.code}")


def mentors_to_be(facts: Facts) -> Iterator[Row]:
    """Who means to become a mentor (M7)."""
    for survey in facts.surveys:
        for question in survey.showing(Shows.MENTOR_TO_BE):
            yield from _yes(facts, survey, question, "")


def gaps(facts: Facts) -> Iterator[Row]:
    """What came true less what was expected, of whoever answered both times (M2)."""
    yield from (row for row, shows in _changes(facts) if shows is Shows.EXPECTATIONS)


def changes(facts: Facts) -> Iterator[Row]:
    """The mark of each dimension at the end less that at the beginning, of each person (M4)."""
    yield from (row for row, _ in _changes(facts))


def changed(facts: Facts, way: int) -> Iterator[Row]:
    """Every change, by whether it is one to the better (1), the worse (-1) or none (0) (M4)."""
    for row in changes(facts):
        noticed = (row.amount >= NOTICED) - (row.amount <= -NOTICED)
        verdict = Verdict.COUNTED if noticed == way else Verdict.NOT_COUNTED
        yield row._replace(verdict=verdict, amount=1, why=WAYS[noticed])


WAYS: Final[Mapping[int, Why]] = {1: Why.BETTER, 0: Why.SAME, -1: Why.WORSE}


def _changes(facts: Facts) -> Iterator[tuple[Row, Shows | None]]:
    for before in _surveys(facts, None, Moment.INPUT):
        for after in _surveys(facts, before.who, Moment.OUTPUT):
            first = {(one.programme_id, one.person_id): one for one in _filled(facts, before)}
            for last in _filled(facts, after):
                one = first.get((last.programme_id, last.person_id))
                if one is not None:
                    yield from _differences(facts, (before, after), (one, last))


def _differences(
    facts: Facts, surveys: tuple[Survey, Survey], filled: tuple[Filled, Filled]
) -> Iterator[tuple[Row, Shows | None]]:
    for asked, again in compared(*surveys):
        then, now = filled[0].mark(asked.code), filled[1].mark(again.code)
        if then is not None and now is not None:
            item = f"{surveys[0].code}.{asked.code}"
            row = _answer(facts, filled[1].person_id, filled[1].programme_id, item)
            yield row._replace(amount=now - then, why=Why.BOTH_ANSWERED), again.shows


def _yes(facts: Facts, survey: Survey, question: Question, item: str) -> Iterator[Row]:
    for one in _filled(facts, survey):
        answer = one.answers.get(question.code)
        if answer:
            is_yes = answer == facts.yes
            row = _answer(facts, one.person_id, one.programme_id, item)
            verdict = Verdict.COUNTED if is_yes else Verdict.NOT_COUNTED
            yield row._replace(verdict=verdict, why=Why.SAID_YES if is_yes else Why.SAID_NO)


def _means(facts: Facts, survey: Survey, asked: Iterable[Question]) -> Iterator[Row]:
    listed = tuple(asked)
    for one in _filled(facts, survey):
        marks = _marks(one, listed)
        if marks:
            row = _answer(facts, one.person_id, one.programme_id, survey.code)
            yield row._replace(amount=Fraction(sum(marks), len(marks)))


def _asking(facts: Facts, role: Role) -> set[int]:
    """The programmes that ask a side whether it is satisfied."""
    codes = {
        one.code for one in _surveys(facts, role, Moment.OUTPUT) if one.showing(Shows.SATISFACTION)
    }
    return {programme for programme, asked in facts.asked.items() if asked & codes}


def _surveys(facts: Facts, role: Role | None, moment: Moment) -> list[Survey]:
    return [
        one for one in facts.surveys if one.moment is moment and (role is None or one.who is role)
    ]


def _filled(facts: Facts, survey: Survey) -> Sequence[Filled]:
    return facts.filled.get(survey.code, ())


def _marks(one: Filled, asked: Iterable[Question]) -> list[int]:
    return [mark for question in asked if (mark := one.mark(question.code)) is not None]


def _person(facts: Facts, who: PersonId, programmes: tuple[int, ...], *, is_satisfied: bool) -> Row:
    return Row(
        (Sort.PERSON, who),
        Verdict.COUNTED if is_satisfied else Verdict.NOT_COUNTED,
        Why.SATISFIED if is_satisfied else Why.NOT_SATISFIED,
        programmes,
        facts.class_of(who),
        sources=(*account(who), *(Source(COURSE, key) for key in programmes if key > 0)),
    )


def _answer(facts: Facts, who: PersonId, programme: int, item: str) -> Row:
    return Row(
        (Sort.ANSWER, programme, who),
        Verdict.COUNTED,
        Why.ANSWERED,
        (programme,),
        facts.class_of(who),
        item,
        sources=(*account(who), Source(COURSE, programme)),
    )


DEFINITIONS: Final = (
    *(
        Definition(
            code,
            How.SHARE,
            partial(satisfied, role=role, reading=reading),
            reading,
            is_private=True,
        )
        for code, role in (("I5", Role.MENTEE), ("I6", Role.MENTOR))
        for reading in (ANSWERED, EVERYBODY)
    ),
    Definition("N11", How.SHARE, responses, has_items=True),
    Definition("M1", How.MEAN, overall, is_private=True, has_items=True),
    Definition("M2.met", How.MEAN, expectations, is_private=True, has_items=True),
    Definition("M2.gap", How.MEAN, gaps, is_private=True, has_items=True),
    Definition("M3", How.SHARE, says_yes, is_private=True, has_items=True),
    Definition("M4.change", How.MEAN, changes, is_private=True, has_items=True),
    Definition("M4.median", How.MEDIAN, changes, is_private=True, has_items=True),
    *(
        Definition(
            f"M4.{name}", How.SHARE, partial(changed, way=way), is_private=True, has_items=True
        )
        for way, name in WAYS.items()
    ),
    Definition("M7.mentors_to_be", How.COUNT, mentors_to_be, is_private=True),
)
