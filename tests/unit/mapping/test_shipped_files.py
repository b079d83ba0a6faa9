"""What a school finds in mappings/ and config/methodology/ works as it is."""

from pathlib import Path
from typing import Final

import pytest
import yaml

from connector.domain.alerts import AlertCode
from connector.domain.indicators import CATALOGUE, How
from connector.domain.people import Role
from connector.domain.results import Measure
from connector.mapping import methodology
from connector.mapping.expectations import broken
from connector.mapping.loader import load
from tests.builders import TODAY

HOME: Final = Path(__file__).parents[3]
MAPPINGS: Final = sorted((HOME / "mappings").glob("*.yaml"))
FILES: Final = sorted((HOME / "config" / "methodology").glob("*.yaml"))
METHODOLOGY: Final = methodology.load((HOME / "config" / "methodology").joinpath)


@pytest.mark.parametrize("file", MAPPINGS, ids=lambda file: file.stem)
def test_every_mapping_loads_and_does_what_it_expects(file: Path) -> None:
    rules = load(file, METHODOLOGY.forms, METHODOLOGY.kinds, METHODOLOGY.reasons)

    assert broken(rules, TODAY) == []
    assert rules.expect, "a mapping shows by examples what it makes of people"


def test_there_are_mappings_to_start_from() -> None:
    assert "cohorts" in [file.stem for file in MAPPINGS]


@pytest.mark.parametrize("file", [*MAPPINGS, *FILES], ids=lambda file: file.name)
def test_every_file_explains_itself_in_its_first_line(file: Path) -> None:
    assert file.read_text(encoding="utf-8").startswith("# ")
    assert isinstance(yaml.safe_load(file.read_text(encoding="utf-8")), dict)


def test_everything_that_is_counted_has_a_title() -> None:
    indicators, readings = METHODOLOGY.indicators.indicators, METHODOLOGY.indicators.readings

    assert {one.code for one in CATALOGUE} == set(indicators)
    assert {one.reading for one in CATALOGUE if one.reading} == set(readings)
    assert set(METHODOLOGY.indicators.targets) <= set(indicators)
    assert set(METHODOLOGY.alerts) == set(AlertCode)
    assert set(METHODOLOGY.measures) == set(Measure)
    assert set(METHODOLOGY.roles) == set(Role)


def test_the_numbers_are_those_of_the_methodology() -> None:
    norms = METHODOLOGY.norms

    assert (norms.mentee_ages, norms.mentor_ages, norms.silent_days) == ((10, 19), (15, 19), 21)


def test_the_five_forms_of_the_methodology_and_the_schools_own_are_there() -> None:
    assert set(METHODOLOGY.forms) >= {
        "pupil-pupil",
        "teacher-teacher",
        "student-pupil",
        "employer-pupil",
        "employer-student",
    }
    assert all(form.title for form in METHODOLOGY.forms.values())


def test_what_tells_of_health_and_hardship_is_sensitive_and_not_kept() -> None:
    sensitive = {code for code, pool in METHODOLOGY.reasons.items() if pool.sensitive}

    assert sensitive == {"special_needs", "hardship", "burnout"}
    assert not METHODOLOGY.norms.keep_sensitive_reasons


def test_a_count_has_no_denominator_and_everything_else_has_one() -> None:
    counts = {one.code for one in CATALOGUE if one.how in {How.COUNT, How.MOST}}
    meanings = METHODOLOGY.indicators.indicators.items()

    assert {code for code, one in meanings if not one.denominator} == counts


def test_a_year_without_a_target_has_that_of_the_last_before_it() -> None:
    target = METHODOLOGY.indicators.target

    assert [target("I1", year) for year in (2019, 2020, 2023, 2024, 2026)] == [None, 10, 50, 70, 70]
    assert target("N2", 2026) is None
