"""sync → register → register against a live Moodle: what is derived is what Moodle itself tells."""

from collections.abc import Iterable
from datetime import date

import pytest

from connector.domain.school import School
from connector.mapping.dates import as_date
from connector.moodle.answers import Json
from connector.moodle.errors import NoCompletion
from connector.moodle.functions import core_cohort
from connector.services import picture, register, syncing
from connector.services.deps import Deps
from connector.store import kinds

pytestmark = pytest.mark.live

CHUNK = 100


@pytest.fixture(scope="module")
def school(live: Deps) -> School:
    assert syncing.sync(live, syncing.Tier.NIGHT).problems == []
    register.update(live)
    return picture.school(live)


@pytest.fixture(scope="module")
def accounts(live: Deps, school: School) -> dict[int, dict[str, Json]]:
    """Every person as core_user_get_users_by_field tells them, unparsed."""
    ids = sorted(school.people)
    chunks = [ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK)]
    told = [live.moodle.read("core_user_get_users_by_field", field="id", values=c) for c in chunks]
    return {user["id"]: user for chunk in told for user in chunk}


@pytest.mark.usefixtures("school")
def test_a_second_update_of_the_register_changes_nothing(live: Deps) -> None:
    known = register.read(live)

    second = register.update(live)

    assert known.people
    assert second.problems == []
    assert second.counts == {}
    assert register.read(live) == known


def test_the_register_has_everybody_as_the_school_sees_them(live: Deps, school: School) -> None:
    derived = {(p.name, p.kind, p.class_name, p.born_on) for p in school.people.values()}
    kept = register.read(live).people.values()

    assert {(p.name, p.kind, p.class_name, p.born_on) for p in kept if p.in_moodle} <= derived


def test_every_birth_date_is_the_one_that_moodle_tells(
    live: Deps, school: School, accounts: dict[int, dict[str, Json]]
) -> None:
    names = live.rules.people.birth_date.profile_fields
    if not names:
        pytest.skip("the mapping reads no birth dates")
    doubtful = {gap.person_id for gap in school.gaps if gap.about == "birth_date"}
    derived = {who: person.born_on for who, person in school.people.items() if who not in doubtful}

    assert any(derived.values())
    assert derived == {who: _day(accounts[who], names) for who in derived}


def test_every_class_is_the_one_that_moodle_tells(
    live: Deps, school: School, accounts: dict[int, dict[str, Json]]
) -> None:
    rule = live.rules.people.class_name
    if rule.group_matching or not (rule.profile_fields or rule.cohort_matching):
        pytest.skip("the mapping reads no class from a profile field or a cohort")
    pattern = rule.cohort_matching
    cohorts = _cohorts(live) if pattern else {}
    told = {
        who: [_value(accounts[who], name) for name in rule.profile_fields]
        or [name for name in cohorts.get(who, ()) if pattern and pattern.fullmatch(name)]
        for who in school.people
    }
    derived = {who: person.class_name for who, person in school.people.items()}
    several = {gap.person_id for gap in school.gaps if gap.why == "several"}

    assert any(derived.values())
    for who in derived.keys() - several:
        assert _letters(derived[who]) == _letters("".join(told[who]))


def test_every_completion_is_the_one_that_moodle_tells(live: Deps, school: School) -> None:
    with live.database.reading(live.school_id) as tx:
        known = tx.pictures.load(kinds.COURSE_COMPLETION)
    graded = {rule.kind for rule in live.rules.training if rule.grade_of}
    studies = [s for s in school.studies if s.kind not in graded and s.is_enrolled]
    if not studies:
        pytest.skip("nobody is in a course that counts when it is completed")

    assert {(s.person_id, s.course_id) for s in studies if s.is_done} == {
        (s.person_id, s.course_id) for s in studies if _completed(live, s.course_id, s.person_id)
    }
    assert {(c.user_id, c.course_id) for c in known if c.completed} >= {
        (s.person_id, s.course_id) for s in studies if s.is_done
    }


def _completed(live: Deps, course_id: int, user_id: int) -> bool:
    function = "core_completion_get_course_completion_status"
    try:
        answer = live.moodle.read(function, courseid=course_id, userid=user_id)
    except NoCompletion:
        return False
    return bool(answer["completionstatus"]["completed"])


def _day(account: dict[str, Json], names: Iterable[str]) -> date | None:
    return as_date(", ".join(filter(None, (_value(account, name) for name in names))))


def _value(account: dict[str, Json], name: str) -> str:
    custom = {one["shortname"]: one["value"] for one in account.get("customfields", [])}
    return str(custom.get(name) or account.get(name) or "")


def _cohorts(live: Deps) -> dict[int, list[str]]:
    cohorts = {cohort.id: cohort.name for cohort in core_cohort.cohorts(live.moodle)}
    found: dict[int, list[str]] = {}
    for member in core_cohort.members(live.moodle, cohorts):
        found.setdefault(member.user_id, []).append(cohorts[member.cohort_id])
    return found


def _letters(name: str) -> str:
    """A class without the quotes and spaces that people type, with a Latin letter as Cyrillic."""
    latin = str.maketrans("ABCEHKMOPTX", "АВСЕНКМОРТХ")
    return "".join(filter(str.isalnum, name)).upper().translate(latin)
