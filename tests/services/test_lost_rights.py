from pathlib import Path
from typing import Any

from connector.domain.people import Role
from connector.domain.register.doubts import Held
from connector.domain.write_back import State
from connector.services import monitoring, picture, register, running
from connector.services.deps import Deps
from connector.services.syncing import Tier, sync
from connector.services.writing_back import write_back
from tests.services.conftest import Opening
from tests.services.outcomes import codes, mentor, of
from tests.services.stand import PUPILS, Stand, a_mapping, edited, of_course, refuse

BOOK = "gradereport_user_get_grade_items"
PEOPLE = "core_user_get_users_by_field"
ENROLLED = "core_enrol_get_enrolled_users"
COHORTS = "core_cohort_get_cohorts"
BY_ROLE = (
    "mentee: { in_cohort: Наставляемые }",
    "mentee: { course_role: student, course: MENTORING-2627 }",
)
TRAINED_BY_TEST = (
    "{ completed: true }",
    "{ grade_of: 'Тест: основы наставничества', at_least: 60 % }",
)


def without_fields(people: Any) -> None:  # noqa: ANN401 - decoded JSON
    for person in people:
        person["customfields"] = []


def without_people(unseen: list[int]) -> Any:  # noqa: ANN401 - a change of decoded JSON
    def edit(people: Any) -> None:  # noqa: ANN401 - same
        people[:] = [one for one in people if one["id"] not in unseen]

    return edit


def renamed(people: Any) -> None:  # noqa: ANN401 - decoded JSON
    for person in people:
        for role in person.get("roles", ()):
            role["shortname"] += "-2"


def without_column(name: str) -> Any:  # noqa: ANN401 - a change of decoded JSON
    def edit(content: Any) -> None:  # noqa: ANN401 - same
        for row in content.get("usergrades", []):
            row["gradeitems"] = [cell for cell in row["gradeitems"] if cell["itemname"] != name]

    return edit


def test_a_profile_field_that_many_lose_at_once_is_kept_until_a_person_says_so(
    synced: Deps, stand: Stand
) -> None:
    before = {user.id: user.profile for user in picture.mirror(synced).users}
    stand.always(PEOPLE, edited(without_fields))

    record = sync(synced)

    assert set(codes(record)) == {"sync.field_hidden"}
    assert {user.id: user.profile for user in picture.mirror(synced).users} == before

    assert sync(synced, believed=frozenset({"fields"})).problems == []
    classes = {user.profile.get("class") for user in picture.mirror(synced).users}
    assert classes == {None}


def test_a_result_column_that_is_hidden_is_told_as_hidden(synced: Deps, stand: Stand) -> None:
    stand.always(BOOK, edited(without_column("Итоги наставничества")))

    changes, record = write_back(synced)

    entry = of(changes, mentor(stand.school))
    assert (entry.state, entry.reason) == (State.REFUSED, "grade.hidden")
    assert record.problems == []
    assert stand.writes == 2


def test_a_service_without_one_function_loses_only_that_part(opened: Opening, stand: Stand) -> None:
    stand.always("core_group_get_course_groups", refuse("accessexception"))
    deps = opened()

    record = sync(deps, Tier.NIGHT)

    assert set(codes(record)) == {"moodle.access_denied"}
    assert picture.mirror(deps).enrolments
    found, _ = monitoring.monitor(deps)
    assert any(participant.role == Role.MENTOR for participant in found.participants)


def test_a_training_column_that_is_hidden_is_not_believed(
    opened: Opening, stand: Stand, tmp_path: Path
) -> None:
    deps = opened(mapping=a_mapping(tmp_path, TRAINED_BY_TEST))
    sync(deps)
    trained = picture.school(deps).trained
    stand.always(BOOK, edited(without_column("Тест: основы наставничества")))

    record = sync(deps)

    assert trained
    assert set(codes(record)) == {"sync.grade_missing"}
    assert picture.school(deps).trained == trained


def test_who_is_in_a_group_and_no_longer_listed_is_hidden_and_not_gone(
    deps: Deps, stand: Stand
) -> None:
    sync(deps)
    known = [e for e in picture.mirror(deps).enrolments if e.course_id == PUPILS]
    grouped = {m.user_id for m in picture.mirror(deps).group_members if m.course_id == PUPILS}
    unseen = sorted({e.user_id for e in known} & grouped)[:2]
    stand.always(ENROLLED, of_course(PUPILS, edited(without_people(unseen))))

    record = sync(deps)

    assert codes(record) == ["sync.people_hidden"]
    assert (record.problems[0].facts["count"], record.problems[0].facts["course"]) == (
        "2",
        "MENTORING-2627",
    )
    assert [e for e in picture.mirror(deps).enrolments if e.course_id == PUPILS] == known


def test_a_role_with_a_new_name_ends_nobody_and_writes_no_grade(
    opened: Opening, stand: Stand, tmp_path: Path
) -> None:
    deps = opened(mapping=a_mapping(tmp_path, BY_ROLE))
    sync(deps)
    register.update(deps)
    write_back(deps)
    known, board = register.read(deps).participations, stand.written()
    stand.always(ENROLLED, of_course(PUPILS, edited(renamed)))
    sync(deps)

    updated, (changes, wrote) = register.update(deps), write_back(deps)

    assert codes(updated) == codes(wrote) == ["register.roles_held_back"]
    assert register.read(deps).participations == known
    assert [change for change in changes if change.is_pending] == []
    assert stand.written() == board

    register.update(deps, believes=frozenset({Held.ROLES}))

    assert register.read(deps).participations != known


def test_a_cohort_with_a_new_name_keeps_its_people_until_the_mapping_follows(
    synced: Deps, stand: Stand
) -> None:
    def rename(listed: Any) -> None:  # noqa: ANN401 - decoded JSON
        for cohort in listed:
            if cohort["name"] == "Наставники":
                cohort |= {"name": "Наши наставники", "idnumber": "ours"}

    before = picture.school(synced)
    stand.always(COHORTS, edited(rename))

    record = sync(synced)

    assert codes(record) == ["sync.cohort_missing"]
    assert picture.school(synced) == before


def test_groups_with_new_names_end_no_pair_until_a_person_says_so(
    synced: Deps, stand: Stand
) -> None:
    def rename(listed: Any) -> None:  # noqa: ANN401 - decoded JSON
        for group in listed:
            group["name"] = f"Команда {group['id']}"

    register.update(synced)
    known = register.read(synced).matches
    stand.always("core_group_get_course_groups", of_course(PUPILS, edited(rename)))
    sync(synced)

    updated = register.update(synced)

    assert codes(updated) == ["register.pairs_held_back"]
    said = running.in_words(synced.wording, updated.problems[0])
    assert "mentoring people update --accept-gone pairs" in said
    assert register.read(synced).matches == known

    register.update(synced, believes=frozenset({Held.PAIRS}))

    ended = [m for m in register.read(synced).matches.values() if not m.is_open]
    assert {match.programme_id for match in ended} == {PUPILS}
