"""Pairs and groups in words."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from connector.domain.matches import MatchState
from connector.services.by_hand import telling
from connector.services.by_hand.view import View
from connector.services.pairs.rows import MemberRow, Named, Noted, PairCard, PairRow

HEAD: Final = (
    "pairs.head_number", "pairs.head_name", "pairs.head_programme", "pairs.head_state",
    "pairs.head_mentors", "pairs.head_mentees", "pairs.head_begins", "pairs.head_ended",
    "pairs.head_because", "pairs.head_note",
)  # fmt: skip
INDENT: Final = "  "
BY_ITSELF: Final = "register"
"""Who changes what follows from Moodle, as the journal names it."""


def cells(view: View, told: Iterable[PairRow]) -> list[list[str]]:
    """The cells of each pair under HEAD."""
    return [_cells(view, row) for row in told]


def lines(view: View, told: PairCard) -> list[str]:
    """A pair: what is known of it, the days of its states, and its people."""
    say = view.deps.wording.say
    named = zip(HEAD, _cells(view, told.row), strict=True)
    return [
        *(f"{say(title)}: {cell}" for title, cell in named if cell),
        *_more(view, told),
        say("pairs.states"),
        *(f"{INDENT}{line}" for line in _reached(view, told)),
        say("pairs.people"),
        *(f"{INDENT}{_member(view, one)}" for one in told.members),
    ]


def history(view: View, told: Iterable[Noted]) -> list[str]:
    """A line for each change."""
    itself = view.deps.wording.say("change.by_itself")
    return [
        f"{view.deps.local(one.at)} · {itself if one.by == BY_ITSELF else one.by} · {line}"
        for one in told
        for line in telling.in_words(view, [one.change])
    ]


def _cells(view: View, row: PairRow) -> list[str]:
    because = row.ended_because
    return [
        str(row.id),
        row.name,
        row.programme,
        view.title("match", row.state),
        _names(row.mentors),
        _names(row.mentees),
        _day(row.begins_on),
        _day(row.ended_on),
        view.title("ended_because", because) if because else "",
        "" if row.is_ours else view.deps.wording.say("pairs.group_of_staff"),
    ]


def _more(view: View, told: PairCard) -> Iterator[str]:
    say = view.deps.wording.say
    if told.order_number:
        yield say("pairs.order", number=told.order_number, day=told.order_day or "–")
    if told.replaces:
        yield say("pairs.replaces", match=told.replaces)
    if told.replaced_by:
        yield say("pairs.replaced_by", matches=", ".join(map(str, told.replaced_by)))
    if told.plan:
        yield say("pairs.plan", state=view.title("plan", told.plan))


def _reached(view: View, told: PairCard) -> list[str]:
    order = list(MatchState)
    days = sorted((day, order.index(MatchState(state))) for state, day in told.reached.items())
    return [f"{_day(date.fromisoformat(d))} {view.title('match', order[n])}" for d, n in days]


def _member(view: View, one: MemberRow) -> str:
    role = view.deps.methodology.roles[one.side]
    said = f"{one.person.name} · {role} · {_day(one.joined_on)}"
    if one.left_on is None:
        return said
    because = f" ({view.title('ended_because', one.left_because)})" if one.left_because else ""
    return f"{said} – {_day(one.left_on)}{because}"


def _names(people: Iterable[Named]) -> str:
    return ", ".join(one.name for one in people)


def _day(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""
