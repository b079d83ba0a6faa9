"""Texts of several lines that Moodle gives as HTML or as they were typed."""

import re
from typing import Final

from connector.moodle.records.schema import TAG, plain

LINE_END: Final = re.compile(r"<(?:br|/p|/div|/li|/tr|/h[1-6])\b[^>]*>", re.IGNORECASE)


def lines(told: str) -> str:
    """Read a text as plain text: what was a line or a paragraph is a line, empty ones go."""
    text = TAG.sub("", LINE_END.sub("\n", told))
    return "\n".join(filter(None, map(plain, text.splitlines())))
