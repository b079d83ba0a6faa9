"""The only place that builds things out of settings."""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import yaml

from connector import logs, matching, plain_yaml, wording
from connector.errors import ConfigurationError
from connector.kept import kept
from connector.mapping import loader, methodology
from connector.mapping.methodology import Methodology
from connector.mapping.rules import Rules
from connector.moodle.client import MoodleClient
from connector.reports.templates import Templates
from connector.services.deps import Deps
from connector.services.municipality import sealing
from connector.services.municipality.office import Office
from connector.settings import SHIPPED, Settings
from connector.store.database import Database
from connector.wording import Wording

Clock = Callable[[], datetime]


def now() -> datetime:
    """The moment, aware, in UTC."""
    return datetime.now(UTC)


@contextmanager
def open_school(
    settings: Settings, *, clock: Clock = now, log_level: int = logging.ERROR
) -> Iterator[Deps]:
    """Open the database and a client to the school's Moodle, and close them at the end.

    `log_level`: a person at the command line reads sentences, a service is watched by its log.
    Raises ConfigurationError when the address or the token of Moodle is not set.
    """
    secrets = [settings.moodle_token, settings.password, settings.database_url]
    logs.configure(secrets, level=log_level)
    if not settings.moodle_url:
        raise ConfigurationError("settings.no_moodle_url")
    if not settings.moodle_token:
        raise ConfigurationError("settings.no_moodle_token")
    words, method = load_wording(settings), load_methodology(settings)
    database = Database(settings.database_url, clock)
    try:
        database.upgrade()
        with MoodleClient(settings.moodle_url, settings.moodle_token, settings.limits) as moodle:
            yield Deps(
                database=database,
                school_id=database.school(settings.moodle_url),
                moodle=moodle,
                rules_of=lambda: load_rules(settings, method),
                methodology=method,
                lexicon=matching.load(lambda name: settings.data("config", "methodology", name)),
                wording=words,
                templates=Templates(_folders(settings), words),
                clock=clock,
            )
    finally:
        database.close()


@contextmanager
def open_office(settings: Settings, *, clock: Clock = now) -> Iterator[Office]:
    """Open the database alone, for reports of schools; no Moodle and no mapping are needed."""
    logs.configure([settings.database_url], level=logging.ERROR)
    words, method = load_wording(settings), load_methodology(settings)
    database = Database(settings.database_url, clock)
    try:
        database.upgrade()
        trusted = load_trusted(settings)
        yield Office(database, words, method, Templates(_folders(settings), words), trusted)
    finally:
        database.close()


def load_trusted(settings: Settings) -> Mapping[str, str]:
    """The schools whose reports are believed, by their keys (config/municipality.yaml).

    Raises ConfigurationError for a file that cannot be read, and for what is no key.
    """
    file = settings.data("config", "municipality.yaml")
    try:
        schools = plain_yaml.load(file.read_text(encoding="utf-8"))["schools"] or {}
        named = {str(key): str(name) for name, key in schools.items()}
    except (OSError, ValueError, yaml.YAMLError, LookupError, TypeError, AttributeError) as error:
        raise ConfigurationError("municipality.list_unreadable", path=file) from error
    for key, name in named.items():
        if not sealing.is_key(key):
            raise ConfigurationError("municipality.no_key", path=file, school=name)
    return named


def load_wording(settings: Settings) -> Wording:
    """The sentences for people."""
    folder = settings.data("config", "wording")
    return kept(lambda: wording.load(folder), sorted(folder.glob("*.yaml")))


def load_methodology(settings: Settings) -> Methodology:
    """Forms, norms and titles."""
    files = [file for folder in _folders(settings) for file in sorted(folder.glob("*.yaml"))]
    find = partial(settings.data, "config", "methodology")
    return kept(lambda: methodology.load(find), files)


def load_rules(settings: Settings, method: Methodology) -> Rules:
    """The school's mapping: MENTORING_MAPPING, or mappings/school.yaml when that is there."""
    path = settings.mapping or settings.home / "mappings" / "school.yaml"
    if not path.exists():
        code = "mapping.not_found" if settings.mapping else "mapping.not_chosen"
        raise ConfigurationError(code, path=path)
    surveys = {survey.code: survey for survey in method.surveys}
    read = partial(loader.load, path, method.forms, method.kinds, method.reasons, surveys)
    return kept(read, loader.files(path), method)


def _folders(settings: Settings) -> list[Path]:
    return [root / "config" / "methodology" for root in (settings.home, SHIPPED)]
