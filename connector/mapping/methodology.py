"""Reads what the methodology calls things and the numbers that it leaves to the school."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from marshmallow import ValidationError

from connector import plain_yaml
from connector.domain.alerts import AlertRule
from connector.domain.indicators.meaning import Meanings
from connector.domain.norms import Norms
from connector.domain.people import Kind, Role
from connector.domain.programmes import Form
from connector.domain.roadmap_template import TemplateRow
from connector.domain.stages import ProgrammeStage
from connector.domain.surveys import Survey
from connector.errors import ConfigurationError, Faults
from connector.mapping.bases import BASES, BaseSheets
from connector.mapping.messages import leaves
from connector.mapping.methodology_schema import (
    CRITERIA,
    FORMS,
    NORMS,
    PURPOSES,
    REASONS,
    STATES_SCHEMA,
    TITLES,
    Titles,
)
from connector.mapping.schema_alerts import RULES, rules
from connector.mapping.schema_indicators import INDICATORS, TARGETS
from connector.mapping.schema_stages import ROADMAP, STAGES
from connector.mapping.schema_surveys import SURVEYS


@dataclass(frozen=True)
class Pool:
    """From whom a side is recruited (methodology 2.3); `kind` None: from anybody.

    `sensitive`: about health or need, so that who belongs to it is kept only where norms allow.
    """

    title: str
    side: Role
    kind: Kind | None
    sensitive: bool


@dataclass(frozen=True)
class Methodology:
    """Forms and reasons by code, the school's numbers, and the titles of what it tells apart.

    `kinds` are those of mentoring (2.4). `criteria` of selection (6) get marks from the first to
    the second of `marks`. `states`: titles by group and code, as methodology_schema.STATES says.
    `stages` of a programme in their order (3.1); `roadmap`: the rows of every year (3.3).
    """

    forms: Mapping[str, Form]
    norms: Norms
    alert_rules: tuple[AlertRule, ...]
    indicators: Meanings
    measures: Mapping[str, str]
    roles: Mapping[str, str]
    kinds: Mapping[str, str]
    reasons: Mapping[str, Pool]
    purposes: Mapping[str, str]
    criteria: Mapping[str, str]
    marks: tuple[int, int]
    states: Mapping[str, Mapping[str, str]]
    bases: BaseSheets
    stages: tuple[ProgrammeStage, ...] = ()
    roadmap: tuple[TemplateRow, ...] = ()
    surveys: tuple[Survey, ...] = ()

    @cached_property
    def alerts(self) -> Mapping[str, str]:
        """The titles of alerts; a code that no rule has is its own title."""
        return Titles({rule.code: rule.title for rule in self.alert_rules})


def load(find: Callable[[str], Path]) -> Methodology:
    """Read the files of config/methodology/; `find` gives the path of a file by its name.

    Raises ConfigurationError naming the file that is wrong.
    """

    def read(name: str, check: Callable[[Any], Any]) -> Any:  # noqa: ANN401 - gives what `check` gives
        return _checked(find(name), check)

    norms: Norms = read("norms.yaml", NORMS.load)
    selection = read("criteria.yaml", CRITERIA.load)
    reasons = read("reasons.yaml", REASONS.deserialize)
    return Methodology(
        forms=_forms(read("forms.yaml", FORMS.deserialize)),
        norms=norms,
        alert_rules=read("alerts.yaml", lambda told: rules(RULES.deserialize(told), norms)),
        indicators=Meanings(
            **read("indicators.yaml", INDICATORS.load),
            targets=read("targets.yaml", TARGETS.deserialize),
        ),
        measures=read("measures.yaml", TITLES.deserialize),
        roles=read("roles.yaml", TITLES.deserialize),
        kinds=read("kinds.yaml", TITLES.deserialize),
        reasons={code: Pool(**pool) for code, pool in reasons.items()},
        purposes=read("purposes.yaml", PURPOSES.deserialize),
        criteria=selection["criteria"],
        marks=selection["marks"],
        states=read("states.yaml", STATES_SCHEMA.load),
        bases=read("bases.yaml", BASES.load),
        stages=read("stages.yaml", STAGES.deserialize),
        roadmap=read("roadmap.yaml", ROADMAP.deserialize),
        surveys=read("surveys.yaml", SURVEYS.deserialize),
    )


def _forms(said: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Form]:
    return {
        code: Form(
            **{
                **form,
                "code": code,
                "mentors": frozenset(form["mentors"]),
                "mentees": frozenset(form["mentees"]),
            }
        )
        for code, form in said.items()
    }


def _checked(file: Path, check: Callable[[Any], Any]) -> Any:  # noqa: ANN401 - gives what `check` gives
    content = _read(file)
    try:
        return check(content or {})
    except ValidationError as error:
        found = [
            (file.name, ".".join(map(str, place)) or "-", reason)
            for place, reason in leaves(error.messages, ())
        ]
        raise ConfigurationError(
            "settings.wrong_content", path=file, faults=Faults(found)
        ) from error


def _read(file: Path) -> object:
    try:
        return plain_yaml.load(file.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError, ValueError, LookupError, AttributeError) as error:
        raise ConfigurationError("settings.unreadable", path=file) from error
