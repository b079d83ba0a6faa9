"""What the doctor asks of a service follows from what the mapping uses."""

from pathlib import Path
from typing import Any, Final

import pytest

from connector.errors import ConfigurationError
from connector.services.deps import Deps
from connector.services.doctor import examine
from connector.services.doctor.functions import features, load
from tests.builders import PROGRAMME, some_rules
from tests.services.stand import ROOT, Stand, edited

FUNCTIONS: Final = load(ROOT / "config" / "moodle" / "functions.yaml")
ALWAYS: Final = {"always", "night", "groups", "activities", "grades", "cohorts", "completion"}


def used(**of_programme: Any) -> set[str]:  # noqa: ANN401 - a part of a mapping
    programme = {**PROGRAMME, **of_programme}
    return set(features(some_rules(programmes=[programme]))) - ALWAYS


@pytest.mark.parametrize(
    ("said", "needs"),
    [
        ({}, set()),
        ({"pairs": {"new": {"named": "a"}}}, {"new_groups"}),
        (
            {"pairs": {"new": {"named": "a", "not_enrolled": "enrol"}}},
            {"new_groups", "enrolments"},
        ),
        ({"pairs": {"new": {"named": "a", "mentor_role": 9}}}, {"new_groups", "mentor_roles"}),
        ({"calendar": True}, {"calendar"}),
        ({"journal": {"database": "a"}}, {"journals"}),
        ({"journal": {"assignment": "a"}}, {"journal_submissions"}),
        ({"journal": {"forum": {"idnumber": "a"}}}, {"journal_posts", "idnumbers"}),
    ],
)
def test_a_programme_needs_what_it_uses(said: dict[str, Any], needs: set[str]) -> None:
    assert used(**said) == needs


def test_a_roadmap_in_a_calendar_needs_the_calendar() -> None:
    assert "calendar" in features(some_rules(roadmap={"calendar": "STAFF"}))


def test_every_function_is_needed_for_something_that_a_mapping_can_use() -> None:
    journals = [{"database": "a"}, {"assignment": {"idnumber": "a"}}, {"forum": "a"}]
    new = {"named": "a", "not_enrolled": "enrol", "mentor_role": 9}
    points = {"points": {"mentee": {"paired": 1}}}
    feedback = {
        "purpose": "processing",
        "feedback": "a",
        "course": "C1",
        "item": "b",
        "equals": "c",
    }
    choice = {"purpose": "processing", "choice": "a", "course": "C1", "equals": "c"}
    rules = some_rules(
        programmes=[
            {
                **PROGRAMME,
                "journal": journal,
                "calendar": True,
                "pairs": {"new": new},
                "results": {"assignment": "a", **points},
                "reports": {"forum": "a"},
            }
            for journal in journals
        ],
        consents=[feedback, choice],
        reminders={"training": "14 days"},
        training=[{"course": "C1", "trained_when": {"completed": True}}],
    )

    assert {n for function in FUNCTIONS.values() for n in function.needs} == features(rules)


@pytest.mark.parametrize("name", ["mod_assign_get_assignments", "mod_forum_get_discussion_posts"])
def test_a_function_may_be_needed_for_several_things(name: str) -> None:
    assert len(FUNCTIONS[name].needs) == 2


def test_a_journal_that_is_not_there_or_lacks_a_field_is_named(deps: Deps, stand: Stand) -> None:
    def rename(answer: Any) -> None:  # noqa: ANN401 - decoded JSON
        answer["fields"][0]["name"] = "Когда"

    def drop(answer: Any) -> None:  # noqa: ANN401 - decoded JSON
        answer["courses"] = []

    stand.always("mod_data_get_fields", edited(rename))
    stand.always("mod_assign_get_assignments", edited(drop))

    checks = examine(deps, ROOT / "config" / "moodle" / "functions.yaml")

    found = {check.code: check.facts for check in checks if "journal" in check.code}
    assert found["sync.journal_field_missing"]["field"] == "Дата встречи"
    assert found["doctor.journal_missing"]["course"] == "TEACHERS-2627"
    assert found["doctor.journal_missing"]["where"].startswith("demo.yaml:")
    assert "doctor.journal" not in found


def test_a_list_of_functions_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    file = tmp_path / "functions.yaml"
    file.write_text("some_function: 5\n", encoding="utf-8")

    with pytest.raises(ConfigurationError, match=r"settings\.unreadable"):
        load(file)
