"""The live suite: the cycle against the Moodle that the environment names."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from connector import settings
from connector.bootstrap import open_school
from connector.domain.write_plans import Approval
from connector.services.deps import Deps
from connector.settings import SHIPPED, Settings

WANTED = ("MENTORING_MOODLE_URL", "MENTORING_MOODLE_TOKEN")


@pytest.fixture(scope="session")
def live_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The settings of the environment with a database of their own."""
    if not all(os.environ.get(name) for name in WANTED):
        pytest.skip(f"set {' and '.join(WANTED)} to try a live Moodle")
    home = tmp_path_factory.mktemp("live")
    mapping = os.environ.get("MENTORING_MAPPING") or SHIPPED / "mappings" / "cohorts.yaml"
    environment = {**os.environ, "MENTORING_HOME": str(home), "MENTORING_DATABASE_URL": ""}
    return replace(settings.load(environment), mapping=Path(mapping))


@pytest.fixture(scope="session")
def live(live_settings: Settings) -> Iterator[Deps]:
    """Everything built for the live school, where nobody has to approve what is written."""
    with open_school(live_settings) as deps:
        yield approving(deps, Approval.AUTO)


def approving(deps: Deps, who: Approval) -> Deps:
    """The same school with another rule about who approves grades."""
    rules = deps.rules
    programmes = tuple(
        replace(one, results=replace(one.results, approval=who)) if one.results else one
        for one in rules.programmes
    )
    return replace(deps, rules_of=lambda: replace(rules, programmes=programmes))
