"""Reads YAML that says nothing but data, with libyaml where it is there: ten times as fast."""

from typing import Any, Final

import yaml

LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load(text: str) -> Any:  # noqa: ANN401 - YAML is untyped
    """Read one document; raises yaml.YAMLError."""
    return yaml.load(text, Loader=LOADER)  # noqa: S506, TID251 - both loaders are safe ones
