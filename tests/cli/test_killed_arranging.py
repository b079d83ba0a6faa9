"""A process that dies between a decision and Moodle's groups, roles or events: nothing is twice."""

import os
import signal
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from werkzeug.wrappers import Response

from connector import settings
from connector.bootstrap import open_school
from connector.domain.meetings import MeetingState
from connector.domain.register import Register
from connector.services import arranging
from connector.services.deps import Deps
from tests.cli.conftest import Environment, Mentoring, ended, start
from tests.services.arranging_stand import MEETING, change, end, group_id, made, meet, put
from tests.services.stand import Answer, Asked, Stand, hang_up

NEW: Final = "new: { named: 'Пара {number}: {mentor} – {mentee}', grouping: Пары, mentor_role: 10 }"
WRITES: Final = (
    "core_group_create_groups",
    "core_group_create_groupings",
    "core_group_assign_grouping",
    "core_group_add_group_members",
    "core_role_assign_roles",
    "core_calendar_create_calendar_events",
)
REPEATED: Final = ("core_group_create_groups", "core_calendar_create_calendar_events")
"""What Moodle would make a second time."""

TAKEN_AWAY: Final = (
    "core_group_delete_groups",
    "core_role_unassign_roles",
    "core_calendar_delete_calendar_events",
)
MAPPING: Final = f"""
school: {{ name: Школа, time_zone: Asia/Yekaterinburg, school_year: 2026/27 }}
people: {{ kind: [{{ pupil: {{ course_role: student }} }}] }}
roles: {{ mentor: {{ in_cohort: Наставники }}, mentee: {{ in_cohort: Наставляемые }} }}
programmes:
  - course: MENTORING-2627
    form: pupil-pupil
    pairs: {{ named: 'Пара *', {NEW} }}
    calendar: true
"""


def killed(environment: Environment, stand: Stand, function: str, *, is_done: bool) -> None:
    """Run the job and kill it at a write: before Moodle did it, or before the answer came."""
    processes: list[subprocess.Popen[str]] = []

    def strike(asked: Asked, answer: Answer) -> Response:
        if is_done:
            answer()
        os.kill(processes[0].pid, signal.SIGKILL)
        return hang_up(asked, answer)

    stand.once(function, strike)
    processes.append(start(environment, "jobs", "run", "pairs"))
    assert ended(processes[0]).code == -signal.SIGKILL
    stand.calm()


def arranged(environment: Environment) -> None:
    """Run the job to its end, in this process."""
    with open_school(settings.load(environment)) as deps:
        _, record = arranging.arrange(deps)
    assert record.problems == []


def counted(stand: Stand, part: str) -> int:
    return len(made(stand)[part])


@pytest.mark.parametrize(
    ("function", "is_done"),
    [*((function, True) for function in WRITES), *((function, False) for function in REPEATED)],
)
def test_what_was_begun_is_finished_by_the_next_run_and_nothing_is_twice(
    known: Mentoring,  # noqa: ARG001 - the mirror and the register are filled
    environ: Environment,
    stand: Stand,
    tmp_path: Path,
    function: str,
    is_done: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    environment = _with_mapping(environ, tmp_path)
    with open_school(settings.load(environment)) as deps:
        put(deps, stand)
        if "calendar" in function:
            arranged(environment)
            meet(deps, group_id(stand))
    killed(environment, stand, function, is_done=is_done)

    arranged(environment)

    expected = {"groups": 1, "roles": 1, "events": int("calendar" in function)}
    assert {part: counted(stand, part) for part in expected} == expected
    assert len(made(stand)["groups"][0][2]) == 2
    groupings = [g for g in stand.school.groupings.values() if g.idnumber == "mentoring-pairs"]
    assert [tuple(grouping.groups) for grouping in groupings] == [(group_id(stand),)]
    stand.calm()
    arranged(environment)
    assert [one for one in stand.functions if one in WRITES] == []


@pytest.mark.parametrize(
    ("function", "is_done"),
    [*((function, True) for function in TAKEN_AWAY), (TAKEN_AWAY[-1], False)],
)
def test_what_was_begun_to_be_taken_away_is_gone_after_the_next_run(
    known: Mentoring,  # noqa: ARG001 - the mirror and the register are filled
    environ: Environment,
    stand: Stand,
    tmp_path: Path,
    function: str,
    is_done: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    environment = _with_mapping(environ, tmp_path)
    with open_school(settings.load(environment)) as deps:
        put(deps, stand)
        arranged(environment)
        meet(deps, group_id(stand))
        arranged(environment)
        _call_off(deps, function)
    killed(environment, stand, function, is_done=is_done)

    arranged(environment)

    gone = "events" if "calendar" in function else "groups"
    assert counted(stand, gone) == 0
    assert counted(stand, "roles") == ("calendar" in function)


def _with_mapping(environ: Environment, folder: Path) -> Environment:
    file = folder / "pairs.yaml"
    file.write_text(MAPPING, encoding="utf-8")
    return environ | {"MENTORING_MAPPING": str(file)}


def _call_off(deps: Deps, function: str) -> None:
    """Let the meeting be cancelled, or the pair end."""
    if "calendar" not in function:
        end(deps)
        return

    def cancelled(known: Register) -> Register:
        meeting = replace(known.meetings[MEETING], state=MeetingState.CANCELLED)
        return known.with_rows("meetings", [meeting])

    change(deps, cancelled)
