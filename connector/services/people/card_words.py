"""A personal card in lines, part by part; what may not be seen is not mentioned."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Final

from connector.domain.participation import TEXTS, State
from connector.services.by_hand import telling
from connector.services.by_hand.view import View

Told = Mapping[str, Any]
INDENT: Final = "  "
BY_ITSELF: Final = "register"
"""Who changes what follows from Moodle, as the journal names it."""


def in_words(view: View, card: Told) -> list[str]:
    """The card of a person as a curator reads it."""
    lines = list(_person(view, card))
    for name, tell in PARTS.items():
        if card.get(name):
            lines.append(view.deps.wording.say(f"card.{name}"))
            lines += [INDENT + line for line in tell(view, card[name])]
    return lines


def _person(view: View, card: Told) -> Iterable[str]:
    say = view.deps.wording.say
    kind = say(f"kind.{card['kind'] or '-'}")
    yield " · ".join(filter(None, (card["name"], f"id {card['id']}", kind, card["class_name"])))
    if not card["is_active"]:
        yield say("card.inactive")
    if card.get("born_on"):
        yield say("card.born", day=_day(card["born_on"]), age=card["age"])
    for name in ("organisation", "position", "workplace", "contacts", "representative"):
        if card.get(name):
            yield f"{say(f'field.{name}')}: {card[name]}"


def _participations(view: View, told: Iterable[Told]) -> Iterable[str]:
    say = view.deps.wording.say
    for one in told:
        role = view.deps.methodology.roles[one["role"]]
        state = view.title("participation", one["state"])
        yield f"{one['id']} · {role} · {one['programme']} · {state}"
        reached = [
            f"{view.title('participation', state)} {_day(date.fromisoformat(day))}"
            for state, day in sorted(one["reached"].items(), key=_order)
        ]
        yield INDENT + " → ".join(reached)
        if one.get("left_because"):
            yield INDENT + view.title("left_because", one["left_because"])
        yield from (
            f"{INDENT}{say(f'text.{name}')}: {one[name]}" for name in TEXTS if one.get(name)
        )
        if one.get("case_url"):
            note = "" if one["may_publish"] else f" ({say('card.not_published')})"
            yield f"{INDENT}{say('field.case_url')}: {one['case_url']}{note}"


def _pairs(view: View, told: Iterable[Told]) -> Iterable[str]:
    for pair in told:
        others = ", ".join(partner["name"] for partner in pair["partners"]) or "–"
        standing = view.deps.wording.say(f"standing.{pair['standing']}")
        yield f"{pair['name'] or '–'} · {pair['programme']} · {standing} · {others}"


def _consents(view: View, told: Iterable[Told]) -> Iterable[str]:
    say = view.deps.wording.say
    for one in told:
        state = view.title("consent", one["state"])
        marks = [say("card.void")] if one["state"] == "given" and not one["is_valid"] else []
        marks += [say("card.renew")] if one["needs_renewal"] else []
        purpose, signer = (
            view.deps.methodology.purposes[one["purpose"]],
            view.title("signed_by", one["signed_by"]),
        )
        yield " · ".join([purpose, state, f"{signer} {_day(one['signed_on'])}".strip(), *marks])


def _studies(view: View, told: Iterable[Told]) -> Iterable[str]:
    for one in told:
        state = view.title("study", one["state"])
        yield f"{one['title']} · {state} {_day(one['done_on'])}".strip()


def _certificates(_: View, told: Iterable[Any]) -> Iterable[str]:
    for paper in told:
        yield f"{paper.id} · {paper.title} · {paper.hours} · {_day(paper.issued_on)}"


def _gaps(view: View, told: Iterable[Any]) -> Iterable[str]:
    say = view.deps.wording.say
    for gap in told:
        value = f" ({gap.value})" if gap.value else ""
        yield f"{say(f'gap_about.{gap.about}')}: {say(f'gap_why.{gap.why}')}{value}"


def _erasures(view: View, told: Iterable[Any]) -> Iterable[str]:
    for task in told:
        state = view.title("erasure", task.state)
        yield f"{task.id} · {state} · {_day(task.due_on)}"


def _journal(view: View, told: Iterable[Told]) -> Iterable[str]:
    for entry in told:
        is_ours = entry["by"] == BY_ITSELF
        by = view.deps.wording.say("change.by_itself") if is_ours else entry["by"]
        for line in telling.in_words(view, [entry["change"]]):
            yield f"{view.deps.local(entry['at'])} · {by} · {line}"


def _order(step: tuple[str, str]) -> tuple[str, int]:
    return step[1], list(State).index(State(step[0]))


def _day(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""


PARTS: Final[Mapping[str, Callable[[View, Any], Iterable[str]]]] = {
    "participations": _participations,
    "pairs": _pairs,
    "consents": _consents,
    "studies": _studies,
    "certificates": _certificates,
    "gaps": _gaps,
    "erasures": _erasures,
    "journal": _journal,
}
"""The parts of a card, in the order in which they stand; the code of each title."""
