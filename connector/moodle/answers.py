"""Turns the body of an answer into a value or into the right error."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from connector.moodle.errors import (
    NO_CODE,
    REFUSALS,
    MoodleMisconfigured,
    MoodleRefused,
    MoodleUnreachable,
    UnexpectedAnswer,
)

Json = Any


def value_of(body: bytes, *, function: str) -> Json:
    """Read the JSON of an answer with status 200; numbers keep their decimals.

    Raises MoodleRefused for Moodle's own exception, UnexpectedAnswer or MoodleMisconfigured for
    what is no JSON, MoodleUnreachable for JSON that was cut off.
    """
    try:
        value = json.loads(body, parse_float=Decimal)
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise _not_json(body, function) from error
    if isinstance(value, dict) and "exception" in value:
        raise refusal(value, function=function)
    return value


def refusal(value: Mapping[str, Any], *, function: str) -> MoodleRefused:
    """Choose the error for Moodle's {"exception", "errorcode", ...}; `errorcode` may be absent."""
    errorcode = str(value.get("errorcode") or NO_CODE)
    kind, code = REFUSALS.get(errorcode, (MoodleRefused, "moodle.refused"))
    return kind(code, errorcode=errorcode, function=function)


def unexpected(function: str, path: str, reason: str) -> UnexpectedAnswer:
    """Say at which place an answer is not what this connector knows."""
    return UnexpectedAnswer("moodle.unexpected_answer", function=function, path=path, reason=reason)


def _not_json(body: bytes, function: str) -> Exception:
    start = body.lstrip()[:1]
    if start in (b"{", b"["):
        return MoodleUnreachable("moodle.truncated", function=function, bytes=len(body))
    if start == b"<" and b"invalidtoken" in body:
        return MoodleMisconfigured("moodle.form_lost", function=function)
    if start == b"<":
        return MoodleMisconfigured("moodle.not_moodle", function=function)
    return unexpected(function, "", "not JSON")
