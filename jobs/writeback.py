"""Writes grades and reports into Moodle."""

from connector.services import writing_back
from connector.services.deps import Deps


def run(deps: Deps) -> None:
    """Do it once."""
    writing_back.write_back(deps)
