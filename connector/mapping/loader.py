"""Loads a mapping from a file or a folder and checks all that can be checked without Moodle."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, TypeVar

from marshmallow import ValidationError

from connector.domain.people import Role
from connector.domain.programmes import Form
from connector.errors import ConfigurationError, Faults
from connector.mapping.messages import leaves
from connector.mapping.rules import (
    ActivitySelector,
    Condition,
    CourseSelector,
    PeopleRule,
    ProgrammeRule,
    Rules,
)
from connector.mapping.schema import MAPPING
from connector.mapping.source import Place, Source, join, read

Selector = TypeVar("Selector", CourseSelector, ActivitySelector)

LISTS: Final = frozenset({"training", "programmes", "expect"})


class MappingError(ConfigurationError):
    """One or more faults of a mapping; `faults` are (file:line, path, reason)."""

    def __init__(self, faults: list[tuple[str, str, str]]) -> None:
        """Show them all, one a line."""
        super().__init__("mapping.faults", count=len(faults), faults=Faults(faults))
        self.faults = faults


def load(path: Path, forms: Mapping[str, Form]) -> Rules:
    """Read rules from a YAML file, or from all YAML files of a folder taken together.

    Raises MappingError naming every fault by file and line, ConfigurationError for what cannot
    be read at all.
    """
    files = sorted([*path.glob("*.yaml"), *path.glob("*.yml")]) if path.is_dir() else [path]
    if not files:
        raise ConfigurationError("mapping.empty_folder", path=path)
    return build(join([read(file) for file in files], LISTS), forms)


def build(source: Source, forms: Mapping[str, Form]) -> Rules:
    """Check the content of a mapping and build its rules."""
    try:
        content = MAPPING.load(source.content)
    except ValidationError as error:
        raise MappingError(_faults(source, error.messages)) from error
    programmes = content["programmes"]
    reason = f"no such form, say one of: {', '.join(forms)}"
    unknown = {i: {"form": reason} for i, p in enumerate(programmes) if p["form"] not in forms}
    if unknown:
        raise MappingError(_faults(source, {"programmes": unknown}))
    return Rules(
        school=content["school"],
        people=_people(source, content["people"]),
        roles=_roles(source, content["roles"], ("roles",)),
        training=tuple(
            replace(rule, course=_placed(source, rule.course, ("training", index, "course")))
            for index, rule in enumerate(content["training"])
        ),
        programmes=tuple(
            _programme(source, index, {"school_year": content["school"].school_year, **rule})
            for index, rule in enumerate(programmes)
        ),
        expect=tuple(
            replace(item, where=source.where(("expect", index)))
            for index, item in enumerate(content["expect"])
        ),
    )


def _people(source: Source, rule: PeopleRule) -> PeopleRule:
    kinds = tuple(
        (kind, _condition(source, condition, ("people", "kind", index, kind)))
        for index, (kind, condition) in enumerate(rule.kinds)
    )
    young = rule.young_specialist
    if young:
        young = _condition(source, young, ("people", "young_specialist"))
    return replace(rule, kinds=kinds, young_specialist=young)


def _programme(source: Source, index: int, said: dict[str, Any]) -> ProgrammeRule:
    place = ("programmes", index)
    rule = ProgrammeRule(**said)
    results, reports = rule.results, rule.reports
    if results:
        at = (*place, "results", "assignment")
        results = replace(results, assignment=_placed(source, results.assignment, at))
    if reports:
        at = (*place, "reports", "forum")
        reports = replace(reports, forum=_placed(source, reports.forum, at))
    return replace(
        rule,
        course=_placed(source, rule.course, (*place, "course")),
        roles=_roles(source, rule.roles, (*place, "roles")),
        results=results,
        reports=reports,
    )


def _roles(
    source: Source, roles: Mapping[Role, Condition], place: Place
) -> Mapping[Role, Condition]:
    return {
        role: _condition(source, condition, (*place, role)) for role, condition in roles.items()
    }


def _condition(source: Source, condition: Condition, place: Place) -> Condition:
    inside = (*place, condition.kind)
    parts = tuple(
        _condition(source, part, inside if condition.kind == "not" else (*inside, index))
        for index, part in enumerate(condition.parts)
    )
    course = condition.course
    if course:
        course = _placed(source, course, (*place, "course"))
    return replace(condition, parts=parts, course=course)


def _placed(source: Source, selector: Selector, place: Place) -> Selector:
    return replace(selector, where=source.where(place))


def _faults(source: Source, messages: object) -> list[tuple[str, str, str]]:
    found = [
        (source.where(place), ".".join(map(str, place)) or "-", reason)
        for place, reason in leaves(messages, ())
    ]
    return sorted(found, key=lambda fault: (fault[0].rpartition(":")[0], _line(fault[0])))


def _line(where: str) -> int:
    return int(where.rpartition(":")[2])
