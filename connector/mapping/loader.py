"""Loads a mapping from a file or a folder and checks all that can be checked without Moodle."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from marshmallow import ValidationError

from connector.domain.programmes import Form
from connector.errors import ConfigurationError
from connector.mapping.rules import ActivitySelector, CourseSelector, ProgrammeRule, Rules
from connector.mapping.schema import MAPPING
from connector.mapping.source import Place, Source, join, read

LISTS: Final = frozenset({"training", "programmes", "expect"})


class MappingError(ConfigurationError):
    """One or more faults of a mapping; `faults` are (file:line, path, reason)."""

    def __init__(self, faults: list[tuple[str, str, str]]) -> None:
        """Show them all, one a line."""
        text = "\n".join(f"{where}: {path}: {reason}" for where, path, reason in faults)
        super().__init__("mapping.faults", count=len(faults), faults="\n" + text)
        self.faults = faults


def load(path: Path, forms: Mapping[str, Form]) -> Rules:
    """Read rules from a YAML file, or from all YAML files of a folder taken together.

    Raises MappingError naming every fault by file and line, ConfigurationError for what cannot
    be read at all.
    """
    files = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
    if not files:
        raise ConfigurationError("mapping.empty_folder", path=path)
    return build(join([read(file) for file in files], LISTS), forms)


def build(source: Source, forms: Mapping[str, Form]) -> Rules:
    """Check the content of a mapping and build its rules."""
    try:
        content = MAPPING.load(source.content)
    except ValidationError as error:
        raise MappingError(_faults(source, error.messages)) from error
    year = content["school"].school_year
    programmes = tuple(
        _programme(source, index, {"school_year": year, **rule}, forms)
        for index, rule in enumerate(content["programmes"])
    )
    return Rules(
        school=content["school"],
        people=content["people"],
        roles=content["roles"],
        training=tuple(
            replace(rule, course=_course(source, rule.course, "training", index, "course"))
            for index, rule in enumerate(content["training"])
        ),
        programmes=programmes,
        expect=tuple(
            replace(item, where=source.where(("expect", index)))
            for index, item in enumerate(content["expect"])
        ),
    )


def _programme(
    source: Source, index: int, rule: dict[str, Any], forms: Mapping[str, Form]
) -> ProgrammeRule:
    place: Place = ("programmes", index)
    if rule["form"] not in forms:
        reason = f"no such form; one of: {', '.join(forms)}"
        raise MappingError([(source.where((*place, "form")), "form", reason)])
    built = ProgrammeRule(**rule)
    if built.results:
        at = (*place, "results", "assignment")
        found = _activity(source, built.results.assignment, at)
        built = replace(built, results=replace(built.results, assignment=found))
    if built.reports:
        at = (*place, "reports", "forum")
        found = _activity(source, built.reports.forum, at)
        built = replace(built, reports=replace(built.reports, forum=found))
    return replace(built, course=_course(source, built.course, *place, "course"))


def _course(source: Source, selector: CourseSelector, *place: Any) -> CourseSelector:  # noqa: ANN401 - a path
    return replace(selector, where=source.where(place))


def _activity(source: Source, selector: ActivitySelector, place: Place) -> ActivitySelector:
    return replace(selector, where=source.where(place))


def _faults(source: Source, messages: object) -> list[tuple[str, str, str]]:
    found = [
        (source.where(place), ".".join(map(str, place)) or "-", reason)
        for place, reason in _leaves(messages, ())
    ]
    return sorted(found, key=lambda fault: (fault[0].rpartition(":")[0], _line(fault[0])))


def _line(where: str) -> int:
    return int(where.rpartition(":")[2])


def _leaves(messages: object, place: Place) -> Iterable[tuple[Place, str]]:
    if isinstance(messages, Mapping):
        for key, inner in messages.items():
            yield from _leaves(
                inner, place if key in {"_schema", "key", "value"} else (*place, key)
            )
    elif isinstance(messages, list):
        for message in messages:
            yield from _leaves(message, place)
    else:
        yield place, str(messages)
