"""Every job by name, written out by hand; when they run is in config/schedule.yaml."""

from collections.abc import Callable, Mapping
from typing import Final

from connector.services.deps import Deps
from jobs import (
    freeze,
    monitor,
    pairs,
    prune_history,
    register,
    remind,
    sync,
    sync_night,
    writeback,
)

JOBS: Final[Mapping[str, Callable[[Deps], None]]] = {
    "sync": sync.run,
    "sync_night": sync_night.run,
    "register": register.run,
    "pairs": pairs.run,
    "monitor": monitor.run,
    "writeback": writeback.run,
    "remind": remind.run,
    "freeze": freeze.run,
    "prune_history": prune_history.run,
}

CATCHING_UP: Final = frozenset({"monitor", "freeze"})
"""What is done as soon as a process is there again that missed its time: it writes to nobody."""
