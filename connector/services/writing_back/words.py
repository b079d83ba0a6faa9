"""Plans of writes, in columns and sentences."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from connector.domain.write_plans import PlannedWrite, WritePlan
from connector.services import writes as writes_in_words
from connector.services.by_hand.view import View
from connector.services.writing_back import plans
from connector.store.outbox import Entry, Key, WriteKind

HEAD: Final = (
    "plan.head_number", "plan.head_kind", "plan.head_where", "plan.head_count", "plan.head_state",
    "plan.head_made", "plan.head_until", "plan.head_by",
)  # fmt: skip
WRITE_HEAD: Final = (
    "plan.head_who", "plan.head_before", "plan.head_after", "plan.head_state", "plan.head_found",
    "plan.head_why",
)  # fmt: skip
NOTHING: Final = "–"


def rows(view: View, listed: Iterable[WritePlan]) -> list[dict[str, Any]]:
    """Plans for a program."""
    return [
        {
            **{name: getattr(one, name) for name in ("id", "kind", "target", "programme_id")},
            "programme": view.programme(one.programme_id),
            "writes": len(plans.writes(view.deps, one)),
            "state": one.state_on(view.today),
            "made_on": one.made_on,
            "expires_on": one.expires_on,
            "decided_by": one.decided_by,
            "applied_on": one.applied_on,
            "undoes": one.undoes_id,
            "digest": one.digest,
        }
        for one in listed
    ]


def cells(view: View, told: Iterable[dict[str, Any]]) -> list[Sequence[str]]:
    """The same in columns."""
    say = view.deps.wording.say
    return [
        (
            str(one["id"]),
            say(f"plan.kind_{one['kind']}")
            + (say("plan.undoes", number=one["undoes"]) if one["undoes"] else ""),
            one["programme"],
            str(one["writes"]),
            say(f"plan.state_{one['state']}"),
            f"{one['made_on']:%d.%m.%Y}",
            f"{one['expires_on']:%d.%m.%Y}",
            one["decided_by"],
        )
        for one in told
    ]


def write_rows(view: View, plan: WritePlan) -> list[dict[str, Any]]:
    """The writes of a plan for a program: who, what was there and what shall be, how it ended."""
    planned = plans.writes(view.deps, plan)
    shown = writes_in_words.rows(view.deps, [_entry(plan, one) for one in planned])
    return [
        {
            "participant": one.participant,
            "name": row.name or row.course,
            "before": one.before,
            "desired": one.desired,
            "found": one.found,
            "shown_before": row.before,
            "shown_after": row.after,
            "state": one.state,
            "in_words": row.state_in_words,
            "reason": row.reason,
        }
        for one, row in zip(planned, shown, strict=True)
    ]


def write_cells(told: Iterable[dict[str, Any]]) -> list[Sequence[str]]:
    """The same in columns."""
    return [
        (
            one["name"],
            one["shown_before"],
            one["shown_after"],
            one["in_words"],
            str(one["found"].get("value") or NOTHING) if one["found"] else "",
            one["reason"],
        )
        for one in told
    ]


def notes(view: View, plan: WritePlan, told: Sequence[dict[str, Any]]) -> Iterator[str]:
    """What to do with a plan, and what cannot be brought back by one that undoes another."""
    say, state = view.deps.wording.say, plan.state_on(view.today)
    if plan.undoes_id:
        yield say("plan.cannot_restore")
        cleared = sum(one["desired"]["value"] is None for one in told)
        if cleared:
            yield say("plan.clears", count=cleared)
    yield say(f"plan.next_{state}", number=plan.id, until=plan.expires_on)


def _entry(plan: WritePlan, one: PlannedWrite) -> Entry:
    return Entry(
        Key(WriteKind(plan.kind), plan.target, one.participant),
        one.desired,
        one.state,
        one.reason,
        before=one.before,
    )
