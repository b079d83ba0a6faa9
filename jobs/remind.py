"""Reminds people of training and growth, each of them no oftener than the mapping says."""

from connector.services import reminding
from connector.services.deps import Deps


def run(deps: Deps) -> None:
    """Do it once."""
    reminding.remind(deps)
