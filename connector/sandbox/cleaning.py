"""Cleans HTML that came from outside, about as Moodle's purifier does."""

from html import escape
from html.parser import HTMLParser
from typing import Final

from connector.sandbox.html_whitelist import ATTRIBUTES, SAFE_SCHEMES, TAGS, VOID_TAGS

SWALLOWED: Final = frozenset({"script", "style", "iframe", "object", "noscript"})
UNSAFE_STYLES: Final = ("expression", "url(", "javascript", "behavior", "@import")
Attributes = list[tuple[str, str | None]]


def clean(markup: str) -> str:
    """Answer the markup with only harmless tags, attributes and addresses, all tags closed."""
    cleaner = _Cleaner()
    cleaner.feed(markup)
    cleaner.close()
    return cleaner.text()


class _Cleaner(HTMLParser):
    """Copies what is on the whitelist and drops the rest."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._out: list[str] = []
        self._open: list[str] = []
        self._swallowing: list[str] = []

    def text(self) -> str:
        """Answer what was kept."""
        return "".join(self._out) + "".join(f"</{tag}>" for tag in reversed(self._open))

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        """Keep a known tag with its harmless attributes."""
        if tag in SWALLOWED:
            self._swallowing.append(tag)
        elif not self._swallowing and tag in TAGS and _has_its_source(tag, attrs):
            self._out.append(f"<{tag}{_attributes(attrs)}>")
            if tag not in VOID_TAGS:
                self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close everything that was opened inside."""
        if self._swallowing:
            if tag == self._swallowing[-1]:
                self._swallowing.pop()
            return
        while tag in self._open:
            closed = self._open.pop()
            self._out.append(f"</{closed}>")
            if closed == tag:
                return

    def handle_data(self, data: str) -> None:
        """Keep text, escaped."""
        if not self._swallowing:
            self._out.append(escape(data, quote=False))


def _has_its_source(tag: str, attrs: Attributes) -> bool:
    return tag != "img" or any(
        name == "src" and _is_safe(name, value or "") for name, value in attrs
    )


def _attributes(attrs: Attributes) -> str:
    return "".join(
        f' {name}="{escape(value or "")}"'
        for name, value in attrs
        if name in ATTRIBUTES and _is_safe(name, value or "")
    )


def _is_safe(name: str, value: str) -> bool:
    plain = "".join(value.split()).lower()
    if name == "style":
        return not any(bad in plain for bad in UNSAFE_STYLES)
    if name in {"href", "src"}:
        scheme, colon, _ = plain.partition(":")
        return not colon or "/" in scheme or "#" in scheme or scheme in SAFE_SCHEMES
    return True
