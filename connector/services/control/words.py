"""Mentors in words: the list by urgency, and a card."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from connector.services.by_hand.view import View
from connector.services.control.rows import CardRows, MentorRow

HEAD: Final = (
    "column.urgency", "column.person", "column.name", "column.class", "column.state",
    "column.training", "column.until", "column.mentees", "column.seen", "column.concerns",
)  # fmt: skip


def cells(view: View, told: Iterable[MentorRow]) -> list[list[str]]:
    """The cells of each mentor under HEAD."""
    return [_cells(view, row) for row in told]


def lines(view: View, one: CardRows) -> list[str]:
    """A mentor's card."""
    say = view.deps.wording.say
    named = zip(HEAD[1:-1], _cells(view, one.mentor)[1:], strict=False)
    return [
        *(f"{say(title)}: {cell}" for title, cell in named if cell),
        say(f"control.admitted_{one.mentor.admitted}"),
        *_consent(view, one.mentor),
        *(f"! {concern.in_words}" for concern in one.mentor.concerns),
        *_learnt(view, one),
        *_work(view, one),
    ]


def _cells(view: View, row: MentorRow) -> list[str]:
    say, states = view.deps.wording.say, view.deps.methodology.states
    return [
        say(f"control.severity_{row.severity}") if row.severity else "",
        str(row.person_id),
        row.name,
        row.class_name or say(f"kind.{row.kind}"),
        ", ".join(states["participation"][state] for state in row.states),
        states["study"][row.training],
        _day(row.trained_to),
        str(row.mentees),
        _day(row.seen_on),
        "; ".join(concern.in_words for concern in row.concerns),
    ]


def _consent(view: View, mentor: MentorRow) -> Iterable[str]:
    if mentor.has_consent:
        day = _day(mentor.consent_to) or "–"
        yield view.deps.wording.say("control.consent_to", day=day)


def _learnt(view: View, one: CardRows) -> Iterable[str]:
    states = view.deps.methodology.states["study"]
    for learnt in one.learnt:
        paper = " ".join(part for part in (learnt.provider, learnt.number) if part)
        told = f"{learnt.title}: {states[learnt.state]} {_day(learnt.done_on)} {paper}"
        yield " ".join(told.split())


def _work(view: View, one: CardRows) -> Iterable[str]:
    say, forms = view.deps.wording.say, view.deps.methodology.forms
    for load in one.loads:
        facts = {"count": load.mentees, "most": load.most or "–"}
        yield say("control.load", form=forms[load.form].title, **facts)
    for pair in one.pairs:
        standing = say(f"standing.{pair.standing}")
        facts = {"pair": pair.name, "programme": pair.programme, "mentees": pair.mentees}
        yield say("control.pair", standing=standing, **facts)


def _day(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""
