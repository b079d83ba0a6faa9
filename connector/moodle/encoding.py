"""Writes nested arguments as the form fields that PHP reads back as nested arrays."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

Scalar = str | int | float | Decimal
Value = Scalar | Sequence["Value"] | Mapping[str, "Value"]

MAX_SCALARS = 900
"""PHP drops what exceeds `max_input_vars` (1,000 by default) without a word."""


def form(fixed: Mapping[str, str], arguments: Mapping[str, Value]) -> list[tuple[str, str]]:
    """Put the fixed fields first, then the arguments.

    Raises ValueError past 900 scalars: the caller must send less at a time.
    """
    pairs = [*fixed.items()]
    for name, value in arguments.items():
        pairs.extend(fields(value, name))
    if len(pairs) > MAX_SCALARS:
        raise ValueError(f"{len(pairs)} scalars in one call, {MAX_SCALARS} at most")
    return pairs


def fields(value: Value, key: str) -> Iterator[tuple[str, str]]:
    """Give the form fields of one argument: `users`, [{"id": 3}] is `users[0][id]=3`.

    An empty list or mapping gives none, which PHP reads as "not given".
    """
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from fields(inner, f"{key}[{name}]")
    elif isinstance(value, bool):
        yield key, "1" if value else "0"
    elif isinstance(value, Scalar):
        yield key, str(value)
    else:
        for index, inner in enumerate(value):
            yield from fields(inner, f"{key}[{index}]")
