import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connector.moodle.encoding import MAX_SCALARS, Value, fields, form

FIXED: Final = {"wstoken": "t", "wsfunction": "f", "moodlewsrestformat": "json"}

NAMES: Final = st.text("abcdefghijklmnopqrstuvwxyz_", min_size=1, max_size=6)
SCALARS: Final = st.one_of(
    st.text(max_size=12), st.integers(), st.booleans(), st.decimals(allow_nan=False)
)
NESTED: Final = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4),
        st.dictionaries(NAMES, inner, min_size=1, max_size=4),
    ),
    max_leaves=12,
)


def read_by_php(body: str) -> dict[str, Any]:
    """Read a form as PHP does: `a[0][b]` is a key `b` in a key `0` in `a`."""
    read: dict[str, Any] = {}
    for name, value in parse_qsl(body, keep_blank_values=True):
        first, rest = name.partition("[")[::2]
        *path, last = [first, *re.findall(r"([^\[\]]*)\]", rest)]
        place = read
        for key in path:
            place = place.setdefault(key, {})
        place[last] = value
    return read


def as_php_has_it(value: Value) -> object:
    """The same value with PHP's only container and only strings."""
    if isinstance(value, Mapping):
        return {key: as_php_has_it(inner) for key, inner in value.items()}
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, list):
        return {str(index): as_php_has_it(inner) for index, inner in enumerate(value)}
    return str(value)


@given(st.dictionaries(NAMES, NESTED, max_size=4))
def test_php_reads_back_what_was_written(arguments: dict[str, Value]) -> None:
    body = urlencode(form({}, arguments))

    assert read_by_php(body) == as_php_has_it(arguments)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("ё & я = 100%", [("x", "ё & я = 100%")]),
        ("", [("x", "")]),
        (0, [("x", "0")]),
        (True, [("x", "1")]),
        (False, [("x", "0")]),
        (Decimal("87.50"), [("x", "87.50")]),
        ([], []),
        ({}, []),
        ([[], {}], []),
        ([7, 8], [("x[0]", "7"), ("x[1]", "8")]),
        ((True, "a"), [("x[0]", "1"), ("x[1]", "a")]),
        ({"a": {"b": 1}}, [("x[a][b]", "1")]),
        ([{"id": 3, "tags": ["a"]}], [("x[0][id]", "3"), ("x[0][tags][0]", "a")]),
    ],
)
def test_a_value_becomes_these_fields(value: Value, expected: list[tuple[str, str]]) -> None:
    assert list(fields(value, "x")) == expected


def test_the_token_comes_first_whatever_the_arguments_are_called() -> None:
    names = [name for name, _ in form(FIXED, {"aaa": 1, "wst": 2})]

    assert names == ["wstoken", "wsfunction", "moodlewsrestformat", "aaa", "wst"]


def test_as_many_scalars_go_as_php_surely_reads() -> None:
    ids = list(range(MAX_SCALARS - len(FIXED)))

    assert len(form(FIXED, {"ids": ids})) == MAX_SCALARS


def test_one_scalar_more_is_refused_however_deep_it_lies() -> None:
    grades: list[Value] = [{"plugindata": {"text": "x", "format": 1}}] * 449

    with pytest.raises(ValueError, match="901 scalars in one call, 900 at most"):
        form(FIXED, {"grades": grades})
