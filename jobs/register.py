"""Brings the register up to what Moodle shows and to the day."""

from connector.services import register
from connector.services.deps import Deps


def run(deps: Deps) -> None:
    """Do it once."""
    register.update(deps)
