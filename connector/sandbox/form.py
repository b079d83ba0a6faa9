"""Reads a form as PHP reads it: nested keys, and values past a limit silently lost."""

import re
from collections.abc import Iterable

from connector.sandbox.json_types import Nested

KEY = re.compile(r"\[([^\]]*)\]")


def nested(pairs: Iterable[tuple[str, str]], *, limit: int) -> dict[str, Nested]:
    """Nest `a[0][b]=c` pairs; like PHP's max_input_vars, keep only the first `limit` of them."""
    form: dict[str, Nested] = {}
    for number, (name, value) in enumerate(pairs):
        if number >= limit:
            break
        _put(form, _path(name), value)
    return form


def _path(name: str) -> list[str]:
    head, bracket, rest = name.partition("[")
    if not bracket or "]" not in rest:
        return [re.sub(r"[ .\[]", "_", name)]
    return [re.sub(r"[ .]", "_", head), *KEY.findall(bracket + rest)]


def _put(form: dict[str, Nested], path: list[str], value: str) -> None:
    *parents, last = path
    for key in parents:
        step = key or str(len(form))
        child = form.get(step)
        if not isinstance(child, dict):
            child = form[step] = {}
        form = child
    form[last or str(len(form))] = value
