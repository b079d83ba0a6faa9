"""The timetable: APScheduler decides when, a lease decides which process."""

import threading
from collections.abc import Mapping
from typing import Final
from zoneinfo import ZoneInfo

import structlog
from apscheduler.schedulers.background import BackgroundScheduler

from connector.errors import ConnectorError
from connector.services import running
from connector.services.deps import Deps
from connector.services.leasing import RENEWAL, SCHEDULER, let_go, take
from jobs.catalogue import CATCHING_UP
from jobs.runner import Opening, run_scheduled
from jobs.schedule import trigger, was_missed

LATE: Final = 3600
RUNS: Final = 1000
log = structlog.get_logger()


class Timetable:
    """Runs jobs on time in whichever process holds the scheduler's lease; others stand by."""

    def __init__(self, deps: Deps, schedule: Mapping[str, str], opening: Opening) -> None:
        self._deps = deps
        self._schedule = schedule
        self._opening = opening
        self._zone: ZoneInfo = deps.rules.school.time_zone
        self._running: BackgroundScheduler | None = None

    def keep(self, stop: threading.Event) -> None:
        """Hold or await the lease until `stop` is set; whoever loses it stops running jobs."""
        try:
            while True:
                self._adapt(is_ours=self._has_lease())
                if stop.wait(RENEWAL):
                    return
        finally:
            self._adapt(is_ours=False)
            let_go(self._deps, SCHEDULER)

    @property
    def is_running(self) -> bool:
        """Whether this process runs the jobs."""
        return self._running is not None

    def _has_lease(self) -> bool:
        try:
            return take(self._deps, SCHEDULER)
        except ConnectorError as error:
            log.warning("scheduler.no_lease", reason=error.code)
            return False

    def _adapt(self, *, is_ours: bool) -> None:
        if is_ours and self._running is None:
            self._running = self._started()
            log.info("scheduler.started", jobs=len(self._schedule))
        elif not is_ours and self._running is not None:
            self._running.shutdown(wait=True)
            self._running = None
            log.info("scheduler.stopped")

    def _started(self) -> BackgroundScheduler:
        scheduler, late = BackgroundScheduler(timezone=self._zone), self._late()
        for name, line in self._schedule.items():
            at_once = {"next_run_time": self._deps.clock()} if name in late else {}
            scheduler.add_job(
                run_scheduled,
                trigger(name, line, self._zone),
                args=(self._opening, name),
                id=name,
                coalesce=True,
                max_instances=1,
                misfire_grace_time=None if name in CATCHING_UP else LATE,
                **at_once,
            )
        scheduler.start()
        return scheduler

    def _late(self) -> set[str]:
        """The jobs to be caught up with whose time passed while nobody ran them."""
        now, runs = self._deps.clock(), running.history(self._deps, RUNS)
        last = {run.job: run.started_at for run in reversed(runs)}
        return {
            name
            for name in CATCHING_UP & self._schedule.keys() & last.keys()
            if was_missed(self._schedule[name], self._zone, last[name], now)
        }
