"""Brings Moodle's groups, roles and events up to the pairs and the roadmap."""

from connector.services import arranging
from connector.services.deps import Deps


def run(deps: Deps) -> None:
    """Do it once."""
    arranging.arrange(deps)
