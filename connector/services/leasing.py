"""Leases: one process at a time does a kind of work for a school."""

import os
import socket
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Final

import structlog

from connector.errors import ConnectorError
from connector.services.deps import Deps

LEASE: Final = timedelta(seconds=90)
RENEWAL: Final = 20.0
NONCE: Final = uuid.uuid4().hex[:8]
SCHEDULER: Final = "scheduler"
log = structlog.get_logger()


class Busy(ConnectorError):
    """The same work is being done by somebody else."""

    retryable = True
    exit_code = 5


def me() -> str:
    """Name this process: host, process and a number of its own."""
    return f"{socket.gethostname()}:{os.getpid()}:{NONCE}"


def holder(deps: Deps, name: str) -> str | None:
    """Which process holds a lease of this school."""
    with deps.database.reading(deps.school_id) as tx:
        return tx.leases.holder(_lease(deps, name))


def take(deps: Deps, name: str) -> bool:
    """Take or renew a lease; a holder on this host whose process is dead does not count."""
    lease = _lease(deps, name)
    with deps.database.leases() as leases:
        other = leases.holder(lease)
        if other and other != me() and _is_dead(other):
            leases.release(lease, other)
        return leases.take(lease, me(), deps.clock() + LEASE)


def let_go(deps: Deps, name: str) -> None:
    """Give a lease back, if it is ours."""
    with deps.database.leases() as leases:
        leases.release(_lease(deps, name), me())


@contextmanager
def leased(deps: Deps, name: str) -> Iterator[None]:
    """Hold a lease, renewing it in the background, until the block ends.

    Raises Busy when it is held, by another process or by this one.
    """
    if holder(deps, name) == me() or not take(deps, name):
        raise Busy("run.busy", name=name)
    done = threading.Event()

    def renew() -> None:
        while not done.wait(RENEWAL):
            try:
                take(deps, name)
            except ConnectorError as error:
                log.warning("lease.not_renewed", name=name, reason=error.code)

    thread = threading.Thread(target=renew, name=f"lease {name}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
        let_go(deps, name)


def _lease(deps: Deps, name: str) -> str:
    return f"{name}:{deps.school_id}"


def _is_dead(holder: str) -> bool:
    host, pid, _ = holder.rsplit(":", 2)
    if host != socket.gethostname():
        return False
    if int(pid) == os.getpid():
        return True
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
