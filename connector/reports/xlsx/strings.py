"""Texts of cells: any character as XML can carry it, and how much of it fits."""

import re
from typing import Final

from openpyxl.utils import get_column_letter

MOST_CHARACTERS: Final = 32_767
"""What a cell holds, as Excel counts: a character beyond the first 65,536 counts twice."""

UNWRITABLE: Final = re.compile("_x(?=[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff]")
"""What XML cannot carry, and what would be taken for its escape (ECMA-376, ST_Xstring)."""

ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


def escaped(text: str) -> str:
    """Write what XML cannot carry as Excel does; half a character becomes U+FFFD."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return UNWRITABLE.sub(lambda found: f"_x{ord(found[0][0]):04X}_{found[0][1:]}", whole)


def unescaped(text: str) -> str:
    """Read it back; every end of a line is one line feed, as programs make of it anyway."""
    plain = ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    return plain.replace("\r\n", "\n").replace("\r", "\n")


def fits(text: str) -> bool:
    """Whether a cell holds a text."""
    return len(text) + sum(character > "\uffff" for character in text) <= MOST_CHARACTERS


def letter(column: int) -> str:
    """The letters of a column; the first is 1."""
    return get_column_letter(column)
