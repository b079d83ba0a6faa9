"""Prints for people and for programs."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import click

from connector.services.deps import Deps
from connector.services.running import Record, in_words
from connector.store.runs import Problem
from connector.wording import Wording

Command = Callable[..., None]


def as_json(value: object) -> None:
    """Print one JSON value."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=_plain))


def lines(texts: Iterable[str]) -> None:
    """Print lines of text."""
    for text in texts:
        click.echo(text)


def problems(wording: Wording, found: Iterable[Problem]) -> list[str]:
    """What kept a run from being complete, in words."""
    return [in_words(wording, problem) for problem in found]


def record(deps: Deps, done: Record, *, json_wanted: bool, **more: Any) -> None:  # noqa: ANN401 - any JSON
    """Print what a run did; end with exit code 1 when it was not complete."""
    said = problems(deps.wording, done.problems)
    if json_wanted:
        as_json({"ok": not said, "counts": done.counts, "problems": said, **more})
    else:
        lines(table(done.counts))
        lines(said)
    if said:
        raise SystemExit(1)


def table(counts: Mapping[str, Any]) -> list[str]:
    """Counts as aligned lines."""
    width = max((len(name) for name in counts), default=0)
    return [f"{name:<{width}}  {_cell(value)}" for name, value in counts.items()]


def json_option(command: Command) -> Command:
    """Add `--json` to a command."""
    return click.option("--json", "json_wanted", is_flag=True, help="Вывести JSON.")(command)


def _cell(value: object) -> str:
    if isinstance(value, Mapping):
        return "  ".join(f"{name} {inner}" for name, inner in value.items())
    return str(value)


def _plain(value: Any) -> Any:  # noqa: ANN401 - anything that JSON does not know
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, Iterable):
        return list(value)
    return str(value)
