"""The tables. A kind's table has the columns of its record, and since when and until when."""

from collections.abc import Mapping
from dataclasses import fields
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, Final, get_args, get_origin, get_type_hints

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeEngine

from connector.store.columns import BY_TYPE, Coded, CodedSet, Json, Moment
from connector.store.kinds import ADDED, MENTORING, MIRROR, REGISTER, Kind

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _school() -> Column[int]:
    return Column("school_id", Integer, ForeignKey("school.id"), nullable=False)


SCHOOL: Final = Table(
    "school",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("moodle_url", Text, nullable=False, unique=True),
)

RUN: Final = Table(
    "run",
    metadata,
    Column("id", Integer, primary_key=True),
    _school(),
    Column("job", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("counts", Json, nullable=False),
    Column("problems", Json, nullable=False),
    Column("calls", Integer, nullable=False),
    Column("sent", BigInteger, nullable=False),
    Column("received", BigInteger, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("waiting", Float, nullable=False),
    Index(None, "school_id", "job", "started_at"),
)

LEASE: Final = Table(
    "lease",
    metadata,
    Column("name", Text, primary_key=True),
    Column("holder", Text, nullable=False),
    Column("expires_at", Moment, nullable=False),
)

OUTBOX: Final = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    _school(),
    Column("kind", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("participant", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("desired", Json, nullable=False),
    Column("before", Json),
    Column("written", Json),
    Column("changed_at", Moment, nullable=False),
    Column("written_at", Moment),
    UniqueConstraint("school_id", "kind", "target", "participant"),
    Index(None, "school_id", "state"),
)


CHANGE: Final = Table(
    "register_change",
    metadata,
    Column("id", Integer, primary_key=True),
    _school(),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    Column("part", Text, nullable=False),
    Column("row", Text, nullable=False),
    Column("person_id", BigInteger, nullable=False),
    Column("fields", Json, nullable=False),
    Index(None, "school_id", "person_id"),
)


def column_of(name: str, hint: Any) -> Column[Any]:  # noqa: ANN401 - a type hint
    """The column for a field of a record."""
    options = get_args(hint) if isinstance(hint, UnionType) else (hint,)
    (plain,) = [option for option in options if option is not NoneType]
    return Column(name, _type_of(plain), nullable=NoneType in options)


def _type_of(hint: Any) -> TypeEngine[Any]:  # noqa: ANN401 - a type hint
    plain = get_origin(hint) or getattr(hint, "__supertype__", hint)
    if plain is frozenset:
        return CodedSet(*get_args(hint))
    if issubclass(plain, StrEnum):
        return Coded(plain)
    plain = dict if issubclass(plain, Mapping) else plain
    return next(BY_TYPE[base] for base in plain.__mro__ if base in BY_TYPE)


def table_of(kind: Kind[Any]) -> Table:
    """The table of a kind: school, the record's fields, when it was added and found gone."""
    hints = get_type_hints(kind.record)
    columns = [column_of(field.name, hints[field.name]) for field in fields(kind.record)]
    return Table(
        kind.table,
        metadata,
        _school(),
        *columns,
        Column("added_at", Moment, nullable=False),
        Column("gone_at", Moment),
        PrimaryKeyConstraint("school_id", *kind.key),
    )


TABLES: Final[Mapping[str, Table]] = {
    kind.name: table_of(kind) for kind in (*MIRROR, *MENTORING, *ADDED, *REGISTER.values())
}

_IN_MATCH: Final = TABLES["match_member"].c
ONE_MATCH: Final = Index(
    "uq_register_match_member_one",
    _IN_MATCH.school_id,
    _IN_MATCH.programme_id,
    _IN_MATCH.person_id,
    unique=True,
    sqlite_where=(_IN_MATCH.side == "mentee")
    & _IN_MATCH.left_on.is_(None)
    & _IN_MATCH.gone_at.is_(None),
    postgresql_where=(_IN_MATCH.side == "mentee")
    & _IN_MATCH.left_on.is_(None)
    & _IN_MATCH.gone_at.is_(None),
)
"""A mentee is in one match of a programme at a time (methodology 12.3: 5)."""

ONE_SEAT: Final = Index(
    "uq_register_match_member_seat",
    _IN_MATCH.school_id,
    _IN_MATCH.mentor_id,
    _IN_MATCH.form,
    _IN_MATCH.seat,
    unique=True,
    sqlite_where=_IN_MATCH.left_on.is_(None) & _IN_MATCH.gone_at.is_(None),
    postgresql_where=_IN_MATCH.left_on.is_(None) & _IN_MATCH.gone_at.is_(None),
)
"""A mentor has each of their places once (methodology 12.3: 4); no place, no seat."""

_TAKING_PART: Final = TABLES["participation"].c
OPEN_PARTICIPATION: Final = Index(
    "uq_register_participation_open",
    _TAKING_PART.school_id,
    _TAKING_PART.person_id,
    _TAKING_PART.role,
    _TAKING_PART.programme_id,
    unique=True,
    sqlite_where=_TAKING_PART.left_on.is_(None) & _TAKING_PART.gone_at.is_(None),
    postgresql_where=_TAKING_PART.left_on.is_(None) & _TAKING_PART.gone_at.is_(None),
)
"""Nobody takes part twice at once in one role of one programme."""
