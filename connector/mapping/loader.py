"""Loads a mapping from a file or a folder and checks all that can be checked without Moodle."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from marshmallow import ValidationError

from connector.domain.programmes import Form
from connector.domain.surveys import Survey
from connector.errors import ConfigurationError, Faults
from connector.mapping.checks import Codes, Fault, faults
from connector.mapping.messages import leaves
from connector.mapping.methodology import Pool
from connector.mapping.pair_rules import SurveyRule
from connector.mapping.placing import placed
from connector.mapping.rules import Rules
from connector.mapping.schema import MAPPING
from connector.mapping.source import Source, join, read

LISTS: Final = frozenset({"consents", "training", "programmes", "marks", "expect"})


class MappingError(ConfigurationError):
    """One or more faults of a mapping; `faults` are (file:line, path, reason)."""

    def __init__(self, faults: list[tuple[str, str, str]]) -> None:
        """Show them all, one a line."""
        super().__init__("mapping.faults", count=len(faults), faults=Faults(faults))
        self.faults = faults


def load(
    path: Path,
    forms: Mapping[str, Form],
    kinds: Mapping[str, str] | None = None,
    reasons: Mapping[str, Pool] | None = None,
    surveys: Mapping[str, Survey] | None = None,
) -> Rules:
    """Read rules from a YAML file, or from all YAML files of a folder taken together.

    The codes that rules may use are those of the methodology; None: any. Raises MappingError
    naming every fault by file and line, ConfigurationError for what cannot be read at all.
    """
    found = files(path)
    if not found:
        raise ConfigurationError("mapping.empty_folder", path=path)
    return build(join([read(file) for file in found], LISTS), Codes(forms, kinds, reasons, surveys))


def files(path: Path) -> list[Path]:
    """The files of a mapping."""
    return sorted([*path.glob("*.yaml"), *path.glob("*.yml")]) if path.is_dir() else [path]


def build(source: Source, codes: Codes) -> Rules:
    """Check the content of a mapping and build its rules."""
    try:
        rules: Rules = MAPPING.load(source.content)
    except ValidationError as error:
        raise _refused(source, leaves(error.messages, ())) from error
    if wrong := list(faults(rules, codes)):
        raise _refused(source, wrong)
    return placed(source, _with_questions(_with_year(rules), codes))


def _with_year(rules: Rules) -> Rules:
    """Fill in the school's year where a rule names none."""
    year = rules.school.school_year
    return replace(
        rules,
        programmes=tuple(
            replace(rule, school_year=rule.school_year or year) for rule in rules.programmes
        ),
        growth=replace(
            rules.growth,
            route=tuple(replace(rule, year=rule.year or year) for rule in rules.growth.route),
        ),
    )


def _with_questions(rules: Rules, codes: Codes) -> Rules:
    """Fill in what each questionnaire asks of the people of its programme."""
    programmes = tuple(
        replace(
            rule,
            surveys={
                code: _asking(place, codes.surveys[code], codes.forms[rule.form])
                for code, place in rule.surveys.items()
            },
        )
        if codes.surveys
        else rule
        for rule in rules.programmes
    )
    return replace(rules, programmes=programmes)


def _asking(rule: SurveyRule, survey: Survey, form: Form) -> SurveyRule:
    audience = next((one for one in survey.audiences if one in form.mentees), None)
    items = tuple(question.code for question in survey.asked_of(audience))
    return replace(rule, items=items, who=survey.who)


def _refused(source: Source, wrong: Iterable[Fault]) -> MappingError:
    found = [
        (source.where(place), ".".join(map(str, place)) or "-", reason) for place, reason in wrong
    ]
    return MappingError(sorted(found, key=lambda fault: _file_and_line(fault[0])))


def _file_and_line(where: str) -> tuple[str, int]:
    file, _, line = where.rpartition(":")
    return file, int(line)
