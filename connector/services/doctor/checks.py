"""What the doctor found: each check with its level and the sentence that says it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from connector.errors import ConnectorError
from connector.moodle.errors import RightMissing
from connector.services.doctor.functions import Function


class Level(StrEnum):
    """How bad it is."""

    OK = "ok"
    WARNING = "warning"
    FAILURE = "failure"


@dataclass(frozen=True)
class Check:
    """One finding; `code` names a sentence that says what to do and where."""

    level: Level
    code: str
    facts: Mapping[str, str]


class Checks:
    """Collects findings."""

    def __init__(self, functions: Mapping[str, Function]) -> None:
        self.functions = functions
        self.found: list[Check] = []

    def add(self, level: Level, code: str, **facts: object) -> None:
        """Note a finding, once."""
        check = Check(level, code, {name: str(value) for name, value in facts.items()})
        if check not in self.found:
            self.found.append(check)

    def ok(self, code: str, **facts: object) -> None:
        """Note that something is as it should be."""
        self.add(Level.OK, code, **facts)

    def warning(self, code: str, **facts: object) -> None:
        """Note something that works but should be looked at."""
        self.add(Level.WARNING, code, **facts)

    def failure(self, code: str, **facts: object) -> None:
        """Note something that must be mended."""
        self.add(Level.FAILURE, code, **facts)

    def failed(self, error: ConnectorError, **facts: object) -> None:
        """Note an error; for a missing right, which capabilities the function wants."""
        if isinstance(error, RightMissing):
            self.lacks(str(error.facts.get("function")))
        else:
            self.failure(error.code, **{**error.facts, **facts})

    def lacks(self, function: str) -> None:
        """Note that a function answers as to somebody without rights."""
        known = self.functions.get(function)
        names = ", ".join(known.capabilities) if known else "-"
        self.failure("doctor.right_missing", function=function, capabilities=names)
