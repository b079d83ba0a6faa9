"""The root of every error raised on purpose: a code and its facts; the sentence is data."""

from typing import ClassVar


class ConnectorError(Exception):
    """Something went wrong that a person can be told about.

    `code` names a sentence in `config/wording/`, `facts` fill its blanks. Facts are ids, addresses
    and names of settings, never tokens or people's names: they may stand in a log.
    """

    retryable: ClassVar[bool] = False
    exit_code: ClassVar[int] = 1

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        """Give the code and the facts on one line, for logs and developers."""
        return " ".join([self.code, *(f"{name}={value}" for name, value in self.facts.items())])


class Faults(tuple[tuple[str, str, str], ...]):
    """Faults of a file: where (file:line), the path inside it, and the reason in plain English."""

    __slots__ = ()

    def __str__(self) -> str:
        """Give a line for each."""
        return "".join(f"\n{where}: {path}: {reason}" for where, path, reason in self)


class ConfigurationError(ConnectorError):
    """A setting, a mapping or a file is wrong; a person must change it."""

    exit_code = 2
