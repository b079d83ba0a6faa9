"""What questionnaires say (I5, I6, N11, M1-M4, M7)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from functools import partial
from typing import Final

from connector.domain.indicators.facts import Answer, Facts, When
from connector.domain.indicators.rows import Definition, How, Row, Sort, Verdict, Why
from connector.domain.people import PersonId, Role
from connector.domain.survey_figures import Filled, invited
from connector.domain.surveys import Moment, Question, QuestionKind, Shows, Survey, compared

ANSWERED: Final = "answered"
EVERYBODY: Final = "everybody"
"""The two readings of satisfaction: of those who answered, or of all who took part."""


def satisfied(facts: Facts, role: Role, reading: str) -> Iterator[Row]:
    """Everybody of a side, by the mean of what shows satisfaction (I5, I6)."""
    started, answered = facts.took_part(role, When.PERIOD), set()
    for survey in _surveys(facts, role, Moment.OUTPUT):
        asked = survey.showing(Shows.SATISFACTION)
        for one in _filled(facts, survey):
            marks, who = _marks(one.filled, asked), one.filled.person_id
            if marks:
                verdict, why = _satisfaction(facts, marks)
                if not one.filled.is_named:
                    yield Row(one.subject, verdict, why, one.programmes)
                    continue
                answered.add(who)
                if who not in started:
                    verdict, why = Verdict.OUTSIDE, Why.DID_NOT_TAKE_PART
                yield Row((Sort.PERSON, who), verdict, why, one.programmes, one.classes)
        yield from _silent_unnamed(facts, survey, role, reading)
    asking = _asking(facts, role)
    for who in started.keys() - answered:
        programmes = {spell.programme_id for spell in started[who]}
        yield _silent(facts, who, programmes, is_asked=bool(programmes & asking), reading=reading)


def _satisfaction(facts: Facts, marks: Sequence[int]) -> tuple[Verdict, Why]:
    if sum(marks) >= facts.norms.satisfied * len(marks):
        return Verdict.COUNTED, Why.SATISFIED
    return Verdict.NOT_COUNTED, Why.NOT_SATISFIED


def _silent(
    facts: Facts, who: PersonId, programmes: set[int], *, is_asked: bool, reading: str
) -> Row:
    """Somebody who did not answer."""
    is_outside = reading == ANSWERED or not is_asked
    return Row(
        (Sort.PERSON, who),
        Verdict.OUTSIDE if is_outside else Verdict.NOT_COUNTED,
        Why.NO_ANSWER if is_asked else Why.NOT_ASKED,
        tuple(sorted(programmes)),
        facts.class_of(who),
    )


def _silent_unnamed(facts: Facts, survey: Survey, role: Role, reading: str) -> Iterator[Row]:
    """As many as have not answered a questionnaire that names nobody."""
    verdict = Verdict.OUTSIDE if reading == ANSWERED else Verdict.NOT_COUNTED
    side = facts.took_part(role, When.PERIOD).values()
    for programme in _unnamed_in(facts, survey):
        people = sum(any(one.programme_id == programme for one in spells) for spells in side)
        for number in range(_count(facts, survey, programme) + 1, people + 1):
            subject = Sort.UNNAMED, programme, survey.code, number
            yield Row(subject, verdict, Why.NO_ANSWER, (programme,))


def responses(facts: Facts) -> Iterator[Row]:
    """Everybody who was to answer each questionnaire, by whether they did (N11)."""
    sides = invited(facts.register.participations.values())
    for survey in facts.surveys:
        answered = {one.subject[1:] for one in _filled(facts, survey)}
        asking = (key for key, codes in facts.asked.items() if survey.code in codes)
        unnamed = _unnamed_in(facts, survey)
        for programme in unnamed:
            people = len(sides.get((programme, survey.who), ()))
            yield from _responses_unnamed(facts, survey, programme, people)
        for programme in sorted(set(asking) - unnamed):
            for who in sides.get((programme, survey.who), ()):
                is_in = (programme, who) in answered
                verdict = Verdict.COUNTED if is_in else Verdict.NOT_COUNTED
                why = Why.ANSWERED if is_in else Why.NO_ANSWER
                subject = Sort.ANSWER, programme, who
                classes = facts.class_of(who)
                yield Row(subject, verdict, why, (programme,), classes, survey.code)


def _responses_unnamed(facts: Facts, survey: Survey, programme: int, people: int) -> Iterator[Row]:
    """As many as were to answer; who did, nobody knows."""
    answered = _count(facts, survey, programme)
    for number in range(1, people + 1):
        is_in = number <= answered
        yield Row(
            (Sort.UNNAMED, programme, survey.code, number),
            Verdict.COUNTED if is_in else Verdict.NOT_COUNTED,
            Why.ANSWERED if is_in else Why.NO_ANSWER,
            (programme,),
            item=survey.code,
        )


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
    return _changes(facts, lambda again: again.shows is Shows.EXPECTATIONS)


def changes(facts: Facts) -> Iterator[Row]:
    """The mark of each dimension at the end less that at the beginning, of each person (M4)."""
    return _changes(facts, lambda _: True)


def _changes(facts: Facts, wanted: Callable[[Question], bool]) -> Iterator[Row]:
    for before in _surveys(facts, None, Moment.INPUT):
        first = {one.subject: one.filled for one in _filled(facts, before)}
        for after in _surveys(facts, before.who, Moment.OUTPUT):
            asked = [pair for pair in compared(before, after) if wanted(pair[1])]
            for last in _filled(facts, after):
                one = first.get(last.subject)
                if one is not None:
                    yield from _differences(asked, one, last)


def _differences(
    asked: Iterable[tuple[Question, Question]], first: Filled, last: Answer
) -> Iterator[Row]:
    for question, again in asked:
        then, now = first.mark(question.code), last.filled.mark(again.code)
        if then is not None and now is not None:
            item = f"{first.survey}.{question.code}"
            yield _row(last, Verdict.COUNTED, Why.BOTH_ANSWERED, item, now - then)


def _yes(facts: Facts, survey: Survey, question: Question, item: str) -> Iterator[Row]:
    for one in _filled(facts, survey):
        answer = one.filled.answers.get(question.code)
        if answer == facts.yes:
            yield _row(one, Verdict.COUNTED, Why.SAID_YES, item)
        elif answer:
            yield _row(one, Verdict.NOT_COUNTED, Why.SAID_NO, item)


def _means(facts: Facts, survey: Survey, asked: Iterable[Question]) -> Iterator[Row]:
    listed = tuple(asked)
    for one in _filled(facts, survey):
        marks = _marks(one.filled, listed)
        if marks:
            mean = Fraction(sum(marks), len(marks))
            yield _row(one, Verdict.COUNTED, Why.ANSWERED, survey.code, mean)


def _asking(facts: Facts, role: Role) -> set[int]:
    """The programmes that ask each of a side, by name, whether it is satisfied."""
    codes = {
        one.code for one in _surveys(facts, role, Moment.OUTPUT) if one.showing(Shows.SATISFACTION)
    }
    return {
        programme
        for programme, asked in facts.asked.items()
        if (asked - facts.unnamed.get(programme, frozenset())) & codes
    }


def _unnamed_in(facts: Facts, survey: Survey) -> set[int]:
    """The programmes in which a questionnaire names nobody."""
    return {programme for programme, codes in facts.unnamed.items() if survey.code in codes}


def _count(facts: Facts, survey: Survey, programme: int) -> int:
    return sum(one.filled.programme_id == programme for one in _filled(facts, survey))


def _surveys(facts: Facts, role: Role | None, moment: Moment) -> list[Survey]:
    return [
        one for one in facts.surveys if one.moment is moment and (role is None or one.who is role)
    ]


def _filled(facts: Facts, survey: Survey) -> Sequence[Answer]:
    return facts.filled.get(survey.code, ())


def _marks(one: Filled, asked: Iterable[Question]) -> list[int]:
    return [mark for question in asked if (mark := one.mark(question.code)) is not None]


def _row(one: Answer, verdict: Verdict, why: Why, item: str, amount: Fraction | int = 1) -> Row:
    return Row(one.subject, verdict, why, one.programmes, one.classes, item, amount)


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
    Definition("M4.better", How.ROSE, changes, is_private=True, has_items=True),
    Definition("M4.same", How.STAYED, changes, is_private=True, has_items=True),
    Definition("M4.worse", How.FELL, changes, is_private=True, has_items=True),
    Definition("M7.mentors_to_be", How.COUNT, mentors_to_be, is_private=True),
)
