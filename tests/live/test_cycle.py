"""doctor → sync → monitor → writeback → writeback against a live Moodle; it writes there."""

import pytest

from connector.domain.write_back import State
from connector.moodle.functions import core_webservice
from connector.services import doctor, monitoring, syncing, writing_back
from connector.services.deps import Deps
from connector.services.writes import Change
from connector.settings import Settings
from connector.store.outbox import Entry, WriteKind

pytestmark = pytest.mark.live

OTHER_GRADES = "core_grades_update_grades"


def test_the_doctor_finds_nothing_to_mend(live: Deps, live_settings: Settings) -> None:
    checks = doctor.examine(live, live_settings.data("config", "moodle", "functions.yaml"))

    assert [check for check in checks if check.level is doctor.Level.FAILURE] == []


def test_a_second_sync_changes_nothing(live: Deps) -> None:
    first = syncing.sync(live)
    second = syncing.sync(live)

    assert first.problems == second.problems == []
    assert first.counts["user"]["added"] > 0
    assert all(count["added"] == count["gone"] == 0 for count in second.counts.values())


def test_a_night_sync_reads_everybody_and_loses_nobody(live: Deps) -> None:
    night = syncing.sync(live, syncing.Tier.NIGHT)

    assert night.problems == []
    assert night.counts["user"]["gone"] == 0


def test_monitoring_finds_pairs_and_figures(live: Deps) -> None:
    found, record = monitoring.monitor(live)

    assert record.problems == []
    assert found.programmes
    assert found.pairs
    assert {"I1", "I2", "I3", "N1.pairs"} <= {indicator.code for indicator in found.indicators}


def test_a_dry_run_writes_nothing(live: Deps) -> None:
    tried, _ = writing_back.write_back(live, dry_run=True)
    tried_again, _ = writing_back.write_back(live, dry_run=True)

    assert _pending(tried) == _pending(tried_again)


def test_a_second_write_back_writes_nothing(live: Deps) -> None:
    writing_back.write_back(live)
    second, record = writing_back.write_back(live)

    assert record.problems == []
    assert _pending(second) == []
    assert writing_back.written(second, WriteKind.GRADE) == 0
    assert writing_back.written(second, WriteKind.REPORT) == 0


def test_a_grade_changed_by_hand_is_a_conflict_and_is_left_alone(live: Deps) -> None:
    """The change goes past the assignment into the gradebook, as a teacher's does."""
    assert OTHER_GRADES in core_webservice.site_info(live.moodle).functions
    changes, _ = writing_back.write_back(live)
    ours = next(
        change.ended
        for change in changes
        if change.ended.key.kind is WriteKind.GRADE and change.ended.state is State.WRITTEN
    )
    try:
        _grade_by_hand(live, ours, "1")
        after, record = writing_back.write_back(live)
    finally:
        _grade_by_hand(live, ours, ours.desired["value"])

    conflicts = {c.ended.key: c.ended for c in after if c.ended.state is State.CONFLICT}
    known = {c.ended.key for c in changes if c.ended.state is State.CONFLICT}
    assert conflicts.keys() - known == {ours.key}
    assert conflicts[ours.key].reason == "grade.changed_in_gradebook"
    assert writing_back.written(after, WriteKind.GRADE) == 0
    assert record.problems == []


def _grade_by_hand(live: Deps, entry: Entry, value: str) -> None:
    assignment = int(entry.key.target.rpartition(":")[2])
    listed = live.moodle.read(
        "mod_assign_get_assignments",
        courseids=[entry.key.course_id],
        includenotenrolledcourses=True,
    )
    (cmid,) = [
        one["cmid"]
        for course in listed["courses"]
        for one in course["assignments"]
        if one["id"] == assignment
    ]
    answer = live.moodle.write(
        OTHER_GRADES,
        source="live suite",
        courseid=entry.key.course_id,
        component="mod_assign",
        activityid=cmid,
        itemnumber=0,
        grades=[{"studentid": int(entry.key.participant), "grade": value}],
    )
    assert answer == 0


def _pending(changes: list[Change]) -> list[Entry]:
    return [change.planned for change in changes if change.is_pending]
