"""Whom people chose after the group meeting (methodology 4.3)."""

from dataclasses import dataclass

from connector.domain.people import PersonId


@dataclass(frozen=True)
class Preference:
    """Whom somebody chose after the group meeting; `rank` 1 is the first choice.

    `comfort`: 1 to 10, 0 when nobody asked. `source`: empty by hand, else where it was read.
    """

    id: int
    programme_id: int
    from_id: PersonId
    to_id: int
    rank: int = 1
    comfort: int = 0
    source: str = ""


@dataclass(frozen=True)
class SeenChoice:
    """Whom somebody chose after the group meeting, as an answer in Moodle says it."""

    programme_id: int
    from_id: PersonId
    to_id: PersonId
    rank: int
