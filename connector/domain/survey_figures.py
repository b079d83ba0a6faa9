"""What questionnaires say: who answered, means, shares, and what changed (methodology 13)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median
from typing import Final

from connector.domain.participation import Participation
from connector.domain.people import PersonId, Role
from connector.domain.rounding import mean, per_cent
from connector.domain.surveys import SCALE, QuestionKind, Survey, compared

MARKS: Final[Mapping[str, int]] = {text: int(text) for text in SCALE}
NOTICED: Final = 1
"""By how many marks an answer must differ to count as changed (M4)."""


NOBODY: Final = PersonId(0)
"""Who answers without a name."""


@dataclass(frozen=True)
class Filled:
    """A questionnaire as somebody filled it in last: answers by the codes of its questions.

    Without a name `person_id` is NOBODY, `number` tells one from another and no day is known.
    """

    programme_id: int
    survey: str
    person_id: PersonId
    answered_on: date | None
    answers: Mapping[str, str]
    number: int = 0

    @property
    def is_named(self) -> bool:
        """Whether it is known whose it is."""
        return self.person_id != NOBODY

    def mark(self, question: str) -> int | None:
        """The mark that was given, None where there is none."""
        return MARKS.get(self.answers.get(question, ""))


@dataclass(frozen=True)
class Response:
    """Who was to answer a questionnaire and who did (N11).

    `unnamed`: how many answered an anonymous one, None for one with names.
    """

    invited: frozenset[PersonId]
    answered: frozenset[PersonId]
    unnamed: int | None = None

    @property
    def missing(self) -> frozenset[PersonId]:
        """Who has not answered; of an anonymous one nobody knows."""
        return self.invited - self.answered if self.unnamed is None else frozenset()

    @property
    def count(self) -> int:
        """How many of those who were to answer did; nobody is counted beyond them."""
        if self.unnamed is None:
            return len(self.answered & self.invited)
        return min(self.unnamed, len(self.invited))

    @property
    def share(self) -> Decimal | None:
        """How many per cent of those who were to answer did; None when nobody was."""
        return per_cent(self.count, len(self.invited))


@dataclass(frozen=True)
class Said:
    """A question and what was answered: a mean of marks or a share of yes, of `count` people.

    `value` None where too few answered to show it, or nobody did.
    """

    question: str
    count: int
    value: Decimal | None


@dataclass(frozen=True)
class Chosen:
    """An option of a question: how many per cent chose it of `count` who chose any.

    `share` None where they are too few to be shown, or none.
    """

    question: str
    option: str
    count: int
    share: Decimal | None


@dataclass(frozen=True)
class Effect:
    """A dimension before and after, of `count` people who gave both marks (M2, M4).

    Everything but `count` is None or empty where they are too few to be shown.
    """

    dimension: str
    count: int
    before: Decimal | None = None
    after: Decimal | None = None
    change: Decimal | None = None
    median: Decimal | None = None
    better: int = 0
    same: int = 0
    worse: int = 0

    @property
    def is_hidden(self) -> bool:
        """Whether there is something that is not shown."""
        return self.count > 0 and self.change is None


def invited(
    participations: Iterable[Participation],
) -> Mapping[tuple[int, Role], frozenset[PersonId]]:
    """Who is to answer on each side of each programme: whoever takes part, or did to the end."""
    found: defaultdict[tuple[int, Role], set[PersonId]] = defaultdict(set)
    for one in participations:
        if one.is_open or one.was_active:
            found[one.programme_id, one.role].add(one.person_id)
    return {side: frozenset(people) for side, people in found.items()}


def means(survey: Survey, filled: Iterable[Filled], least: int) -> list[Said]:
    """The mean mark of each question; of fewer than `least` people none is shown."""
    listed = list(filled)
    marked = [one.code for one in survey.questions if one.kind is QuestionKind.SCALE]
    given = {code: [m for one in listed if (m := one.mark(code)) is not None] for code in marked}
    return [
        Said(code, len(marks), mean(marks) if len(marks) >= least else None)
        for code, marks in given.items()
    ]


def overall(survey: Survey, filled: Iterable[Filled], least: int) -> Said:
    """The mean of people's own means, so that who skips questions weighs no less (M1)."""
    own = [marks for one in filled if (marks := _marks(survey, one))]
    of_people = [Decimal(sum(marks)) / len(marks) for marks in own]
    return Said("", len(own), mean(of_people) if len(own) >= least else None)


def shares(survey: Survey, filled: Iterable[Filled], yes: str, least: int) -> list[Said]:
    """How many per cent answered yes to each yes-or-no question (M3)."""
    listed = list(filled)
    asked = [one.code for one in survey.questions if one.kind is QuestionKind.YES_NO]
    given = {code: [a for one in listed if (a := one.answers.get(code))] for code in asked}
    return [
        Said(
            code,
            len(answers),
            per_cent(answers.count(yes), len(answers)) if len(answers) >= least else None,
        )
        for code, answers in given.items()
    ]


def choices(survey: Survey, filled: Iterable[Filled], least: int) -> list[Chosen]:
    """How many chose each option, of those who chose any; several options may be chosen at once."""
    listed = list(filled)
    found = []
    for one in survey.questions:
        given = [a.split("\n") for told in listed if (a := told.answers.get(one.code))]
        for option in one.options:
            count = sum(option in answer for answer in given)
            share = per_cent(count, len(given)) if len(given) >= least else None
            found.append(Chosen(one.code, option, len(given), share))
    return found


def effects(before: Survey, after: Survey, filled: Iterable[Filled], least: int) -> list[Effect]:
    """What changed in each dimension that both measure, of the people who answered both."""
    by_survey: dict[str, dict[PersonId, Filled]] = {before.code: {}, after.code: {}}
    for one in filled:
        if one.is_named:
            by_survey.get(one.survey, {})[one.person_id] = one
    first, last = by_survey[before.code], by_survey[after.code]
    both = sorted(first.keys() & last.keys())
    found = []
    for asked, again in compared(before, after):
        marks = ((first[who].mark(asked.code), last[who].mark(again.code)) for who in both)
        pairs = [(x, y) for x, y in marks if x is not None and y is not None]
        found.append(_effect(asked.dimension, pairs, least))
    return found


def _effect(dimension: str, pairs: Sequence[tuple[int, int]], least: int) -> Effect:
    if len(pairs) < max(least, 1):
        return Effect(dimension, len(pairs))
    changes = [after - before for before, after in pairs]
    better = sum(change >= NOTICED for change in changes)
    worse = sum(change <= -NOTICED for change in changes)
    return Effect(
        dimension,
        len(pairs),
        before=mean(before for before, _ in pairs),
        after=mean(after for _, after in pairs),
        change=mean(changes),
        median=mean([Decimal(str(median(changes)))]),
        better=better,
        same=len(pairs) - better - worse,
        worse=worse,
    )


def _marks(survey: Survey, one: Filled) -> list[int]:
    marks = (one.mark(q.code) for q in survey.questions if q.kind is QuestionKind.SCALE)
    return [mark for mark in marks if mark is not None]
