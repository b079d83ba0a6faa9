"""How a programme is judged: nine marks with what data suggest, SWOT, what people wrote."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from connector.domain.evaluation import (
    ITEMS,
    Level,
    Quadrant,
    Score,
    SwotEntry,
    level,
    standing,
    suggested,
    total,
)
from connector.domain.indicators import CATALOGUE, Facts, Period, Place, indicators
from connector.domain.people import Role
from connector.domain.programmes import Programme
from connector.domain.register import edits_evaluation as edits
from connector.domain.surveys import QuestionKind, Survey
from connector.services import facts
from connector.services.by_hand.changing import Changed, change
from connector.services.by_hand.view import View

SATISFACTION: Final = ("I5", "I6")
ATTENDANCE: Final = "N4.kept"
BASES: Final = frozenset({*SATISFACTION, ATTENDANCE})
"""The indicators that suggest marks (methodology 7.5)."""


@dataclass(frozen=True)
class ItemTold:
    """One of the nine: the mark that stands, None for none, and the one that data suggest.

    `basis`: what suggests it: a share in per cent, or the curator's questionnaire (None).
    """

    item: str
    text: str
    value: int | None
    comment: str
    scored_on: date | None
    suggested: int | None
    basis: Decimal | None


@dataclass(frozen=True)
class Answers:
    """What `count` people wrote to an open question, sorted, so that the order tells nobody.

    No texts where they are too few.
    """

    survey: str
    question: str
    count: int
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """A programme: its marks and their sum, lines of its SWOT, what people wrote."""

    programme: str
    items: tuple[ItemTold, ...]
    total: int | None
    level: Level | None
    swot: tuple[SwotEntry, ...]
    answers: tuple[Answers, ...]


def told(view: View, programme: Programme) -> Told:
    """How a programme stands today."""
    gathered = facts.gather(view.deps, view.school, view.register, Period.to(view.today))
    marks = standing(view.register.scores.values(), int(programme.id), view.today)
    points = total(marks)
    order = list(Quadrant)
    lines = (
        one
        for one in view.register.swot.values()
        if one.programme_id == programme.id and one.stands(view.today)
    )
    return Told(
        programme=programme.title,
        items=tuple(_items(view, gathered, programme, marks)),
        total=points,
        level=None if points is None else level(points),
        swot=tuple(sorted(lines, key=lambda one: (order.index(one.quadrant), one.id))),
        answers=tuple(_answers(view, gathered, programme)),
    )


def score(view: View, by: str, made: Score) -> Changed:
    """Mark an item; raises EditRefused."""
    return change(view, by, lambda known: edits.score(known, made))


def note(view: View, by: str, made: SwotEntry) -> Changed:
    """Add a line to a SWOT analysis; raises EditRefused."""
    return change(view, by, lambda known: edits.note(known, made))


def drop(view: View, by: str, entry: int) -> Changed:
    """Take a line out; raises EditRefused."""
    return change(view, by, lambda known: edits.drop(known, entry, view.today))


def _items(
    view: View, gathered: Facts, programme: Programme, marks: Mapping[str, Score]
) -> Iterator[ItemTold]:
    texts = {
        question.code: question.text
        for survey in view.deps.methodology.surveys
        if survey.who is Role.CURATOR
        for question in survey.questions
    }
    said, shares = _said(view, gathered, programme), _shares(gathered, programme)
    for item in ITEMS:
        mark, share = marks.get(item), shares.get(item)
        yield ItemTold(
            item,
            texts.get(item, ""),
            mark.value if mark else None,
            mark.comment if mark else "",
            mark.scored_on if mark else None,
            said.get(item, suggested(share)),
            None if item in said else share,
        )


def _shares(gathered: Facts, programme: Programme) -> Mapping[str, Decimal | None]:
    """How satisfied the less satisfied side is, and how planned meetings are kept (7.5)."""
    where = Place.PROGRAMME, str(programme.id)
    needed = [one for one in CATALOGUE if one.code in BASES]
    values = {
        (one.code, one.reading): one.value
        for one in indicators(gathered, needed)
        if (one.place, one.place_id) == where and not one.item
    }
    both = [values.get((code, "answered")) for code in SATISFACTION]
    known = [value for value in both if value is not None]
    return {"2.1": min(known, default=None), "3.1": values.get((ATTENDANCE, ""))}


def _said(view: View, gathered: Facts, programme: Programme) -> Mapping[str, int]:
    """What a curator answered in Moodle: the options of each question go from 0 to 2."""
    found: dict[str, int] = {}
    for survey in view.deps.methodology.surveys:
        options = {question.code: question.options for question in survey.questions}
        if survey.who is Role.CURATOR:
            for one in gathered.filled.get(survey.code, ()):
                if one.filled.programme_id == programme.id:
                    for item, answer in one.filled.answers.items():
                        if answer in options.get(item, ()):
                            found[item] = options[item].index(answer)
    return found


def _answers(view: View, gathered: Facts, programme: Programme) -> Iterator[Answers]:
    """By questionnaire and question; of too few people nothing is shown."""
    least = view.deps.methodology.norms.least_group
    for survey in view.deps.methodology.surveys:
        for code, text in _open(survey):
            written = [
                answer
                for one in gathered.filled.get(survey.code, ())
                if one.filled.programme_id == programme.id
                and (answer := one.filled.answers.get(code, "").strip())
            ]
            if written:
                shown = tuple(sorted(written)) if len(written) >= least else ()
                yield Answers(survey.title, text, len(written), shown)


def _open(survey: Survey) -> Iterator[tuple[str, str]]:
    return ((one.code, one.text) for one in survey.questions if one.kind is QuestionKind.TEXT)
