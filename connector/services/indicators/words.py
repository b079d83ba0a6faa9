"""Indicators, their explanations and snapshots in columns."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from connector.domain.indicators import Frozen, Snapshot, Verdict
from connector.services.by_hand.view import View
from connector.services.indicators.explaining import Explained

HEAD: Final = (
    "indicators.head_code", "indicators.head_title", "indicators.head_of", "indicators.head_value",
    "indicators.head_target", "indicators.head_unknown",
)  # fmt: skip
SEEN_HEAD: Final = (
    "indicators.head_item", "indicators.head_verdict", "indicators.head_id",
    "indicators.head_name", "indicators.head_class", "indicators.head_programmes",
    "indicators.head_why", "indicators.head_amount", "indicators.head_moodle",
)  # fmt: skip
SNAPSHOT_HEAD: Final = (
    "indicators.head_number", "indicators.head_since", "indicators.head_as_of",
    "indicators.head_made_on", "indicators.head_made_by", "indicators.head_corrects",
    "indicators.head_reason",
)  # fmt: skip
TREND_HEAD: Final = (
    "indicators.head_title", "indicators.head_as_of", "indicators.head_value",
    "indicators.head_target", "indicators.head_number",
)  # fmt: skip


def cells(view: View, rows: Iterable[Mapping[str, Any]]) -> list[Sequence[str]]:
    """Indicators as `indicator_words.rows` gives them."""
    return [
        (
            row["code"],
            row["title"],
            row["of"],
            row["in_words"],
            view.number(row["target"]) if row["target"] is not None else "",
            str(row["unknown"] or ""),
        )
        for row in rows
    ]


def frozen_cells(view: View, figures: Iterable[Frozen]) -> list[Sequence[str]]:
    """What was frozen, in the words of its day."""
    return [
        (
            one.code,
            one.title,
            one.of_what,
            one.in_words,
            view.number(one.target) if one.target is not None else "",
            str(one.unknown or ""),
        )
        for one in figures
    ]


def heading(view: View, told: Explained) -> Iterator[str]:
    """What an indicator is and how many it counts, in lines."""
    say, words = view.deps.wording.say, view.deps.methodology.indicators
    yield f"{told.code}. {told.meaning.title}"
    for name, text in (
        ("formula", told.meaning.formula),
        ("numerator", told.meaning.numerator),
        ("denominator", told.meaning.denominator),
        ("period", words.periods.get(told.meaning.period, "")),
        ("rounding", words.rounding),
        ("source", told.meaning.source),
    ):
        if text:
            yield f"{say(f'indicators.{name}')}: {text}"
    yield say("indicators.days", first=told.period.first, last=told.period.last)
    yield from told.values


def seen_cells(view: View, told: Explained) -> list[Sequence[str]]:
    """Every row that was looked at."""
    say = view.deps.wording.say
    return [
        (
            one.item,
            say(f"indicators.verdict_{one.verdict}"),
            str(one.id),
            one.name,
            one.class_name,
            ", ".join(one.programmes),
            say(f"indicators.why_{one.why}"),
            one.amount,
            ", ".join(one.sources),
        )
        for one in told.rows
    ]


def totals(view: View, told: Explained) -> str:
    """How many rows of each verdict there are."""
    say = view.deps.wording.say
    count = {verdict: sum(one.verdict is verdict for one in told.rows) for verdict in Verdict}
    return " · ".join(
        f"{say(f'indicators.verdict_{verdict}')}: {number}" for verdict, number in count.items()
    )


def snapshot_cells(snapshots: Iterable[Snapshot]) -> list[Sequence[str]]:
    """Every snapshot."""
    return [
        (
            str(one.id),
            f"{one.since:%d.%m.%Y}",
            f"{one.as_of:%d.%m.%Y}",
            f"{one.made_on:%d.%m.%Y}",
            one.made_by,
            str(one.corrects_id or ""),
            one.reason,
        )
        for one in snapshots
    ]


def trend_cells(view: View, told: Iterable[tuple[Snapshot, Frozen]]) -> list[Sequence[str]]:
    """A figure in every snapshot."""
    return [
        (
            one.title,
            f"{snapshot.as_of:%d.%m.%Y}",
            one.in_words,
            view.number(one.target) if one.target is not None else "",
            str(snapshot.id),
        )
        for snapshot, one in told
    ]
