"""The groups of a course that are ours: made, renamed, filled and taken away."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from connector.domain.arranging import (
    NOTHING,
    Known,
    Values,
    WantedGroup,
    decide,
    free_name,
)
from connector.domain.matches import GROUP_MARK
from connector.domain.write_back import State
from connector.mapping.pair_rules import GroupsRule
from connector.moodle.client import MoodleClient
from connector.moodle.functions import core_group
from connector.services.arranging.carrying import Carrier, Deed, Ledger, entry_of, known
from connector.store.outbox import Entry, Key, WriteKind

GROUPING: Final = "grouping"
"""What the ledger remembers of a group beside what stands in Moodle."""

OTHERS: Final = "pairs.group_has_others"
IS_IN: Final[Values] = {"in": True}


@dataclass(frozen=True)
class Place:
    """A course whose groups we keep: its id and short name, and how the school wants them."""

    course_id: int
    course: str
    rule: GroupsRule


@dataclass(frozen=True)
class Seen:
    """The groups of a course now: names, ids by match, people by group."""

    names: frozenset[str]
    ids: Mapping[int, int]
    titles: Mapping[int, str]
    members: Mapping[int, frozenset[int]]

    def of(self, match_id: int) -> frozenset[int]:
        """Who is in the group of a match."""
        return self.members.get(self.ids.get(match_id, 0), frozenset())

    def values(self, match_id: int) -> Values:
        """The group of a match as it stands in Moodle."""
        return {"name": self.titles[match_id]} if match_id in self.ids else NOTHING


def look(moodle: MoodleClient, course_id: int) -> Seen:
    """Read the groups of a course, and who is in those that bear our mark."""
    groups = core_group.groups(moodle, course_id)
    ours = {}
    for group in groups:
        number = group.idnumber.removeprefix(GROUP_MARK)
        if number != group.idnumber and number.isdecimal():
            ours[int(number)] = group
    ids = {match_id: group.id for match_id, group in ours.items()}
    members: dict[int, set[int]] = {group_id: set() for group_id in ids.values()}
    for member in core_group.members(moodle, course_id, ids.values()):
        members[member.group_id].add(member.user_id)
    return Seen(
        names=frozenset(group.name for group in groups),
        ids=ids,
        titles={match_id: group.name for match_id, group in ours.items()},
        members={group_id: frozenset(people) for group_id, people in members.items()},
    )


def group_key(course_id: int, match_id: int) -> Key:
    """How the ledger names the group of a match."""
    return Key(WriteKind.GROUP, f"{course_id}:group:{match_id}", "")


def member_key(course_id: int, match_id: int, person_id: int) -> Key:
    """How the ledger names somebody in it."""
    return Key(WriteKind.MEMBER, f"{course_id}:group:{match_id}", str(person_id))


def plan_groups(
    place: Place, wanted: Iterable[WantedGroup], seen: Seen, ledger: Ledger
) -> list[Entry]:
    """What is to be done about the groups themselves."""
    put_in = _put_in(place, ledger)
    found = (_group(place, one, seen, ledger, put_in.get(one.match_id, set())) for one in wanted)
    return [entry for entry in found if entry is not None]


def _group(
    place: Place, one: WantedGroup, seen: Seen, ledger: Ledger, put_in: set[int]
) -> Entry | None:
    key, found = group_key(place.course_id, one.match_id), seen.values(one.match_id)
    told = _of_the_group(known(ledger, key))
    if one.is_over and not found and not any(told.ours):
        return None
    wanted = NOTHING if one.is_over else {"name": _name(one, found, seen)}
    state, reason = decide(wanted, found, told)
    if one.is_over and state is State.PENDING and seen.of(one.match_id) - put_in:
        state, reason = State.CONFLICT, OTHERS
    return entry_of(ledger, key, wanted, found, (state, reason))


def _of_the_group(told: Known) -> Known:
    """What Moodle shows of a group, without what only the ledger remembers."""
    ours = ({k: v for k, v in one.items() if k != GROUPING} for one in told.ours)
    return replace(told, ours=tuple(ours))


def _name(one: WantedGroup, found: Values, seen: Seen) -> str:
    """The name that is free, or that it got when it was made."""
    numbered = free_name(one.name, one.match_id, {one.name})
    if found:
        return numbered if found["name"] == numbered else one.name
    return free_name(one.name, one.match_id, seen.names)


def plan_members(
    place: Place, wanted: Iterable[WantedGroup], seen: Seen, ledger: Ledger
) -> list[Entry]:
    """Who is to be put into our groups, and who of ours is to be taken out.

    Whom somebody else put there stays; whom somebody took out is left to a person.
    """
    put_in = _put_in(place, ledger)
    return [
        _member(place, one, who, seen, ledger)
        for one in wanted
        for who in sorted(one.members | put_in.get(one.match_id, set()))
    ]


def _member(place: Place, one: WantedGroup, who: int, seen: Seen, ledger: Ledger) -> Entry:
    key = member_key(place.course_id, one.match_id, who)
    found = IS_IN if who in seen.of(one.match_id) else NOTHING
    wanted = IS_IN if who in one.members else NOTHING
    return entry_of(ledger, key, wanted, found, decide(wanted, found, known(ledger, key)))


def _put_in(place: Place, ledger: Ledger) -> Mapping[int, set[int]]:
    """By match the people whom we put into its group, be they there still or not."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    for key in ledger:
        is_here = key.kind is WriteKind.MEMBER and key.course_id == place.course_id
        if is_here and any(known(ledger, key).ours):
            found[match_of(key)].add(int(key.participant))
    return found


class Groups:
    """Carries out what was planned for one course."""

    def __init__(self, moodle: MoodleClient, carrier: Carrier, place: Place) -> None:
        self._moodle, self._carrier, self._place = moodle, carrier, place

    def make(self, plan: Sequence[Entry], seen: Seen) -> list[Entry]:
        """Create and rename groups; those to be taken away wait until their people are out."""
        deeds = [
            Deed((entry,), partial(self._write, entry, seen))
            for entry in plan
            if entry.state is State.PENDING and entry.desired
        ]
        return self._carry(deeds)

    def take_away(self, plan: Sequence[Entry], seen: Seen) -> list[Entry]:
        """Delete the groups of pairs that have ended."""
        deeds = [
            Deed(
                (entry,),
                partial(core_group.delete_group, self._moodle, seen.ids[match_of(entry.key)]),
            )
            for entry in plan
            if entry.state is State.PENDING and not entry.desired
        ]
        return self._carry(deeds)

    def fill(self, plan: Sequence[Entry], seen: Seen) -> list[Entry]:
        """Put people in and take people out, one call for a group and a direction."""
        calls: dict[tuple[int, bool], list[Entry]] = {}
        for entry in plan:
            group_id = seen.ids.get(match_of(entry.key))
            if entry.state is State.PENDING and group_id:
                calls.setdefault((group_id, bool(entry.desired)), []).append(entry)
        deeds = []
        for (group_id, is_in), entries in calls.items():
            write = core_group.add_members if is_in else core_group.remove_members
            people = [int(entry.key.participant) for entry in entries]
            deeds.append(Deed(tuple(entries), partial(write, self._moodle, group_id, people)))
        return self._carrier.carry(deeds, partial(self._people), self._place.course)

    def _carry(self, deeds: Sequence[Deed]) -> list[Entry]:
        return self._carrier.carry(deeds, partial(self._groups), self._place.course)

    def _write(self, entry: Entry, seen: Seen) -> None:
        match_id, name = match_of(entry.key), entry.desired["name"]
        idnumber = f"{GROUP_MARK}{match_id}"
        if match_id in seen.ids:
            core_group.rename_group(self._moodle, seen.ids[match_id], name, idnumber)
        else:
            core_group.create_group(self._moodle, self._place.course_id, name, idnumber)

    def _groups(self) -> Mapping[Key, Values]:
        seen = look(self._moodle, self._place.course_id)
        course = self._place.course_id
        return {group_key(course, match_id): seen.values(match_id) for match_id in seen.ids}

    def _people(self) -> Mapping[Key, Values]:
        seen = look(self._moodle, self._place.course_id)
        course = self._place.course_id
        return {
            member_key(course, match_id, who): IS_IN
            for match_id in seen.ids
            for who in seen.of(match_id)
        }


def match_of(key: Key) -> int:
    """The match that a group or a member belongs to."""
    return int(key.target.rpartition(":")[2])
