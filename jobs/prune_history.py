"""Forgets runs older than three months."""

from typing import Final

from connector.services.deps import Deps
from connector.services.running import prune

DAYS: Final = 92


def run(deps: Deps) -> None:
    """Do it once."""
    prune(deps, DAYS)
