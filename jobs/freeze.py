"""Freezes the indicators of every reporting day that has passed, however late."""

from connector.services.deps import Deps
from connector.services.indicators import snapshots


def run(deps: Deps) -> None:
    """Do it once."""
    snapshots.freeze_due(deps)
