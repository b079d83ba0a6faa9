"""Tells changes of the register in words: after a command, and from the journal."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Final

from connector.domain.people import PersonId
from connector.domain.register.changes import Change
from connector.services.by_hand.view import View

TITLES: Final[Mapping[tuple[str, str], str]] = {
    ("participations", "state"): "participation",
    ("participations", "left_because"): "left_because",
    ("selections", "decision"): "decision",
    ("consents", "signed_by"): "signed_by",
    ("certificates", "kind"): "training",
    ("erasures", "state"): "erasure",
    ("programmes", "state"): "programme",
    ("documents", "state"): "document",
    ("matches", "state"): "match",
    ("matches", "ended_because"): "ended_because",
    ("members", "left_because"): "ended_because",
    ("meetings", "state"): "meeting",
    ("meetings", "type"): "meeting_type",
    ("plans", "state"): "plan",
    ("plan_items", "section"): "plan_section",
    ("plan_items", "state"): "plan_item",
    ("roadmap", "state"): "roadmap_row",
    ("constraints", "kind"): "constraint",
    ("swot", "quadrant"): "quadrant",
}
"""Which group of states.yaml says the codes of a field."""

SILENT: Final = frozenset({"id", "person_id", "participation_id", "reached", "imported", "is_seen"})
"""What is told already, or says nothing to a person."""

OF_NEW: Final = frozenset({"id", "participation_id"})
"""The number of a row changes only when the row is new."""

NOTHING: Final = frozenset({"", "0", "False"})
"""What a new row may leave out."""

NO_ROW: Final = "0"
OF_A_ROW: Final = "_id"
"""Of a row that a field names, and there is none."""

GONE: Final = ""
"""The field of a row that was taken out."""


def in_words(view: View, changes: Iterable[Change]) -> list[str]:
    """A line for each change: of which row, whose, and what became of each field."""
    return [line for change in changes if (line := _line(view, change))]


def _line(view: View, change: Change) -> str:
    say = view.deps.wording.say
    whose = f" · {view.name(PersonId(change.person_id))}" if change.person_id else ""
    number = change.row.strip("()").replace("'", "")
    row = f"{say(f'part.{change.part}')} {number}{whose}"
    if GONE in change.fields:
        return f"{row}: {say('change.gone')}"
    is_new = bool(OF_NEW & change.fields.keys())
    told = {name: values for name, values in change.fields.items() if name not in SILENT}
    if is_new:
        told = {name: values for name, values in told.items() if _says_something(values)}
    fields = [_field(view, change.part, name, values) for name, values in told.items()]
    parts = [say("change.new")] * is_new + fields
    return f"{row}: {'; '.join(parts)}" if parts else ""


def _says_something(values: list[str] | None) -> bool:
    return values is not None and values[1] not in NOTHING


def _field(view: View, part: str, name: str, values: list[str] | None) -> str:
    say = view.deps.wording.say
    title = say(f"field.{name}")
    if values is None:
        return title
    before, after = (_value(view, part, name, value) for value in values)
    return f"{title} {before} → {after or '–'}" if before else f"{title} {after or '–'}"


def _value(view: View, part: str, name: str, value: str) -> str:
    """A value as it is read: codes in words, days as they are written at school."""
    say, method = view.deps.wording.say, view.deps.methodology
    named: Mapping[str, Callable[[str], str]] = {
        "role": lambda code: method.roles.get(code, code),
        "side": lambda code: method.roles.get(code, code),
        "mentor_id": lambda number: view.name(PersonId(int(number))),
        "purpose": lambda code: method.purposes[code],
        "form": lambda code: method.forms[code].title if code in method.forms else code,
        "programme_id": lambda number: view.programme(int(number)),
    }
    if not value or (value == NO_ROW and name.endswith(OF_A_ROW)):
        return ""
    if group := TITLES.get((part, name)):
        return view.title(group, value)
    if value in {"True", "False"}:
        return say(f"answer.{value.lower()}")
    return named.get(name, _day)(value)


def _day(value: str) -> str:
    try:
        return f"{date.fromisoformat(value):%d.%m.%Y}"
    except ValueError:
        return value
