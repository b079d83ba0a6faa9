"""Everything that a service is given is built out of settings in one place."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from connector.bootstrap import load_methodology, load_rules, load_wording, now, open_school
from connector.errors import ConfigurationError
from connector.services.deps import Deps
from connector.services.leasing import take
from connector.settings import NO_SECRET, Secret, Settings
from connector.store.database import StoreUnavailable
from tests.services.conftest import Opening
from tests.services.stand import ROOT, Stand


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"moodle_url": ""}, "settings.no_moodle_url"),
        ({"moodle_token": NO_SECRET}, "settings.no_moodle_token"),
        ({"database_url": Secret("nonsense")}, "store.bad_url"),
    ],
)
def test_what_is_not_set_is_named_before_anything_is_opened(
    settings: Settings, tmp_path: Path, changes: dict[str, Any], code: str
) -> None:
    with pytest.raises(ConfigurationError) as caught, open_school(replace(settings, **changes)):
        pytest.fail("it was opened")

    assert caught.value.code == code
    assert list(tmp_path.iterdir()) == []


def test_opening_asks_moodle_nothing(deps: Deps, stand: Stand) -> None:
    assert deps.rules.school.school_year == "2026/27"
    assert stand.asked == []


def test_a_school_keeps_its_number_and_another_moodle_gets_another(opened: Opening) -> None:
    first, again, other = opened(), opened(), opened(moodle_url="https://other.example")

    assert first.school_id == again.school_id != other.school_id


def test_the_database_is_closed_at_the_end_whatever_happens(settings: Settings) -> None:
    def fail(deps: Deps) -> None:
        assert take(deps, "sync")
        assert (settings.home / "mentoring.db-wal").exists()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), open_school(settings) as deps:
        fail(deps)

    assert [file.name for file in settings.home.iterdir()] == ["mentoring.db"]


def test_today_is_the_day_at_the_school(opened: Opening) -> None:
    deps = opened()

    assert deps.clock().hour == 6
    assert deps.today.isoformat() == "2026-11-24"
    assert now().tzinfo is not None


@pytest.mark.parametrize(
    ("mapping", "code"),
    [(Path("/nowhere.yaml"), "mapping.not_found"), (None, "mapping.not_chosen")],
)
def test_a_mapping_that_is_not_there_is_named_when_it_is_needed(
    opened: Opening, mapping: Path | None, code: str
) -> None:
    deps = opened(mapping=mapping)

    with pytest.raises(ConfigurationError) as caught:
        _ = deps.rules

    assert caught.value.code == code


def test_the_school_s_own_mapping_is_found_in_its_home(settings: Settings) -> None:
    own = settings.home / "mappings" / "school.yaml"
    own.parent.mkdir()
    shutil.copy(ROOT / "mappings" / "cohorts.yaml", own)

    rules = load_rules(replace(settings, mapping=None), load_methodology(settings))

    assert len(rules.programmes) == 1


def test_the_school_s_own_sentences_and_templates_come_before_the_shipped_ones(
    settings: Settings,
) -> None:
    wording = settings.home / "config" / "wording"
    templates = settings.home / "config" / "methodology"
    for folder in (wording, templates):
        folder.mkdir(parents=True)
    (wording / "ru.yaml").write_text("figure: { no_data: пусто }", encoding="utf-8")
    (templates / "result_feedback.html").write_text("{{ share | percent }}", encoding="utf-8")

    assert load_wording(settings).say("figure.no_data") == "пусто"
    with open_school(settings) as deps:
        assert deps.templates.render("result_feedback.html", share=None) == "пусто"


def test_a_database_that_cannot_be_opened_is_said_to_be_unavailable(settings: Settings) -> None:
    folder = replace(settings, database_url=Secret(f"sqlite:///{settings.home}"))

    with pytest.raises(StoreUnavailable) as caught, open_school(folder):
        pytest.fail("it was opened")

    assert caught.value.exit_code == 4
