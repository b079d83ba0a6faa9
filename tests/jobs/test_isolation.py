"""One programme that cannot be read or written to never stops the rest."""

import pytest

from connector.services import picture, running
from connector.services.deps import Deps
from connector.store.runs import RunState
from jobs import runner
from tests.services.conftest import Clock
from tests.services.stand import PUPILS, TEACHERS, Stand, of_course, refuse

JOBS = ("sync", "register", "pairs", "monitor", "writeback", "remind", "freeze")


@pytest.fixture
def spoilt(registered: Deps, stand: Stand, clock: Clock) -> Deps:
    """A school that was read once, and whose bigger programme refuses everything since then."""
    stand.asked.clear()
    clock.advance(days=1)
    for function in (
        "core_enrol_get_enrolled_users",
        "core_group_get_course_groups",
        "core_course_get_contents",
        "core_course_get_updates_since",
        "core_completion_get_activities_completion_status",
        "gradereport_user_get_grade_items",
    ):
        stand.always(function, of_course(PUPILS, refuse("errorcoursecontextnotvalid")))
    return registered


def test_every_job_comes_to_its_end_and_the_other_programme_gets_everything(
    spoilt: Deps, stand: Stand
) -> None:
    for job in JOBS:
        runner.run(spoilt, job)

    states = {run.job: run.outcome.state for run in reversed(running.history(spoilt))}
    assert states.keys() >= {"sync", "register", "monitor", "writeback"}
    assert states["sync"] is RunState.PARTIAL
    assert RunState.FAILED not in states.values()
    forums = {m.instance for m in stand.school.courses[TEACHERS].modules if m.modname == "forum"}
    assert [post for post in stand.posts if post.forum in forums]
    results = stand.assignment("teacher-result")
    people = [e.user_id for e in stand.school.courses[TEACHERS].enrolments]
    assert [who for who in people if stand.points(results, who) is not None]


def test_what_was_known_of_the_programme_that_refuses_stays(spoilt: Deps) -> None:
    def of_pupils() -> tuple[int, int, int]:
        mirror = picture.mirror(spoilt)
        return (
            sum(one.course_id == PUPILS for one in mirror.enrolments),
            sum(one.course_id == PUPILS for one in mirror.groups),
            sum(one.course_id == PUPILS for one in mirror.grades),
        )

    before = of_pupils()
    assert all(before)

    for job in ("sync", "register", "monitor"):
        runner.run(spoilt, job)

    assert of_pupils() == before
    run = next(run for run in running.history(spoilt) if run.job == "sync")
    assert {problem.facts.get("course") for problem in run.outcome.problems} == {"MENTORING-2627"}
