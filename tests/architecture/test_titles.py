"""Everything that the code counts or tells apart has its title in config/methodology/."""

from dataclasses import fields

import pytest

from connector.domain.alerts import AlertCode
from connector.domain.consents import Purpose
from connector.domain.indicators import CATALOGUE
from connector.domain.norms import Norms
from connector.domain.people import Kind, Role
from connector.domain.programmes import REVERSE
from connector.domain.results import Measure
from connector.mapping.methodology_schema import NORMS, STATES
from tests.architecture.source import content


def test_every_alert_has_its_title() -> None:
    assert set(content("methodology", "alerts.yaml")) == set(AlertCode)


def test_every_indicator_has_its_title() -> None:
    told = content("methodology", "indicators.yaml")

    assert set(told["indicators"]) == {one.code for one in CATALOGUE}
    assert set(told["readings"]) == {one.reading for one in CATALOGUE if one.reading}


def test_every_measure_has_its_title() -> None:
    assert set(content("methodology", "measures.yaml")) == set(Measure)


def test_every_role_has_its_title() -> None:
    assert set(content("methodology", "roles.yaml")) == set(Role)


def test_every_purpose_of_a_consent_has_its_title() -> None:
    assert set(content("methodology", "purposes.yaml")) == set(Purpose)


def test_states_are_grouped_as_they_are_told_apart() -> None:
    assert set(content("methodology", "states.yaml")) == set(STATES)


@pytest.mark.parametrize("group", STATES)
def test_every_state_has_its_title(group: str) -> None:
    assert set(content("methodology", "states.yaml")[group]) == set(STATES[group])


def test_the_reverse_kind_is_among_the_kinds() -> None:
    assert REVERSE in content("methodology", "kinds.yaml")


def test_every_norm_can_be_set_and_stands_at_its_default() -> None:
    said = content("methodology", "norms.yaml")
    known = {field.name: getattr(Norms(), field.name) for field in fields(Norms)}

    assert set(said) == set(known)
    assert NORMS.load(said) == Norms()


def test_every_kind_of_person_takes_part_in_some_form() -> None:
    forms = content("methodology", "forms.yaml").values()

    assert {kind for form in forms for kind in form["mentors"] + form["mentees"]} == set(Kind)
