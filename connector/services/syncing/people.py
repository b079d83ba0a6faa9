"""Reads people: by day those whom cohorts and courses name, by night everybody."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Final

from connector.domain.difference import looks_short
from connector.mapping import needs
from connector.moodle.functions import core_user
from connector.moodle.records.user import User
from connector.services.syncing.work import Sync
from connector.store import kinds

GUEST: Final = "guest"
FIELDS: Final = "fields"
"""How profile fields are named where kinds are."""


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
    people = [user.narrowed(fields) for user in answer if user.username != GUEST]
    run.apply(
        kinds.USER,
        _with_lost_fields(run, people, fields),
        marks_gone=tier is Tier.NIGHT and not hidden,
    )


def _with_lost_fields(run: Sync, people: list[User], fields: frozenset[str]) -> list[User]:
    """Keep a profile field that many people lose at once: a lost right hides it in silence."""
    with run.deps.database.reading(run.deps.school_id) as tx:
        known = {user.id: user.profile for user in tx.pictures.load(kinds.USER)}
    kept = set()
    for name in sorted(fields):
        had = [user for user in people if name in known.get(user.id, {})]
        lost = sum(name not in user.profile for user in had)
        if looks_short(len(had), lost) and FIELDS not in run.believed:
            run.record.problem("sync.field_hidden", field=name, count=lost)
            kept.add(name)
    return [_keeping(user, known.get(user.id, {}), kept) for user in people] if kept else people


def _keeping(user: User, known: Mapping[str, str], kept: set[str]) -> User:
    old = {name: value for name, value in known.items() if name in kept}
    return replace(user, profile=old | dict(user.profile))


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
