"""Tells every rule where it stands: file and line of each selector and each example."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, Final, TypeVar

from connector.mapping.pair_rules import JOURNALS, JournalRule
from connector.mapping.rules import PeopleRule
from connector.mapping.selectors import AnswersRule, Condition
from connector.mapping.source import Place, Source

Rule = TypeVar("Rule")

KEYS: Final[Mapping[str, Place]] = {
    "class_name": ("class",),
    "who": ("for",),
    "grade_of": ("trained_when", "grade_of"),
    "answers": (),
}
"""Where in the YAML stands what a rule calls by another name."""


def placed(source: Source, rule: Rule, place: Place = ()) -> Rule:
    """Give everything inside a rule that has a `where` its file:line."""
    found: Rule = _placed(source, rule, place)
    return found


def _placed(source: Source, thing: Any, place: Place) -> Any:  # noqa: ANN401 - a part of any rule
    if isinstance(thing, Mapping):
        return {key: _placed(source, value, (*place, key)) for key, value in thing.items()}
    if isinstance(thing, tuple):
        return tuple(_placed(source, item, (*place, index)) for index, item in enumerate(thing))
    if not is_dataclass(thing) or isinstance(thing, type):
        return thing
    changed = {
        one.name: _field(source, thing, one.name, place) for one in fields(thing) if one.init
    }
    return replace(thing, **changed)


def _field(source: Source, rule: Any, name: str, place: Place) -> Any:  # noqa: ANN401 - of any rule
    value = getattr(rule, name)
    if name == "where":
        return source.where(place)
    if isinstance(rule, Condition) and name == "parts":
        return tuple(_placed(source, part, at) for at, part in _parts(rule, place))
    if isinstance(rule, PeopleRule) and name == "kinds":
        kinds = enumerate(rule.kinds)
        return tuple((k, _placed(source, c, (*place, "kind", i, k))) for i, (k, c) in kinds)
    if isinstance(rule, AnswersRule | JournalRule) and name == "activity":
        key = JOURNALS[rule.module] if isinstance(rule, JournalRule) else rule.module
        return _placed(source, value, (*place, key))
    return _placed(source, value, (*place, *KEYS.get(name, (name,))))


def _parts(condition: Condition, place: Place) -> list[tuple[Place, Condition]]:
    """The conditions inside another, each with its place."""
    inside = (*place, condition.kind)
    return [
        (inside if condition.kind == "not" else (*inside, index), part)
        for index, part in enumerate(condition.parts)
    ]
