"""Reads people: by day those whom cohorts and courses name, by night everybody."""

from enum import StrEnum
from typing import Final

from connector.mapping import needs
from connector.moodle.functions import core_user
from connector.moodle.records.user import User
from connector.services.syncing.work import Sync
from connector.store import kinds

GUEST: Final = "guest"


class Tier(StrEnum):
    """How many people a sync reads."""

    DAY = "day"
    NIGHT = "night"


def read_people(run: Sync, tier: Tier) -> None:
    """Read the people of a tier into the mirror; who is missing from the answer is hidden."""
    named = _named(run)
    read = READERS[tier]
    answer = run.attempt("users", lambda: read(run, named))
    if answer is None:
        return
    hidden = named - {user.id for user in answer}
    if hidden:
        run.record.problem("sync.people_hidden", count=len(hidden), of=len(named))
    fields = needs.fields(run.deps.rules)
    run.apply(
        kinds.USER,
        [user.narrowed(fields) for user in answer if user.username != GUEST],
        marks_gone=tier is Tier.NIGHT and not hidden,
    )


def _named(run: Sync) -> frozenset[int]:
    with run.deps.database.reading(run.deps.school_id) as tx:
        members = tx.pictures.load(kinds.COHORT_MEMBER)
        enrolments = tx.pictures.load(kinds.ENROLMENT)
    return frozenset([m.user_id for m in members] + [e.user_id for e in enrolments])


def _everybody(run: Sync, _named: frozenset[int]) -> list[User]:
    return core_user.everybody(run.deps.moodle)


def _by_ids(run: Sync, named: frozenset[int]) -> list[User]:
    return [user for chunk in core_user.by_ids(run.deps.moodle, named) for user in chunk]


READERS: Final = {Tier.DAY: _by_ids, Tier.NIGHT: _everybody}
