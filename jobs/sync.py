"""Reads from Moodle the people whom cohorts and courses name."""

from connector.services import syncing
from connector.services.deps import Deps


def run(deps: Deps) -> None:
    """Do it once."""
    syncing.sync(deps, syncing.Tier.DAY)
