"""The doctor names every lack: the function, the rights and the place in Moodle's menu."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from connector.sandbox.access import NOCAPS_TOKEN
from connector.services.deps import Deps
from connector.services.doctor import Check, Level, examine
from connector.settings import Secret
from tests.services.conftest import Opening
from tests.services.stand import (
    PUPILS,
    ROOT,
    TRAINING,
    Stand,
    a_mapping,
    edited,
    hang_up,
    keep_silent,
    refuse,
)

FUNCTIONS: Final = ROOT / "config" / "moodle" / "functions.yaml"
KNOWN: Final[Mapping[str, Mapping[str, Any]]] = yaml.safe_load(FUNCTIONS.read_text("utf-8"))
SITE_INFO: Final = "core_webservice_get_site_info"
MENU: Final = "Администрирование → "


def found(deps: Deps) -> list[Check]:
    return examine(deps, FUNCTIONS)


def said(deps: Deps, checks: Iterable[Check]) -> list[str]:
    return [deps.wording.say(check.code, **check.facts) for check in checks]


def of(checks: Iterable[Check], code: str) -> list[Check]:
    return [check for check in checks if check.code == code]


def failures(checks: Iterable[Check]) -> list[Check]:
    return [check for check in checks if check.level is Level.FAILURE]


def without_function(name: str) -> Any:  # noqa: ANN401 - a change of decoded JSON
    def edit(site: Any) -> None:  # noqa: ANN401 - same
        site["functions"] = [one for one in site["functions"] if one["name"] != name]

    return edited(edit)


def test_all_is_well_with_the_sandbox(deps: Deps, stand: Stand) -> None:
    checks = found(deps)

    assert {check.level for check in checks} == {Level.OK}
    assert {c.facts["function"] for c in of(checks, "doctor.function")} == KNOWN.keys()
    assert {c.facts["course"] for c in of(checks, "doctor.course")} == {
        "MENTOR-SCHOOL",
        "MENTOR-SUPPORT",
        "MENTORING-2627",
        "TEACHERS-2627",
        "GROWTH-ICT",
        "GROWTH-INCLUSION",
        "GROWTH-FGOS",
        "STAFF",
        "SUB-0",
        "SUB-1",
    }
    assert len(of(checks, "doctor.journal")) == 2
    assert len(of(checks, "doctor.assignment")) == len(of(checks, "doctor.forum")) == 2
    assert stand.writes == 0


def test_everything_it_says_has_a_sentence(deps: Deps) -> None:
    sentences = said(deps, found(deps))

    assert all(re.search("[а-яё]", sentence) or "Moodle" in sentence for sentence in sentences)
    assert not any("{" in sentence for sentence in sentences)


def test_functions_that_are_not_in_the_service_are_named(deps: Deps, stand: Stand) -> None:
    def edit(site: Any) -> None:  # noqa: ANN401 - decoded JSON
        site["functions"] = []

    stand.always(SITE_INFO, edited(edit))

    lacks = {c.facts["function"]: c for c in found(deps) if c.level is not Level.OK}

    assert lacks.keys() == KNOWN.keys()
    for name, lack in lacks.items():
        (sentence,) = said(deps, [lack])
        advised = KNOWN[name]["need"] == "check"
        assert lack.level is (Level.WARNING if advised else Level.FAILURE)
        assert name in sentence
        assert f"{MENU}Сервер → Веб-службы → Внешние службы → Функции" in sentence


@pytest.mark.parametrize(
    "name", ["core_course_get_contents", "core_role_assign_roles", "mod_assign_get_user_flags"]
)
def test_one_function_that_is_not_in_the_service_is_all_there_is_to_say(
    deps: Deps, stand: Stand, name: str
) -> None:
    stand.always(SITE_INFO, without_function(name))

    (lack,) = [check for check in found(deps) if check.level is not Level.OK]

    assert lack.facts["function"] == name


@pytest.mark.parametrize(
    "name",
    [
        "core_cohort_get_cohorts",
        "core_enrol_get_enrolled_users",
        "core_group_get_course_groups",
        "core_course_get_contents",
        "core_completion_get_course_completion_status",
        "core_completion_get_activities_completion_status",
        "gradereport_user_get_grade_items",
        "core_role_unassign_roles",
        "enrol_manual_enrol_users",
        "core_calendar_get_calendar_events",
        "mod_data_get_databases_by_courses",
    ],
)
def test_a_missing_right_is_named_with_function_capabilities_and_menu(
    deps: Deps, stand: Stand, name: str
) -> None:
    stand.always(name, refuse("nopermissions"))

    lacks = failures(found(deps))

    assert {check.code for check in lacks} == {"doctor.right_missing"}
    for sentence in said(deps, lacks):
        assert name in sentence
        assert all(right in sentence for right in KNOWN[name]["capabilities"])
        assert f"{MENU}Пользователи → Права → Определить роли" in sentence


def test_without_any_right_every_lack_is_named(opened: Opening) -> None:
    deps = opened(moodle_token=Secret(NOCAPS_TOKEN))

    lacks = of(found(deps), "doctor.right_missing")

    assert {check.facts["function"] for check in lacks} >= {
        "core_cohort_get_cohorts",
        "core_enrol_get_enrolled_users",
        "core_group_get_course_groups",
        "core_course_get_contents",
    }


def test_who_may_not_grade_is_told_so_before_anything_is_written(deps: Deps, stand: Stand) -> None:
    def edit(content: Any) -> None:  # noqa: ANN401 - decoded JSON
        content["warnings"] = [{"item": "assignment", "itemid": 3, "warningcode": "1"}]

    stand.always("mod_assign_get_user_flags", edited(edit))

    (sentence,) = said(deps, failures(found(deps)))

    assert "mod_assign_save_grades" in sentence
    assert "mod/assign:grade" in sentence


def test_who_may_not_start_a_discussion_is_told_so(deps: Deps, stand: Stand) -> None:
    def edit(content: Any) -> None:  # noqa: ANN401 - decoded JSON
        content["status"] = False

    stand.always("mod_forum_can_add_discussion", edited(edit))

    lacks = failures(found(deps))

    assert {check.facts["function"] for check in lacks} == {"mod_forum_add_discussion"}
    assert all("mod/forum:startdiscussion" in sentence for sentence in said(deps, lacks))


def test_a_role_that_may_not_be_given_is_told_with_its_number(
    opened: Opening, tmp_path: Path
) -> None:
    deps = opened(mapping=a_mapping(tmp_path, ("mentor_role: 10", "mentor_role: 11")))

    (lack,) = failures(found(deps))

    assert lack.code == "doctor.role_not_assignable"
    assert "номер 11" in said(deps, [lack])[0]


@pytest.mark.parametrize("told", [{"entrieslefttoview": 1}, {"canapprove": False}])
def test_a_journal_that_is_seen_in_part_is_a_missing_right(
    deps: Deps, stand: Stand, told: dict[str, object]
) -> None:
    stand.always(
        "mod_data_get_databases_by_courses",
        edited(lambda content: [one.update(approval=True) for one in content["databases"]]),
    )
    stand.always(
        "mod_data_get_data_access_information", edited(lambda content: content.update(told))
    )

    (lack,) = failures(found(deps))

    assert lack.facts["function"] == "mod_data_get_entries"
    assert "mod/data:approve" in said(deps, [lack])[0]


def test_nothing_is_written_to_see_whether_it_may_be(deps: Deps, stand: Stand) -> None:
    before = stand.written(), stand.school, set(stand.state.roles)

    checks = found(deps)

    assert (stand.written(), stand.school, set(stand.state.roles)) == before
    assert of(checks, "doctor.mentor_role")
    assert of(checks, "doctor.enrolment")
    assert len(of(checks, "doctor.calendar")) == 3


def test_people_who_cannot_be_seen_are_a_missing_right(deps: Deps, stand: Stand) -> None:
    def edit(people: Any) -> None:  # noqa: ANN401 - decoded JSON
        del people[1:]

    stand.always("core_user_get_users_by_field", edited(edit))

    (lack,) = failures(found(deps))

    assert lack.facts["function"] == "core_user_get_users_by_field"
    assert "moodle/user:viewdetails" in said(deps, [lack])[0]


@pytest.mark.parametrize(
    ("change", "level", "code", "words"),
    [
        (
            ("in_cohort: Наставляемые", "in_cohort: Нигде"),
            Level.WARNING,
            "doctor.cohort_missing",
            ["Нигде", f"{MENU}Пользователи → Глобальные группы"],
        ),
        (
            ("shortname: MENTORING-2627", "shortname: NOWHERE"),
            Level.FAILURE,
            "sync.course_missing",
            ["NOWHERE", r"mapping\.yaml:\d+"],
        ),
        (
            ("idnumber: mentor-result", "idnumber: nowhere"),
            Level.FAILURE,
            "doctor.assignment_missing",
            ["курсе MENTORING-2627 "],
        ),
        (
            ("name: Отчёты наставников", "name: Нигде"),
            Level.FAILURE,
            "doctor.forum_missing",
            ["курсе MENTORING-2627 "],
        ),
        (
            ("profile_field: birthdate", "profile_field: nowhere"),
            Level.WARNING,
            "doctor.field_missing",
            ["nowhere", f"{MENU}Пользователи → Поля профиля пользователя"],
        ),
        (
            ("idnumber: mentor-result", "idnumber: mentor-team"),
            Level.FAILURE,
            "grade.team_assignment",
            ["групповое"],
        ),
    ],
)
def test_what_the_mapping_names_and_moodle_lacks_is_named(
    opened: Opening,
    tmp_path: Path,
    change: tuple[str, str],
    level: Level,
    code: str,
    words: list[str],
) -> None:
    deps = opened(mapping=a_mapping(tmp_path, change))

    lacks = of(found(deps), code)

    assert {check.level for check in lacks} == {level}
    assert all(re.search(word, said(deps, lacks)[0]) for word in words)


def test_completion_that_is_off_is_named_with_its_course(deps: Deps, stand: Stand) -> None:
    stand.change_course(TRAINING, completion=False)

    (lack,) = failures(found(deps))

    assert lack.code == "doctor.no_completion"
    assert lack.facts["course"] == "MENTOR-SCHOOL"
    assert "Отслеживание выполнения" in said(deps, [lack])[0]


def test_a_course_without_people_or_groups_is_warned_of(deps: Deps, stand: Stand) -> None:
    stand.change_course(PUPILS, enrolments=(), groups=())

    warnings = [check for check in found(deps) if check.level is Level.WARNING]

    assert {(check.code, check.facts["course"]) for check in warnings} == {
        ("doctor.course_empty", "MENTORING-2627"),
        ("doctor.no_groups", "MENTORING-2627"),
    }


def test_an_administrator_s_token_an_old_moodle_and_another_address_are_noted(
    deps: Deps, stand: Stand
) -> None:
    def edit(site: Any) -> None:  # noqa: ANN401 - decoded JSON
        site |= {
            "userissiteadmin": True,
            "version": "2021051700",
            "siteurl": "https://moodle.example",
        }

    stand.always(SITE_INFO, edited(edit))

    noted = {check.code: check for check in found(deps) if check.level is not Level.OK}

    assert noted.keys() == {"doctor.is_admin", "doctor.old_release", "doctor.other_url"}
    assert (
        "MENTORING_MOODLE_URL=https://moodle.example" in said(deps, [noted["doctor.other_url"]])[0]
    )


def test_a_wrong_token_is_all_there_is_to_say(opened: Opening) -> None:
    deps = opened(moodle_token=Secret("wrong"))

    assert [check.code for check in found(deps)] == ["moodle.invalid_token"]


def test_a_wrong_mapping_is_said_beside_what_is_well(opened: Opening, tmp_path: Path) -> None:
    mapping = a_mapping(tmp_path, ("form: teacher-teacher", "form: nobody"))
    deps = opened(mapping=mapping)

    checks = found(deps)

    lines = mapping.read_text(encoding="utf-8").splitlines()
    (fault,) = failures(checks)
    assert f"mapping.yaml:{lines.index('    form: nobody') + 1}" in said(deps, [fault])[0]
    assert of(checks, "doctor.token")


@pytest.mark.parametrize("reaction", [hang_up, keep_silent])
def test_a_moodle_that_stumbles_does_not_stop_the_examination(
    deps: Deps,
    stand: Stand,
    reaction: Any,  # noqa: ANN401 - a Reaction
) -> None:
    stand.always("core_group_get_course_groups", reaction)

    checks = found(deps)

    assert len(failures(checks)) == 2
    assert len(of(checks, "doctor.forum")) == 2


@pytest.mark.parametrize("name", ["mod_assign_get_assignments", "mod_forum_get_forums_by_courses"])
def test_places_to_write_to_that_cannot_be_read_do_not_stop_the_examination(
    deps: Deps, stand: Stand, name: str
) -> None:
    stand.always(name, refuse("nopermissions"))

    (lack,) = failures(found(deps))

    assert lack.facts["function"] == name
