"""The one place that reads the environment and config/connector.yaml."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final

import yaml

from connector import plain_yaml
from connector.errors import ConfigurationError

SHIPPED: Final = Path(__file__).resolve().parent.parent


class Secret(str):
    """A value that never shows itself when printed or logged as a representation."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Hide the value."""
        return "'***'"


TEXTS: Final = frozenset({"host", "trusted_proxy"})
TIMES: Final = frozenset({"connect_timeout", "read_timeout"})
MOST: Final = {"parallel": 8, "chunk": 500, "grades_per_call": 100, "read_attempts": 10}
"""Above these PHP cuts a request short, or Moodle only answers more slowly."""
NO_SECRET: Final = Secret("")


@dataclass(frozen=True)
class MoodleLimits:
    """How gently Moodle is asked: times in seconds, sizes in bytes, counts in requests or ids."""

    connect_timeout: float = 5
    read_timeout: float = 180
    parallel: int = 2
    chunk: int = 100
    max_answer_bytes: int = 64 * 1024 * 1024
    read_attempts: int = 3
    grades_per_call: int = 25


@dataclass(frozen=True)
class Settings:
    """Everything that differs between two installations."""

    home: Path
    moodle_url: str = ""
    moodle_token: Secret = NO_SECRET
    mapping: Path | None = None
    database_url: Secret = NO_SECRET
    password: Secret = NO_SECRET
    host: str = "127.0.0.1"
    port: int = 8080
    trusted_proxy: str = ""
    limits: MoodleLimits = MoodleLimits()

    @property
    def state(self) -> Path:
        """The folder for the embedded database and keys."""
        return self.home / "var"

    def data(self, *parts: str) -> Path:
        """Find a file of config/ or mappings/: the school's own first, then the shipped one."""
        own = self.home.joinpath(*parts)
        found = own if own.exists() else SHIPPED.joinpath(*parts)
        if not found.exists():
            raise ConfigurationError("settings.data_missing", path="/".join(parts), home=self.home)
        return found


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """Read config/connector.yaml below MENTORING_* variables.

    Raises ConfigurationError for a value of the wrong kind, an unknown key or an unreadable file.
    """
    environ = os.environ if environ is None else environ
    settings = Settings(home=home(environ))
    file = settings.data("config", "connector.yaml")
    tuned = _read(file)
    mapping = environ.get("MENTORING_MAPPING")
    web = _section(file, tuned, "web", {"host", "port", "trusted_proxy"})
    limits = _section(file, tuned, "moodle", {field.name for field in fields(MoodleLimits)})
    for name, value in limits.items():
        _within(f"moodle.{name}", value, MOST.get(name), whole=name not in TIMES)
    database = secret(environ, "MENTORING_DATABASE_URL")
    return Settings(
        home=settings.home,
        moodle_url=environ.get("MENTORING_MOODLE_URL", "").strip().rstrip("/"),
        moodle_token=secret(environ, "MENTORING_MOODLE_TOKEN"),
        mapping=Path(mapping).resolve() if mapping else None,
        database_url=database or Secret(f"sqlite:///{settings.state / 'mentoring.db'}"),
        password=secret(environ, "MENTORING_PASSWORD"),
        host=environ.get("MENTORING_HOST") or str(web.get("host") or Settings.host),
        port=_number("MENTORING_PORT", environ.get("MENTORING_PORT") or web.get("port", 8080)),
        trusted_proxy=str(web.get("trusted_proxy") or ""),
        limits=MoodleLimits(**limits),
    )


def home(environ: Mapping[str, str] | None = None) -> Path:
    """The folder of the school's own files: MENTORING_HOME, else where the connector lies."""
    environ = os.environ if environ is None else environ
    return Path(environ.get("MENTORING_HOME") or SHIPPED).resolve()


def secret(environ: Mapping[str, str], name: str) -> Secret:
    """Take `name`, or the content of the file that `name`_FILE points at; empty when neither."""
    path = environ.get(f"{name}_FILE")
    if not path:
        return Secret(environ.get(name, "").strip())
    try:
        return Secret(Path(path).read_text(encoding="utf-8-sig").strip())
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError("settings.secret_unreadable", name=name, path=path) from error


def _read(file: Path) -> dict[str, Any]:
    try:
        content = plain_yaml.load(file.read_text(encoding="utf-8")) or {}
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise ConfigurationError("settings.unreadable", path=file) from error
    if not isinstance(content, dict) or content.keys() - {"web", "moodle"}:
        raise ConfigurationError("settings.unknown_key", path=file, keys="web, moodle")
    return content


def _section(file: Path, content: dict[str, Any], name: str, known: set[str]) -> dict[str, Any]:
    section = content.get(name) or {}
    if not isinstance(section, dict) or section.keys() - known:
        raise ConfigurationError("settings.unknown_key", path=file, keys=", ".join(sorted(known)))
    for key, value in section.items():
        if key not in TEXTS and (isinstance(value, bool) or not isinstance(value, int | float)):
            raise ConfigurationError("settings.not_a_number", name=f"{name}.{key}", value=value)
    return section


def _within(name: str, value: float, most: int | None, *, whole: bool) -> None:
    if not value > 0 or (whole and not isinstance(value, int)):
        raise ConfigurationError("settings.not_positive", name=name, value=value)
    if most is not None and value > most:
        raise ConfigurationError("settings.too_much", name=name, value=value, most=most)


def _number(name: str, value: object) -> int:
    try:
        return int(str(value))
    except ValueError as error:
        raise ConfigurationError("settings.not_a_number", name=name, value=value) from error
