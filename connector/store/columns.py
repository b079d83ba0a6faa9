"""Column types that mean the same on SQLite and PostgreSQL."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Boolean, Date, DateTime, String, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ANN401 - SQLAlchemy's
        """SQLite forgets the zone, PostgreSQL gives its own."""
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


class Exact(TypeDecorator[Decimal]):
    """A decimal number kept digit by digit."""

    impl = String(40)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        """Write plain digits."""
        return None if value is None else format(value, "f")

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:  # noqa: ANN401 - SQLAlchemy's
        """Read the digits."""
        return None if value is None else Decimal(value)


class Json(TypeDecorator[Any]):
    """A small value as JSON text, keys in order, so that equal values are equal texts."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ANN401 - JSON
        """Write compact JSON."""
        if value is None:
            return None
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:  # noqa: ANN401 - JSON
        """Read it."""
        return None if value is None else json.loads(value)


class JsonTuple(Json):
    """A tuple as a JSON list."""

    cache_ok = True

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:  # noqa: ANN401 - JSON
        """Read it as a tuple."""
        return None if value is None else tuple(json.loads(value))


class Coded(TypeDecorator[StrEnum]):
    """A member of an enumeration as its code."""

    impl = Text
    cache_ok = True

    def __init__(self, codes: type[StrEnum]) -> None:
        super().__init__()
        self.codes = codes

    def result_processor(
        self, dialect: Dialect, coltype: object
    ) -> Callable[[str | None], StrEnum | None]:
        """Read the code: by a dictionary, since there may be hundreds of thousands."""
        members: dict[str | None, StrEnum | None] = {one.value: one for one in self.codes}
        members[None] = None
        return members.__getitem__


class CodedSet(TypeDecorator[frozenset[StrEnum]]):
    """A set of members of an enumeration, as a sorted JSON list of codes."""

    impl = Text
    cache_ok = True

    def __init__(self, codes: type[StrEnum]) -> None:
        super().__init__()
        self.codes = codes

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ANN401 - a set
        """Write the codes in order."""
        return None if value is None else json.dumps(sorted(value))

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:  # noqa: ANN401 - a set
        """Read the codes."""
        return None if value is None else frozenset(self.codes(code) for code in json.loads(value))


BY_TYPE: dict[type, TypeEngine[Any]] = {
    int: BigInteger(),
    str: Text(),
    bool: Boolean(),
    Decimal: Exact(),
    date: Date(),
    tuple: JsonTuple(),
    dict: Json(),
}
"""The column type for a field of a record."""
