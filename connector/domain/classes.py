"""School classes, however somebody typed them."""

import re
from typing import Final

WRITTEN: Final = re.compile(r"(?P<level>1[01]|[1-9])(?P<letter>[А-ЯЁ]?)")
NOISE: Final = re.compile(r"[\s«»\"'“”„.\-–—_]|(?i:класс|кл)")
LOOKALIKES: Final = str.maketrans("ABCEHKMOPTX", "АВСЕНКМОРТХ")


def class_name(text: str) -> str | None:
    """A class as 9А: without quotes, dashes and spaces, its letter Cyrillic and capital.

    None for what is no class of a school.
    """
    bare = NOISE.sub("", text).upper().translate(LOOKALIKES)
    return bare if WRITTEN.fullmatch(bare) else None


def level(name: str) -> int | None:
    """The year of study of a class, 1 to 11; None for what is no class."""
    known = class_name(name)
    found = known and WRITTEN.fullmatch(known)
    return int(found["level"]) if found else None
