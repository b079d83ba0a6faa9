"""Reminders: sent once, to whom they may be sent, and not again before their time."""

import shutil
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest
from structlog.testing import capture_logs

from connector.bootstrap import open_school
from connector.domain.consents import Purpose
from connector.domain.people import PersonId
from connector.domain.register import Register
from connector.domain.register.edits_consents import withdraw_consent
from connector.domain.training import TrainingKind
from connector.domain.write_back import State
from connector.sandbox.messages import Message
from connector.services import register
from connector.services.attention import attention
from connector.services.by_hand.view import view
from connector.services.deps import Deps
from connector.services.leasing import Busy, leased
from connector.services.reminding import Reminder, remind
from connector.services.status import status
from connector.services.syncing import Tier, sync
from connector.store.outbox import Entry, Key, WriteKind
from tests.register_builders import a_certificate
from tests.services.conftest import DATABASE, Clock, Opening, settings_for
from tests.services.stand import (
    Asked,
    Reaction,
    Stand,
    a_mapping,
    fail_afterwards,
    hang_up,
    keep_silent,
    lose_answer,
    refuse,
    then,
)

SEND: Final = "core_message_send_instant_messages"
TRAINING: Final = "0:message:training"
GROWTH: Final = "0:message:growth"
OFF: Final = (
    "reminders: { training: 14 days, growth: 30 days, surveys: 14 days, digest: 7 days }",
    "",
)
LEARNING: Final = (OFF[0], "reminders: { training: 14 days, growth: 30 days }")
NO_GROWTH: Final = (OFF[0], "reminders: { training: 14 days }")


@pytest.fixture(scope="module")
def first_night(served: Stand, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that knows everybody of the site, with its register brought up to that."""
    folder = tmp_path_factory.mktemp("first night")
    served.reset()
    with open_school(settings_for(served, folder), clock=Clock()) as deps:
        sync(deps, Tier.NIGHT)
        register.update(deps)
    return folder / DATABASE


@pytest.fixture
def night(first_night: Path, opened: Opening, tmp_path: Path) -> Opening:
    """Open the school as it was after that night."""
    shutil.copy(first_night, tmp_path / DATABASE)
    return opened


@pytest.fixture
def ready(night: Opening, tmp_path: Path) -> Deps:
    """The school when it reminds of training only."""
    return night(mapping=a_mapping(tmp_path, NO_GROWTH))


def inbox(stand: Stand) -> list[Message]:
    return list(stand.state.messages.newest())[::-1]


def recipients(stand: Stand) -> list[int]:
    return [message.recipient for message in inbox(stand)]


def kept(deps: Deps) -> dict[int, Entry]:
    with deps.database.reading(deps.school_id) as tx:
        return {int(e.key.participant): e for e in tx.outbox.of(WriteKind.MESSAGE).values()}


def put(deps: Deps, *entries: Entry) -> None:
    with deps.database.transaction(deps.school_id) as tx:
        tx.outbox.put(entries)


def due(reminders: list[Reminder]) -> list[int]:
    return [reminder.need.person.id for reminder in reminders if reminder.entry]


def test_everybody_who_has_to_is_told_once_what_to_do(ready: Deps, stand: Stand) -> None:
    reminders, record = remind(ready)

    assert recipients(stand) == due(reminders)
    assert record.counts["sent"] == len(inbox(stand)) > 3
    assert record.problems == []
    first = inbox(stand)[0]
    _, _, given_name = view(ready).name(PersonId(first.recipient)).partition(" ")
    assert first.text.startswith(f"Здравствуйте, {given_name}!")
    assert f"{stand.url}/course/view.php?id=2" in first.text
    assert first.sender == stand.service_user.id


def test_everything_is_written_down_before_it_is_sent(ready: Deps, stand: Stand) -> None:
    everybody = due(remind(ready, dry_run=True)[0])
    during: list[list[State]] = []

    def look() -> None:
        during.append([kept(ready)[who].state for who in everybody])

    stand.always(SEND, then(look))
    remind(ready)

    first, second = during[:2]
    others = [State.PENDING] * (len(everybody) - 2)
    assert first == [State.SENDING, State.PENDING, *others]
    assert second == [State.WRITTEN, State.SENDING, *others]


def test_what_was_sent_is_written_down_without_its_text(ready: Deps, stand: Stand) -> None:
    remind(ready)

    for message in inbox(stand):
        entry = kept(ready)[message.recipient]
        assert (entry.state, entry.key.target) == (State.WRITTEN, TRAINING)
        assert entry.written == {**entry.desired, "message": message.id}
        assert entry.desired.keys() == {"on", "text_hash"}


def test_nobody_is_reminded_twice_on_a_day_nor_before_their_time(
    ready: Deps, stand: Stand, clock: Clock
) -> None:
    sent = remind(ready)[1].counts["sent"]
    stand.asked.clear()

    for days in (0, 1, 12):
        clock.advance(days=days)
        _, record = remind(ready)
        assert (record.counts["sent"], record.counts["not_yet"]) == (0, sent)

    assert stand.functions[SEND] == 0
    clock.advance(days=1)
    assert remind(ready)[1].counts["sent"] == sent


def test_a_dry_run_sends_nothing_and_keeps_nothing(ready: Deps, stand: Stand) -> None:
    stand.asked.clear()

    reminders, record = remind(ready, dry_run=True)

    assert record.counts["pending"] == len(due(reminders)) > 3
    assert (stand.asked, kept(ready)) == ([], {})


def test_who_is_suspended_or_has_not_consented_is_not_written_to(ready: Deps, stand: Stand) -> None:
    reminders, record = remind(ready)

    why_not = {r.why_not: r.need.person for r in reminders if r.why_not}
    assert why_not.keys() == {"reminder.no_consent", "reminder.suspended"}
    assert not why_not["reminder.suspended"].is_active
    assert record.counts["not_written_to"] == len(why_not)
    assert not {person.id for person in why_not.values()} & set(recipients(stand))


def test_a_consent_that_was_withdrawn_today_counts_today(ready: Deps, stand: Stand) -> None:
    (first, *_) = due(remind(ready, dry_run=True)[0])

    def edit(known: Register) -> Register:
        purpose, today = Purpose.PROCESSING, ready.today
        return withdraw_consent(known, PersonId(first), purpose, today, today)

    register.change(ready, "curator", edit)
    remind(ready)

    assert first not in recipients(stand)


@pytest.mark.parametrize("reaction", [lose_answer, hang_up, fail_afterwards, keep_silent])
def test_a_message_whose_answer_never_came_is_never_sent_again(
    ready: Deps, stand: Stand, clock: Clock, reaction: Reaction
) -> None:
    everybody = due(remind(ready, dry_run=True)[0])
    stand.once(SEND, reaction)

    _, record = remind(ready)

    assert [p.code for p in record.problems] == ["reminder.unknown"]
    lost = kept(ready)[everybody[0]]
    assert (lost.state, lost.reason) == (State.UNKNOWN, "reminder.unknown")
    arrived = len(inbox(stand))
    stand.asked.clear()
    clock.advance(days=1)
    remind(ready)
    assert [asked["messages[0][touserid]"] for asked in sends(stand)] == [
        str(who) for who in everybody[1:]
    ]
    assert recipients(stand)[arrived:] == everybody[1:]
    assert kept(ready)[everybody[0]] == lost


def sends(stand: Stand) -> list[Asked]:
    return [asked for asked in stand.asked if asked.function == SEND]


def test_after_a_lost_answer_the_next_reminder_comes_in_its_time(
    ready: Deps, stand: Stand, clock: Clock
) -> None:
    (first, *_) = due(remind(ready, dry_run=True)[0])
    stand.once(SEND, hang_up)
    remind(ready)

    clock.advance(days=14)
    remind(ready)

    assert recipients(stand)[0] == first
    assert kept(ready)[first].state is State.WRITTEN


def test_a_run_that_died_while_sending_is_not_repeated(
    ready: Deps, stand: Stand, clock: Clock
) -> None:
    (first, *others) = due(remind(ready, dry_run=True)[0])
    put(ready, an_entry(ready, first, State.SENDING))
    clock.advance(days=1)

    _, record = remind(ready)

    assert recipients(stand) == others
    assert kept(ready)[first].state is State.UNKNOWN
    assert [p.code for p in record.problems] == ["reminder.unknown"]


def test_a_run_that_died_before_sending_is_made_up_for(ready: Deps, stand: Stand) -> None:
    (first, *_) = due(remind(ready, dry_run=True)[0])
    put(ready, an_entry(ready, first, State.PENDING))

    remind(ready)

    assert recipients(stand)[0] == first
    assert kept(ready)[first].state is State.WRITTEN


def test_what_a_dead_run_decided_and_nobody_needs_is_given_up(ready: Deps, stand: Stand) -> None:
    put(ready, an_entry(ready, 9999, State.PENDING))

    remind(ready)

    given_up = kept(ready)[9999]
    assert (given_up.state, given_up.reason) == (State.REFUSED, "reminder.not_needed")
    assert 9999 not in recipients(stand)


def an_entry(deps: Deps, who: int, state: State) -> Entry:
    key = Key(WriteKind.MESSAGE, TRAINING, str(who))
    return Entry(key, {"on": deps.today.isoformat(), "text_hash": "0"}, state)


def test_a_refusal_of_one_person_stops_nobody_else_and_waits_its_time(
    ready: Deps, stand: Stand, clock: Clock
) -> None:
    (first, *others) = due(remind(ready, dry_run=True)[0])
    stand.delete(first)

    _, record = remind(ready)

    assert recipients(stand) == others
    assert kept(ready)[first].state is State.REFUSED
    assert [p.code for p in record.problems] == ["moodle.message_not_sent"]
    stand.asked.clear()
    clock.advance(days=13)
    remind(ready)
    assert stand.functions[SEND] == 0
    clock.advance(days=1)
    remind(ready)
    assert stand.functions[SEND] == len(others) + 1


@pytest.mark.parametrize("errorcode", ["nopermissions", "accessexception", "sitemaintenance"])
def test_a_site_that_takes_no_messages_costs_nobody_their_turn(
    ready: Deps, stand: Stand, errorcode: str
) -> None:
    everybody = due(remind(ready, dry_run=True)[0])
    stand.always(SEND, refuse(errorcode))

    _, record = remind(ready)

    assert stand.functions[SEND] == 1
    assert len(record.problems) == 1
    assert {entry.state for entry in kept(ready).values()} == {State.PENDING}
    stand.calm()
    remind(ready)
    assert recipients(stand) == everybody


def test_a_school_that_wants_no_reminders_sends_none(
    night: Opening, stand: Stand, tmp_path: Path
) -> None:
    deps = night(mapping=a_mapping(tmp_path, OFF))

    assert remind(deps)[0] == []
    assert inbox(stand) == []


def test_training_and_growth_are_reminded_of_apart(
    night: Opening, stand: Stand, tmp_path: Path
) -> None:
    deps = night(mapping=a_mapping(tmp_path, LEARNING))

    reminders, _ = remind(deps)

    topics = [r.need.topic.value for r in reminders if r.entry]
    assert topics == sorted(topics, reverse=True)
    assert "ч из 72" in inbox(stand)[-1].text
    assert len(inbox(stand)) == len(topics)
    with deps.database.reading(deps.school_id) as tx:
        assert {key.target for key in tx.outbox.of(WriteKind.MESSAGE)} == {TRAINING, GROWTH}


def test_a_teacher_who_has_learnt_enough_meanwhile_is_not_reminded(
    night: Opening, stand: Stand, tmp_path: Path
) -> None:
    deps = night(mapping=a_mapping(tmp_path, LEARNING))
    lacking = {r.need.person.id for r in remind(deps, dry_run=True)[0] if r.need.topic == "growth"}
    paper = a_certificate(
        1, min(lacking), kind=TrainingKind.GROWTH, hours=Decimal(72), issued_on=deps.today
    )

    register.change(deps, "test", lambda known: known.with_rows("certificates", [paper]))
    remind(deps)

    assert set(recipients(stand)) & lacking == lacking - {paper.person_id}


def test_two_processes_do_not_remind_at_once(ready: Deps, stand: Stand) -> None:
    with leased(ready, "remind"), pytest.raises(Busy):
        remind(ready)

    assert inbox(stand) == []


def test_no_name_stands_in_the_log(ready: Deps, stand: Stand) -> None:
    stand.once(SEND, hang_up)

    with capture_logs() as logs:
        remind(ready)

    surnames = {person.name.split()[0] for person in view(ready).people.values()}
    assert not any(name in repr(logs) for name in surnames)


def test_what_nobody_knows_of_is_shown_to_the_curator_with_its_name(
    ready: Deps, stand: Stand
) -> None:
    stand.once(SEND, hang_up)
    remind(ready)

    (row,) = attention(ready).waiting

    assert row.kind == "message"
    assert row.name == view(ready).name(PersonId(row.person_id))
    assert (row.before, row.after) == ("–", "24.11.2026")
    assert status(ready).writes["message.unknown"] == 1


def test_a_message_is_cut_where_moodle_takes_no_more(ready: Deps, stand: Stand) -> None:
    (first, *_) = due(remind(ready, dry_run=True)[0])
    course = stand.school.courses[2]
    stand.change_course(course.id, fullname="Школа " * 700)
    sync(ready, Tier.NIGHT)

    remind(ready)

    text = next(m.text for m in inbox(stand) if m.recipient == first)
    assert text.endswith("…")
    assert 4090 < len(text.encode()) <= 4096
