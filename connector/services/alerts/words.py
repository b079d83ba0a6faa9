"""Alerts and their rules in columns."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from connector.services.alerts import AlertRow, RuleRow, Tried
from connector.services.deps import Deps

HEAD: Final = (
    "alerts.head_handle", "alerts.head_severity", "alerts.head_title", "alerts.head_pair",
    "alerts.head_person", "alerts.head_about", "alerts.head_since", "alerts.head_seen",
    "alerts.head_note", "alerts.head_muted",
)  # fmt: skip
RULE_HEAD: Final = (
    "alerts.head_code", "alerts.head_title", "alerts.head_severity", "alerts.head_tell",
    "alerts.head_every", "alerts.head_open", "alerts.head_state",
)  # fmt: skip
TRIED_HEAD: Final = (
    "alerts.head_code", "alerts.head_title", "alerts.head_openings", "alerts.head_subjects",
    "alerts.head_first", "alerts.head_last",
)  # fmt: skip


def cells(deps: Deps, rows: Iterable[AlertRow]) -> list[Sequence[str]]:
    """Open alerts."""
    return [
        (
            one.handle,
            deps.wording.say(f"alerts.severity_{one.severity}"),
            one.title,
            one.pair,
            one.person,
            one.about,
            _day(one.since),
            one.seen_by,
            one.note,
            _day(one.muted_to),
        )
        for one in rows
    ]


def rule_cells(deps: Deps, rows: Iterable[RuleRow]) -> list[Sequence[str]]:
    """Rules, with what keeps them from being told of."""
    say, roles = deps.wording.say, deps.methodology.roles
    return [
        (
            one.rule.code,
            one.rule.title,
            say(f"alerts.severity_{one.rule.severity}"),
            ", ".join(sorted(roles[role] for role in one.rule.tell)),
            str(one.rule.every),
            str(one.open),
            _state(deps, one),
        )
        for one in rows
    ]


def tried_cells(tried: Iterable[Tried]) -> list[Sequence[str]]:
    """How rules would have worked."""
    return [
        (
            one.rule.code,
            one.rule.title,
            str(one.openings),
            str(one.subjects),
            _day(one.first_on),
            _day(one.last_on),
        )
        for one in tried
    ]


def _state(deps: Deps, one: RuleRow) -> str:
    if not one.rule.is_on:
        return deps.wording.say("alerts.switched_off")
    return deps.wording.say("alerts.muted", day=one.muted_to) if one.muted_to else ""


def _day(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""
