from datetime import datetime

import pytest

from connector.domain.alerts import Alert, AlertCode
from connector.errors import ConfigurationError
from connector.services import facts, monitoring, picture, register, running, status
from connector.services.deps import Deps
from connector.services.monitoring import kept, monitor
from connector.services.syncing import sync
from connector.store.runs import RunState
from tests.services.conftest import NOW, Clock, Opening
from tests.services.stand import PUPILS, Stand, a_mapping


def open_since(deps: Deps, alert: Alert) -> datetime | None:
    """Since when an alert has been open, None when it is not."""
    _, since = kept(deps)
    return since.get(alert)


@pytest.fixture
def no_mentor(stand: Stand) -> Alert:
    """The alert of the first pair once its mentor is suspended; without that nothing is wrong."""
    return Alert(AlertCode.NO_MENTOR, PUPILS, f"group:{next(iter(stand.school.groups))}")


def suspend_mentor(stand: Stand, deps: Deps, *, suspended: bool) -> None:
    stand.change_enrolment(PUPILS, stand.school.groups[1].members[0], suspended=suspended)
    sync(deps)
    monitor(deps)


def test_before_any_sync_it_says_what_to_do(deps: Deps) -> None:
    with pytest.raises(ConfigurationError) as caught:
        monitor(deps)

    assert caught.value.code == "monitor.no_sync"
    assert "mentoring sync" in deps.wording.of(caught.value)
    assert running.history(deps)[0].outcome.state is RunState.FAILED


def test_the_defects_of_the_school_are_found(synced: Deps) -> None:
    found, record = monitor(synced)

    assert record.problems == []
    assert len(found.programmes) == 2
    assert len(found.pairs) == 17
    alerts = {(alert.code, alert.pair_id) for alert in found.alerts}
    assert {
        (AlertCode.SILENT, "group:3"),
        (AlertCode.NO_MENTOR, "group:5"),
        (AlertCode.NO_MENTOR, "group:7"),
        (AlertCode.NO_MENTEE, "group:8"),
        (AlertCode.NO_MENTOR, "group:10"),
    } <= alerts
    assert (AlertCode.NO_MENTOR, "group:1") not in alerts


def test_what_was_found_is_kept(synced: Deps) -> None:
    found, _ = monitor(synced)

    now, _ = kept(synced)
    assert status.counts(now) == status.counts(found)
    assert set(now.alerts) == set(found.alerts)
    assert set(now.pairs) == set(found.pairs)


def test_looking_twice_changes_nothing(synced: Deps) -> None:
    monitor(synced)
    _, record = monitor(synced)

    assert {sum(tally.values()) for tally in record.counts.values()} == {0}


def test_looking_keeps_nothing(synced: Deps) -> None:
    gathered = facts.gather(synced, picture.school(synced), register.read(synced))
    found = monitoring.look(synced, gathered)

    assert found.pairs
    assert kept(synced)[0].pairs == []


def test_an_alert_opens_stays_closes_and_opens_again(
    synced: Deps, stand: Stand, clock: Clock, no_mentor: Alert
) -> None:
    monitor(synced)
    assert open_since(synced, no_mentor) is None

    opened = clock.advance(hours=1)
    suspend_mentor(stand, synced, suspended=True)
    assert open_since(synced, no_mentor) == opened

    clock.advance(hours=1)
    monitor(synced)
    assert open_since(synced, no_mentor) == opened

    clock.advance(hours=1)
    suspend_mentor(stand, synced, suspended=False)
    assert open_since(synced, no_mentor) is None

    reopened = clock.advance(hours=1)
    suspend_mentor(stand, synced, suspended=True)
    assert open_since(synced, no_mentor) == reopened > NOW


def test_a_pair_falls_silent_as_time_goes_by(synced: Deps, clock: Clock) -> None:
    silent = Alert(AlertCode.SILENT, PUPILS, "group:1")
    monitor(synced)
    assert open_since(synced, silent) is None

    later = clock.advance(days=40)
    monitor(synced)
    assert open_since(synced, silent) == later


def test_a_mapping_without_a_programme_of_this_moodle_is_a_problem(
    opened: Opening, tmp_path_factory: pytest.TempPathFactory
) -> None:
    mapping = a_mapping(
        tmp_path_factory.mktemp("mapping"),
        ("shortname: MENTORING-2627", "shortname: ELSEWHERE"),
        ("idnumber: teachers-2627", "idnumber: ELSEWHERE"),
    )
    deps = opened(mapping=mapping)
    sync(deps)

    _, record = monitor(deps)
    assert [problem.code for problem in record.problems] == ["monitor.no_programme"]
