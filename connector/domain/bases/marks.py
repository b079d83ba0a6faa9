"""Remembers in a row what its cells said when they were exported, without saying it again."""

from collections.abc import Mapping
from hashlib import blake2b
from typing import Final

from connector.domain.bases.columns import Column, Value, canonical, compared_columns
from connector.domain.people import Role

BYTES: Final = 3
LENGTH: Final = 2 * BYTES


def digest(value: Value) -> str:
    """A few digits that differ when values differ."""
    said = canonical(value).encode("utf-8", "surrogatepass")
    return blake2b(said, digest_size=BYTES).hexdigest()


def mark(role: Role, values: Mapping[Column, Value]) -> str:
    """The digests of a row's cells, in the order of the methodology."""
    return "".join(digest(values[column]) for column in compared_columns(role))


def remembered(role: Role, written: str) -> Mapping[Column, str] | None:
    """The digest of each cell as it was exported; None for what is no mark of ours."""
    columns = compared_columns(role)
    parts = [written[start : start + LENGTH] for start in range(0, len(written), LENGTH)]
    if len(written) != LENGTH * len(columns) or not set(written) <= set("0123456789abcdef"):
        return None
    return dict(zip(columns, parts, strict=True))
