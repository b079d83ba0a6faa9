import sqlite3
from collections import Counter
from collections.abc import Mapping
from math import ceil
from pathlib import Path
from typing import Any

import pytest

from connector.mapping import needs
from connector.sandbox.functions.completion_details import COMPLETE
from connector.sandbox.school import School, build_school
from connector.services import picture, running
from connector.services.deps import Deps
from connector.services.running import Record
from connector.services.syncing import Tier, sync
from connector.store.runs import RunState
from tests.services.conftest import NOW, Opening
from tests.services.stand import PUPILS, TEACHERS, TRAINING, Stand, a_mapping, a_stand, edited

PROGRAMMES = (PUPILS, TEACHERS)
LEARNING = ("MENTOR-SCHOOL", "MENTOR-SUPPORT", "GROWTH-ICT", "GROWTH-INCLUSION", "GROWTH-FGOS")
QUESTIONNAIRES = (
    "Анкета кандидата в наставники", "Запрос наставляемого", "Анкета на входе", "Анкета на выходе",
)  # fmt: skip
WITH_REASONS = "Запрос наставляемого"
CHOICE = "Согласие на распространение"
RESULTS = ("mentor-result", "teacher-result")
STAFF = "STAFF"
"""The course whose calendar the roadmap stands in; nothing else is read of it."""
SUBJECTS = (5, 6)
"""The courses whose marks are followed."""
PAGE = 100


def changes(record: Record) -> Mapping[str, int]:
    """How many rows of each kind were written, without the kinds where none was."""
    written = {k: t["added"] + t["changed"] + t["gone"] for k, t in record.counts.items()}
    return {kind: count for kind, count in written.items() if count}


def learning(school: School) -> list[int]:
    """The courses whose completion the mapping asks for."""
    return [course.id for course in school.courses.values() if course.shortname in LEARNING]


def courses(school: School) -> list[int]:
    """Every course that the mapping names."""
    return sorted([*PROGRAMMES, *learning(school)])


def answers(school: School) -> list[int]:
    """How many named answers each questionnaire has that the mapping asks for."""
    surveys = [
        school.surveys[module.instance]
        for module in school.modules.values()
        if module.name in QUESTIONNAIRES
    ]
    people = school.people
    return [sum(not people[r.user_id].deleted for r in one.responses) for one in surveys]


def votes(school: School) -> int:
    """How many of those in the course have chosen."""
    (choice,) = [m for m in school.modules.values() if m.name == CHOICE]
    poll = school.polls[choice.instance]
    here = {enrolment.user_id for enrolment in school.courses[TRAINING].enrolments}
    return len({vote.user_id for vote in poll.votes} & here)


def entries(school: School) -> list[int]:
    """How many entries each database has."""
    return [len(database.entries) for database in school.databases.values()]


def reports(school: School) -> int:
    """How many reports of meetings were handed in, and not only begun."""
    (told,) = school.submissions.values()
    return sum(one.status == "submitted" for one in told)


def enrolled(school: School, course_id: int) -> set[int]:
    """Whom the service sees in a course."""
    people = {e.user_id for e in school.courses[course_id].enrolments}
    return {who for who in people if not school.people[who].concealed}


def active(school: School, course_id: int) -> set[int]:
    suspended = {e.user_id for e in school.courses[course_id].enrolments if e.suspended}
    return enrolled(school, course_id) - suspended


def followed(school: School, course_id: int) -> set[int]:
    """Whose completion matters: everybody trained, and the members of a programme's groups."""
    groups = school.courses[course_id].groups
    members = {who for group in groups for who in group.members}
    return active(school, course_id) & members if groups else active(school, course_id)


def pupils(school: School, course_id: int) -> set[int]:
    """Those in a course whom Moodle grades and tracks."""
    students = {e.user_id for e in school.courses[course_id].enrolments if e.role == "student"}
    return active(school, course_id) & students


def complete(school: School, course_id: int) -> set[int]:
    """Who has done everything that a course tracks."""
    tracked = {m.id for m in school.courses[course_id].modules if m.rules}
    done = {
        who: {
            cmid for cmid, one in school.completions.get(who, {}).items() if one.state in COMPLETE
        }
        for who in pupils(school, course_id)
    }
    return {who for who, cmids in done.items() if tracked <= cmids}


def named(school: School) -> set[int]:
    """Everybody in a cohort or a course that the mapping names."""
    cohorts = [set(cohort.members) for cohort in school.cohorts.values()]
    return set().union(*cohorts, *(enrolled(school, course) for course in courses(school)))


def budget(school: School, tier: Tier, *, known: bool) -> Counter[str]:
    """The calls of a sync: one for each unit that Moodle gives no way around."""
    ask = {
        course: len(followed(school, course) - (complete(school, course) if known else set()))
        for course in courses(school)
    }
    groups = [len(school.courses[course].groups) for course in PROGRAMMES]
    feedbacks = [m for m in school.courses[TRAINING].modules if m.modname == "feedback"]
    people = {
        Tier.DAY: {"core_user_get_users_by_field": ceil(len(named(school)) / 100)},
        Tier.NIGHT: {"core_user_get_users": 1},
    }
    marks = {Tier.DAY: 0, Tier.NIGHT: len(SUBJECTS)}
    return Counter(
        {
            "core_webservice_get_site_info": 1,
            "core_course_get_categories": 1,
            "core_course_get_courses_by_field": 1,
            "core_cohort_get_cohorts": 1,
            "core_cohort_get_cohort_members": 1,
            "core_enrol_get_enrolled_users": 2 * len(courses(school)),
            "core_group_get_course_groups": len(PROGRAMMES),
            "core_group_get_group_members": sum(ceil(count / 100) for count in groups),
            "core_course_get_contents": len((*PROGRAMMES, TRAINING)),
            "core_course_get_course_module": len(feedbacks),
            "gradereport_user_get_grade_items": len(PROGRAMMES) + marks[tier],
            "mod_feedback_get_feedbacks_by_courses": 1,
            "mod_choice_get_choices_by_courses": 1,
            "mod_choice_get_choice_results": 1,
            "mod_data_get_databases_by_courses": 1,
            "mod_data_get_fields": 1,
            "mod_data_get_entries": sum(ceil(n / PAGE) + 1 for n in entries(school)),
            "mod_data_get_data_access_information": 1,
            "mod_assign_get_assignments": 1,
            "mod_assign_get_submissions": 1,
            "core_completion_get_course_completion_status": sum(
                ask[course] for course in learning(school)
            ),
            "core_completion_get_activities_completion_status": ask[PUPILS] + ask[TEACHERS],
            **people[tier],
            **questionnaires(school, is_again=known and tier is Tier.DAY),
        }
    )


def questionnaires(school: School, *, is_again: bool) -> dict[str, int]:
    """By day nothing is asked of those in which nothing changed, but for the one with reasons."""
    pages = {
        n: ceil(count / PAGE) for n, count in zip(QUESTIONNAIRES, answers(school), strict=True)
    }
    asked = [WITH_REASONS] if is_again else list(QUESTIONNAIRES)
    return {
        "mod_feedback_get_items": len(asked),
        "mod_feedback_get_responses_analysis": sum(pages[name] for name in asked),
        **({"core_course_get_updates_since": 2} if is_again else {}),
    }


def test_the_first_sync_mirrors_what_the_mapping_names(deps: Deps, stand: Stand) -> None:
    record = sync(deps)

    school = stand.school
    programmes = [school.courses[course] for course in PROGRAMMES]
    graded = {c.id: [m for m in c.modules if m.grade] for c in programmes}
    tracked = {c.id: [m for m in c.modules if m.rules] for c in programmes}
    assert record.problems == []
    assert {kind: tally["added"] for kind, tally in record.counts.items()} == {
        "category": len(school.categories),
        "course": len([*courses(school), STAFF, *SUBJECTS]),
        "cohort": len(school.cohorts),
        "cohort_member": sum(len(cohort.members) for cohort in school.cohorts.values()),
        "enrolment": sum(len(enrolled(school, course)) for course in courses(school)),
        "group": sum(len(c.groups) for c in programmes),
        "group_member": sum(len(group.members) for c in programmes for group in c.groups),
        "activity": sum(len(c.modules) for c in (*programmes, school.courses[TRAINING])),
        "grade_item": sum(len(modules) for modules in graded.values()),
        "grade": sum((len(m) - 1) * len(pupils(school, c)) for c, m in graded.items()),
        "answered": sum(answers(school)) + votes(school),
        "journal_entry": sum(entries(school)) + reports(school),
        "user": len(named(school)),
        "course_completion": sum(len(pupils(school, course)) for course in learning(school)),
        "activity_completion": sum(len(m) * len(followed(school, c)) for c, m in tracked.items()),
    }


def test_our_own_results_are_no_grades_of_the_mirror(deps: Deps, stand: Stand) -> None:
    sync(deps)

    mirror = picture.mirror(deps)
    ours = {stand.column(stand.assignment(idnumber)).id for idnumber in RESULTS}
    assert ours <= {item.id for item in mirror.grade_items}
    assert {grade.item_id for grade in mirror.grades}.isdisjoint(ours)


@pytest.mark.parametrize("tier", list(Tier))
def test_a_second_sync_changes_nothing(deps: Deps, tier: Tier) -> None:
    sync(deps, tier)
    before = picture.mirror(deps)

    assert changes(sync(deps, tier)) == {}
    assert picture.mirror(deps) == before


def test_a_night_adds_only_the_people_whom_nothing_names(deps: Deps) -> None:
    sync(deps, Tier.DAY)

    told = changes(sync(deps, Tier.NIGHT))

    assert told.keys() == {"user", "course_mark"}
    assert told["user"] == 4
    mirrored = {user.username for user in picture.mirror(deps).users}
    assert {"admin", "unconfirmed01", "ws_mentor", "ws_nocaps"} <= mirrored
    assert mirrored.isdisjoint({"guest", "deleted01", "methodist"})


@pytest.mark.parametrize("users", [60, 250])
@pytest.mark.parametrize("tier", list(Tier))
def test_every_call_is_one_that_cannot_be_saved(opened: Opening, users: int, tier: Tier) -> None:
    school = build_school(users=users, now=NOW)
    with a_stand(school) as stand:
        deps = opened(moodle_url=stand.url)

        sync(deps, tier)
        assert stand.functions == budget(school, tier, known=False)
        assert deps.moodle.meter.by_function == stand.functions

        stand.asked.clear()
        sync(deps, tier)
        assert stand.functions == budget(school, tier, known=True)


def test_nobody_who_has_completed_is_asked_about_again(deps: Deps, stand: Stand) -> None:
    sync(deps)
    stand.asked.clear()
    sync(deps)

    asked = [one for one in stand.asked if "completion" in one.function]
    done = {
        (course, who) for course in courses(stand.school) for who in complete(stand.school, course)
    }
    assert len(done) > 5
    assert {(int(one["courseid"]), int(one["userid"])) for one in asked}.isdisjoint(done)


def test_only_courses_that_the_mapping_names_are_asked_for(deps: Deps, stand: Stand) -> None:
    sync(deps, Tier.NIGHT)

    named = {str(course) for course in (*courses(stand.school), *SUBJECTS)}
    listed = {
        value for one in stand.asked for name, value in one.form.items() if "courseids[" in name
    }
    assert {one["courseid"] for one in stand.asked} - {""} == named
    assert listed == {str(TRAINING), str(PUPILS), str(TEACHERS)}


def test_courses_that_moodle_can_look_up_are_not_listed(
    opened: Opening, stand: Stand, tmp_path: Path
) -> None:
    by_name = ("{ course: { category: Повышение квалификации }", "{ course: GROWTH-ICT")
    deps = opened(mapping=a_mapping(tmp_path, by_name))

    sync(deps)

    looked_up = [one for one in stand.asked if one.function == "core_course_get_courses_by_field"]
    assert {(one["field"], one["value"]) for one in looked_up} == {
        ("shortname", "MENTOR-SCHOOL"),
        ("shortname", "MENTOR-SUPPORT"),
        ("shortname", "MENTORING-2627"),
        ("shortname", "GROWTH-ICT"),
        ("shortname", "STAFF"),
        ("shortname", "SUB-0"),
        ("shortname", "SUB-1"),
        ("idnumber", "teachers-2627"),
    }


def test_of_a_course_only_the_fields_that_the_mapping_names_are_kept(deps: Deps) -> None:
    sync(deps)

    fields = {course.shortname: set(course.fields) for course in picture.mirror(deps).courses}
    assert fields["GROWTH-ICT"] == {"hours"}
    assert set().union(*fields.values()) == {"hours"}


@pytest.mark.parametrize("tier", list(Tier))
def test_only_fields_that_the_mapping_names_are_kept(
    deps: Deps, tmp_path: Path, tier: Tier
) -> None:
    sync(deps, tier)

    fields = {name for user in picture.mirror(deps).users for name in user.profile}
    with sqlite3.connect(tmp_path / "mentoring.db") as database:
        everything = "\n".join(database.iterdump())
    database.close()
    assert fields == needs.fields(deps.rules)
    assert "student0001" in everything
    assert "@school20.example" not in everything
    assert "mentor_role" not in everything


def test_a_run_is_recorded_with_what_it_cost(deps: Deps, stand: Stand) -> None:
    record = sync(deps)

    (run,) = running.history(deps)
    usage = deps.moodle.meter.usage
    assert (run.job, run.outcome.state, run.outcome.problems) == ("sync", RunState.OK, [])
    assert run.outcome.counts == record.counts
    assert run.outcome.calls == usage.calls == len(stand.asked)
    assert (run.outcome.sent, run.outcome.received) == (usage.sent, usage.received)
    assert run.outcome.received > run.outcome.sent > 1000
    assert 0 < run.outcome.waiting <= run.outcome.seconds
    assert run.started_at == run.ended_at == NOW


def test_a_second_run_is_recorded_with_its_own_cost(deps: Deps, stand: Stand) -> None:
    sync(deps)
    stand.asked.clear()
    sync(deps)

    newest, oldest = running.history(deps)
    assert newest.outcome.calls == len(stand.asked) < oldest.outcome.calls


def test_a_course_in_a_category_whose_id_number_is_hidden_is_not_gone(
    synced: Deps, stand: Stand
) -> None:
    before = picture.mirror(synced)

    def hide(categories: Any) -> None:  # noqa: ANN401 - decoded JSON
        for category in categories:
            category["idnumber"] = None

    stand.always("core_course_get_categories", edited(hide))

    assert changes(sync(synced)) == changes(sync(synced)) == {}
    assert picture.mirror(synced) == before
