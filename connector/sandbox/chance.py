"""Chance that falls the same way each time for the same key."""

from random import Random


def chance(*key: object) -> Random:
    """Answer a generator seeded by the key."""
    return Random(":".join(map(str, key)))  # noqa: S311 - a fictitious school, not a secret
