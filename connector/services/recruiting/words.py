"""Candidates and the funnel in words."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from connector.domain.consents import BY_HAND
from connector.domain.recruiting import Selection, Stage
from connector.mapping.recruiting import LISTED
from connector.services.by_hand.view import View
from connector.services.recruiting.rows import Candidate, CandidateRow

HEAD: Final = (
    "column.participation", "column.name", "column.class", "column.role", "column.source",
    "column.applied", "column.consented", "column.training", "column.state", "column.decision",
    "column.wrote",
)  # fmt: skip
FUNNEL_HEAD: Final = ("column.stage", "column.people")

SOURCES: Final[Mapping[str, str]] = {
    LISTED: "recruiting.from_list",
    BY_HAND: "recruiting.from_hand",
}
FROM_ANSWERS: Final = "recruiting.from_answers"


def cells(view: View, told: Iterable[CandidateRow]) -> list[list[str]]:
    """The cells of each candidate under HEAD."""
    return [_cells(view, row) for row in told]


def lines(view: View, one: Candidate) -> list[str]:
    """A candidate's sheet: who it is, what they wrote, the interview and the decision."""
    say, titles = view.deps.wording.say, view.deps.methodology
    named = zip(HEAD[:-1], _cells(view, one.row), strict=False)
    reasons = [titles.reasons[code].title for code in one.reasons if code in titles.reasons]
    return [
        *(f"{say(title)}: {cell}" for title, cell in named if cell),
        *(f"{say(f'text.{name}')}: {text}" for name, text in one.texts.items()),
        *([f"{say('recruiting.reasons')}: {', '.join(reasons)}"] if reasons else []),
        *_selection(view, one.selection),
    ]


def funnel_cells(view: View, told: Mapping[Stage, int]) -> list[list[str]]:
    """The cells of each stage under FUNNEL_HEAD."""
    titles = view.deps.methodology.states["stage"]
    return [[titles[stage], str(count)] for stage, count in told.items()]


def _cells(view: View, row: CandidateRow) -> list[str]:
    say, titles = view.deps.wording.say, view.deps.methodology
    return [
        str(row.id),
        row.name,
        row.class_name or say(f"kind.{row.kind}"),
        titles.roles[row.role],
        say(SOURCES.get(row.source, FROM_ANSWERS)),
        _day(row.applied_on),
        say(f"answer.{str(row.has_consent).lower()}"),
        titles.states["study"][row.training] if row.training else "",
        titles.states["participation"][row.state],
        titles.states["decision"][row.decision] if row.decision else "",
        row.wrote,
    ]


def _selection(view: View, chosen: Selection) -> Iterable[str]:
    say, criteria = view.deps.wording.say, view.deps.methodology.criteria
    if chosen.interviewed_on:
        facts = {"who": chosen.interviewer or "–", "outcome": chosen.outcome or "–"}
        yield say("recruiting.talked", day=_day(chosen.interviewed_on), **facts)
    yield from (f"{criteria[code]}: {mark}" for code, mark in chosen.criteria.items())
    if chosen.decided_on:
        yield say("recruiting.decided", day=_day(chosen.decided_on), comment=chosen.comment or "–")


def _day(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""
