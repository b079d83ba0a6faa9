"""The role of a mentor in the context of each mentee. Moodle cannot list it: the ledger counts."""

from collections.abc import Iterable
from functools import partial
from typing import Final

from connector.domain.arranging import NOTHING, Values, WantedRole, decide_unseen
from connector.domain.write_back import State
from connector.moodle.client import MoodleClient
from connector.moodle.functions import core_role
from connector.services.arranging.carrying import Carrier, Deed, Ledger, entry_of, known
from connector.store.outbox import Entry, Key, WriteKind

GIVEN: Final[Values] = {"given": True}


def plan_roles(wanted: Iterable[WantedRole], ledger: Ledger) -> list[Entry]:
    """Roles to be given, and those of ours to be taken back."""
    keys = {_key(one) for one in wanted}
    ours = {key for key in ledger if any(known(ledger, key).ours)}
    return [
        _decided(ledger, key, GIVEN if key in keys else NOTHING)
        for key in sorted(keys | ours, key=lambda key: (key.target, key.participant))
    ]


def carry_out(moodle: MoodleClient, carrier: Carrier, plan: Iterable[Entry]) -> list[Entry]:
    """Give and take back; what Moodle did not refuse is so."""
    deeds = [
        Deed((entry,), partial(_write, moodle, entry))
        for entry in plan
        if entry.state is State.PENDING
    ]
    return carrier.carry_unseen(deeds)


def _decided(ledger: Ledger, key: Key, wanted: Values) -> Entry:
    told = known(ledger, key)
    state = decide_unseen(wanted, told)
    given = next(iter(told.ours), NOTHING)
    return entry_of(ledger, key, wanted, wanted if state is State.WRITTEN else given, (state, ""))


def _write(moodle: MoodleClient, entry: Entry) -> None:
    role_id, mentee_id = map(int, entry.key.target.split(":")[2:])
    write = core_role.assign if entry.desired else core_role.unassign
    write(moodle, role_id, int(entry.key.participant), mentee_id)


def _key(one: WantedRole) -> Key:
    return Key(WriteKind.ROLE, f"0:role:{one.role_id}:{one.mentee_id}", str(one.mentor_id))
