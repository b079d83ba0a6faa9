"""Reads config/schedule.yaml: when each job runs."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import yaml
from apscheduler.triggers.cron import CronTrigger

from connector import plain_yaml
from connector.errors import ConfigurationError
from jobs.catalogue import JOBS

WEEKDAY: Final = 4
"""The field whose digits mean other days to APScheduler (0 is Monday) than to cron."""


def load(file: Path) -> Mapping[str, str]:
    """The cron line of each scheduled job: minute, hour, day, month, day of the week.

    Raises ConfigurationError for a job that does not exist or a line that is no cron.
    """
    try:
        content = plain_yaml.load(file.read_text(encoding="utf-8")) or {}
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ConfigurationError("settings.unreadable", path=file) from error
    if not isinstance(content, dict):
        raise ConfigurationError("settings.unreadable", path=file)
    for name, line in content.items():
        if name not in JOBS:
            raise ConfigurationError("jobs.unknown", name=name, known=", ".join(JOBS))
        trigger(name, str(line), ZoneInfo("UTC"))
    return {name: str(line) for name, line in content.items()}


def trigger(name: str, line: str, zone: ZoneInfo) -> CronTrigger:
    """The moments of a cron line in the school's time zone."""
    if any(character.isdigit() for character in "".join(line.split()[WEEKDAY:])):
        raise ConfigurationError("jobs.weekday_in_digits", name=name, line=line)
    try:
        return CronTrigger.from_crontab(line, timezone=zone)
    except ValueError as error:
        raise ConfigurationError("jobs.bad_cron", name=name, line=line) from error


def was_missed(line: str, zone: ZoneInfo, last: datetime, now: datetime) -> bool:
    """Whether a job that ran last at a moment should have run again since."""
    due = next_run("", line, zone, last)
    return due is not None and due < now


def next_run(name: str, line: str, zone: ZoneInfo, after: datetime) -> datetime | None:
    """The first moment of a cron line after another moment."""
    moment: datetime | None = trigger(name, line, zone).get_next_fire_time(None, after)
    return moment
