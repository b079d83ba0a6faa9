"""Decides what of Moodle's groups, members and events we may create, change or take away."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from connector.domain.matches import Match
from connector.domain.people import Role
from connector.domain.register.book import Register
from connector.domain.write_back import State

Values = Mapping[str, Any]
"""What is to be in Moodle, or is there; nothing at all when it is falsy."""

NOTHING: Final[Values] = {}

GONE: Final = "pairs.gone_by_hand"
CHANGED: Final = "pairs.changed_by_hand"


@dataclass(frozen=True)
class Known:
    """What our ledger says of one thing: `ours` is what we wrote, or may have written.

    `is_interrupted`: the last attempt to write did not come to its end.
    """

    ours: tuple[Values, ...] = ()
    is_interrupted: bool = False

    @property
    def has_written(self) -> bool:
        """Whether it once stood there by our hand, as we left it."""
        return any(self.ours) and not self.is_interrupted


def decide(wanted: Values, found: Values, known: Known) -> tuple[State, str]:
    """Write, leave alone, or leave to a person who changed what we had written.

    What we never wrote is not ours to take away; what somebody took away, or changed, is not
    written again.
    """
    if found == wanted:
        return State.WRITTEN, ""
    if not found:
        return (State.CONFLICT, GONE) if known.has_written else (State.PENDING, "")
    return (State.PENDING, "") if found in known.ours else (State.CONFLICT, CHANGED)


def decide_unseen(wanted: Values, known: Known) -> State:
    """For what Moodle cannot show: what we last wrote counts, and a repeat does no harm."""
    if known.is_interrupted:
        return State.PENDING
    is_so = wanted in known.ours if wanted else not any(known.ours)
    return State.WRITTEN if is_so else State.PENDING


@dataclass(frozen=True)
class WantedGroup:
    """The group of a pair; nobody in it and no name: the pair has ended."""

    match_id: int
    name: str = ""
    members: frozenset[int] = frozenset()

    @property
    def is_over(self) -> bool:
        """Whether the group is to be taken away."""
        return not self.name


@dataclass(frozen=True)
class WantedRole:
    """A mentor who is to have a role in the context of a mentee."""

    role_id: int
    mentor_id: int
    mentee_id: int


def wanted_group(match: Match, register: Register, pattern: str) -> WantedGroup:
    """The group of a pair of ours, named by the school's pattern."""
    if not match.is_open:
        return WantedGroup(match.id)
    sides = {side: _people(match, register, side) for side in (Role.MENTOR, Role.MENTEE)}
    return WantedGroup(
        match.id,
        pattern.format(
            number=match.id,
            mentor=_surnames(register, sides[Role.MENTOR]),
            mentee=_surnames(register, sides[Role.MENTEE]),
        ),
        frozenset(who for people in sides.values() for who in people if who > 0),
    )


def wanted_roles(match: Match, register: Register, role_id: int) -> list[WantedRole]:
    """Each mentor of a pair at each of its mentees, of those who have accounts."""
    if not match.is_open:
        return []
    return [
        WantedRole(role_id, mentor, mentee)
        for mentor in _people(match, register, Role.MENTOR)
        for mentee in _people(match, register, Role.MENTEE)
        if mentor > 0 and mentee > 0
    ]


def free_name(name: str, match_id: int, taken: Collection[str]) -> str:
    """The name of a new group, with its number when somebody else's group has that name."""
    return f"{name} ({match_id})" if name in taken else name


def _people(match: Match, register: Register, side: Role) -> list[int]:
    return sorted(member.person_id for member in register.side_of(match.id, side))


def _surnames(register: Register, people: Collection[int]) -> str:
    names = {int(who): person.name for who, person in register.people.items()}
    return ", ".join(names.get(who, str(who)).partition(" ")[0] for who in people)
