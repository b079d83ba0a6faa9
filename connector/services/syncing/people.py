"""Reads people: by day those whom cohorts and courses name, by night everybody."""

from collections.abc import Sequence
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
FULLNAME: Final = "fullname"
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
    """Keep what many people lose at once: a lost right hides a field, or names, in silence."""
    with run.deps.database.reading(run.deps.school_id) as tx:
        known = {user.id: user for user in tx.pictures.load(kinds.USER)}
    met = [(known[user.id], user) for user in people if user.id in known]
    kept = {name for name in sorted(fields) if _is_hidden(run, name, _losses(met, name))}
    people = [_keeping(user, known[user.id], kept) if user.id in known else user for user in people]
    if not _is_hidden(run, FULLNAME, [_has_shrunk(old, new) for old, new in met]):
        return people
    return [
        replace(user, fullname=known[user.id].fullname)
        if user.id in known and _has_shrunk(known[user.id], user)
        else user
        for user in people
    ]


def _losses(met: Sequence[tuple[User, User]], name: str) -> list[bool]:
    return [name not in new.profile for old, new in met if name in old.profile]


def _has_shrunk(old: User, new: User) -> bool:
    """Whether a full name lost a word and nothing else: a lost right takes patronymics away."""
    return set(new.fullname.split()) < set(old.fullname.split())


def _is_hidden(run: Sync, name: str, lost: Sequence[bool]) -> bool:
    """Whether so many lost it that a lost right is likelier; a person may have confirmed it."""
    if not looks_short(len(lost), sum(lost)) or FIELDS in run.believed:
        return False
    run.record.problem("sync.field_hidden", field=name, count=sum(lost))
    return True


def _keeping(user: User, known: User, kept: set[str]) -> User:
    old = {name: value for name, value in known.profile.items() if name in kept}
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
