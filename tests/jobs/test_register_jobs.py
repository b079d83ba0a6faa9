"""The jobs that keep the register and remind people, as the timetable runs them."""

from typing import Final

from connector.services import running
from connector.services.deps import Deps
from connector.store.runs import RunState
from jobs import register, remind
from tests.services.conftest import Clock
from tests.services.stand import Stand, refuse

SEND: Final = "core_message_send_instant_messages"


def test_the_register_is_brought_up_once_and_then_stays(synced: Deps) -> None:
    register.run(synced)
    register.run(synced)

    second, first = running.history(synced, 2)
    assert first.job == second.job == "register"
    assert first.outcome.counts["participation"]["added"] > 0
    assert second.outcome.counts == {}
    assert second.outcome.state is RunState.OK


def test_reminders_go_out_on_one_run_and_not_on_the_next(synced: Deps, stand: Stand) -> None:
    register.run(synced)

    remind.run(synced)
    sent = stand.functions[SEND]
    remind.run(synced)

    assert stand.functions[SEND] == sent > 0
    assert [run.job for run in running.history(synced, 2)] == ["remind", "remind"]


def test_a_run_that_could_not_send_is_not_complete_and_the_next_makes_up(
    synced: Deps, stand: Stand, clock: Clock
) -> None:
    register.run(synced)
    stand.always(SEND, refuse("nopermissions"))
    remind.run(synced)
    (run,) = running.history(synced, 1)
    assert (run.outcome.state, run.outcome.counts["sent"]) == (RunState.PARTIAL, 0)
    stand.calm()
    clock.advance(days=1)

    remind.run(synced)

    (run,) = running.history(synced, 1)
    assert run.outcome.state is RunState.OK
    assert run.outcome.counts["sent"] == stand.functions[SEND] > 0
