"""Reads from Moodle everybody, and so learns who is no longer there."""

from connector.services import syncing
from connector.services.deps import Deps


def run(deps: Deps) -> None:
    """Do it once."""
    syncing.sync(deps, syncing.Tier.NIGHT)
