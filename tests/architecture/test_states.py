"""docs/states.md is what the tables of steps say: `mentoring people states --markdown`."""

from typing import Final

import pytest

from connector.domain.consents import CONSENT_TRANSITIONS
from connector.domain.participation import TRANSITIONS, State, may
from connector.domain.people import Role
from connector.reports.pair_states import TABLES
from connector.reports.state_tables import (
    CONSENT,
    PARTICIPATION,
    ROLES,
    Step,
    cells,
    markdown,
    steps,
)
from connector.wording import load
from tests.architecture.source import CONFIG, ROOT, content

WORDS: Final = load(CONFIG / "wording")
TITLES: Final = {
    **content("methodology", "states.yaml"),
    ROLES: content("methodology", "roles.yaml"),
}


def test_the_page_of_states_is_what_the_tables_say() -> None:
    page = (ROOT / "docs" / "states.md").read_text(encoding="utf-8")

    assert page == markdown(WORDS, TITLES), "mentoring people states --markdown > docs/states.md"


def test_every_step_of_the_tables_is_told_once() -> None:
    told = [(step.source, step.target) for step in steps() if step.table == PARTICIPATION]
    assert sorted(told) == sorted(TRANSITIONS)

    told = [(step.source, step.target) for step in steps() if step.table == CONSENT]
    assert sorted(told) == sorted(CONSENT_TRANSITIONS)

    for table, allowed in TABLES.items():
        told = [(step.source, step.target) for step in steps() if step.table == table]
        assert sorted(told) == sorted((a, b) for a, targets in allowed.items() for b in targets)


@pytest.mark.parametrize("step", [s for s in steps() if s.table == PARTICIPATION], ids=str)
def test_whoever_is_named_may_take_the_step(step: Step) -> None:
    assert all(may(role, State(step.source), State(step.target)) for role in step.roles)
    assert step.roles


def test_nobody_is_named_for_a_step_that_they_never_come_to() -> None:
    for step in steps():
        if step.table == PARTICIPATION and step.source in {State.SELECTED, State.TRAINED}:
            assert step.roles == (Role.MENTOR,)


def test_every_step_is_told_in_words() -> None:
    said = cells(WORDS, TITLES)

    assert len(said) == len(steps())
    assert all(all(cell) for cell in said)
    whens = {step.when for step in steps()}
    assert whens <= WORDS.sentences.keys()
