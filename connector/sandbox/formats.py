"""Turns text of Moodle's formats into the HTML that a web service answers."""

import re
from collections.abc import Callable, Mapping
from html import escape
from typing import Final

from connector.sandbox.cleaning import clean

MOODLE, HTML, PLAIN, MARKDOWN = 0, 1, 2, 4
IDEAL_LENGTH: Final = 30
ENDING: Final = "..."
BLOCK: Final = re.compile(r"<(blockquote|div|dl|h[1-6]|hr|ol|p|pre|table|ul)\b")
LINK: Final = re.compile(r"<a\b([^>]*)>")


def as_html(text: str, text_format: int) -> str:
    """Answer a message's text as `message_format_message_text` does: links open a new window."""
    if not text:
        return ""
    made = LINK.sub(r'<a\1 target="_blank" rel="noreferrer">', TO_HTML[text_format](text))
    return made if BLOCK.match(made) else f"<p>{made}</p>"


def shortened(name: str) -> str:
    """Answer a name as `shorten_text` does: 30 characters at most, cut after a word."""
    if len(name) <= IDEAL_LENGTH:
        return name
    left = IDEAL_LENGTH - len(ENDING)
    words_end = (i + 1 for i in range(left, 0, -1) if name[i] in ". ")
    return name[: min(next(words_end, left), left)] + ENDING


def _lines(text: str) -> str:
    return re.sub(r"\r?\n", "<br>\n", text)


TO_HTML: Final[Mapping[int, Callable[[str], str]]] = {
    MOODLE: lambda text: clean(_lines(text)),
    HTML: clean,
    PLAIN: lambda text: _lines(escape(text, quote=False).replace("  ", "\N{NO-BREAK SPACE} ")),
    MARKDOWN: clean,
}
