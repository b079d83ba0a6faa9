"""The tables. A kind's table has the columns of its record, and since when and until when."""

from collections.abc import Mapping
from dataclasses import fields
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

from connector.store.columns import BY_TYPE, Json, Moment
from connector.store.kinds import MENTORING, MIRROR, Kind

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


def column_of(name: str, hint: Any) -> Column[Any]:  # noqa: ANN401 - a type hint
    """The column for a field of a record."""
    options = get_args(hint) if isinstance(hint, UnionType) else (hint,)
    (plain,) = [option for option in options if option is not NoneType]
    plain = get_origin(plain) or getattr(plain, "__supertype__", plain)
    plain = dict if plain is Mapping or issubclass(plain, Mapping) else plain
    found = next(BY_TYPE[base] for base in plain.__mro__ if base in BY_TYPE)
    return Column(name, found, nullable=NoneType in options)


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


TABLES: Final[Mapping[str, Table]] = {kind.name: table_of(kind) for kind in (*MIRROR, *MENTORING)}
