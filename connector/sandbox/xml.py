"""Renders an answer as Moodle's XML, which a caller gets who forgot to ask for JSON."""

from xml.sax.saxutils import escape, quoteattr

from connector.sandbox.json_types import Json
from connector.sandbox.refusals import RefusalError

HEAD = '<?xml version="1.0" encoding="UTF-8" ?>\n'


def response(answer: Json) -> str:
    """Render a result."""
    return f"{HEAD}<RESPONSE>\n{_element(answer)}</RESPONSE>\n"


def refused(error: RefusalError) -> str:
    """Render a refusal."""
    code = f"<ERRORCODE>{escape(error.errorcode)}</ERRORCODE>\n" if error.errorcode else ""
    return (
        f"{HEAD}<EXCEPTION class={quoteattr(error.exception)}>\n{code}"
        f"<MESSAGE>{escape(error.message)}</MESSAGE>\n</EXCEPTION>\n"
    )


def _element(value: Json) -> str:
    if isinstance(value, list):
        return f"<MULTIPLE>\n{''.join(map(_element, value))}</MULTIPLE>\n"
    if isinstance(value, dict):
        keys = (f"<KEY name={quoteattr(k)}>{_element(v)}</KEY>\n" for k, v in value.items())
        return f"<SINGLE>\n{''.join(keys)}</SINGLE>\n"
    if value is None:
        return '<VALUE null="null"/>\n'
    return f"<VALUE>{escape(str(int(value) if isinstance(value, bool) else value))}</VALUE>\n"
