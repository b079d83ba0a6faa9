"""Keeps what was built of files for as long as they say the same."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final, TypeVar

Built = TypeVar("Built")
Key = tuple[tuple[tuple[str, bytes], ...], tuple[int, ...]]

MOST: Final = 16
_known: Final[dict[Key, tuple[Any, tuple[object, ...]]]] = {}


def kept(build: Callable[[], Built], files: Iterable[Path], *others: object) -> Built:
    """What `build` makes of these files, and of other things; made once, so change nothing in it.

    Files are read each time: an edit counts at once. What cannot be read is left to `build`.
    """
    try:
        texts = tuple((str(file), file.read_bytes()) for file in files)
    except OSError:
        return build()
    key = texts, tuple(map(id, others))
    found = _known.get(key)
    if found is None:
        found = _known[key] = build(), others
        for oldest in list(_known)[:-MOST]:
            _known.pop(oldest, None)
    built: Built = found[0]
    return built
