"""Looks at every pair and opens or closes alerts."""

from connector.services import monitoring
from connector.services.deps import Deps


def run(deps: Deps) -> None:
    """Do it once."""
    monitoring.monitor(deps)
