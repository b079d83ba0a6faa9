"""Runs one job by name; the only place where an error ends in a log line."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import structlog

from connector.errors import ConfigurationError, ConnectorError
from connector.services.deps import Deps
from jobs.catalogue import JOBS

Opening = Callable[[], AbstractContextManager[Deps]]
log = structlog.get_logger()


def run(deps: Deps, name: str) -> None:
    """Run a job now and let its error through."""
    job = JOBS.get(name)
    if job is None:
        raise ConfigurationError("jobs.unknown", name=name, known=", ".join(JOBS))
    job(deps)


def run_scheduled(opening: Opening, name: str) -> None:
    """Run a job for the timetable: a job that fails must not stop the others."""
    try:
        with opening() as deps:
            run(deps, name)
    except ConnectorError as error:
        log.error("job.failed", job=name, reason=error.code)  # noqa: TRY400 - the run has the details
    except Exception:
        log.exception("job.broke", job=name)
