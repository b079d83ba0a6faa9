"""The part of the page about pairs: groups that were made, events, places and roles received."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from markupsafe import Markup

from connector.sandbox.calendar_events import USER, Event
from connector.sandbox.page_words import moment, name
from connector.sandbox.records import Group
from connector.sandbox.state import State

ROLES: Final = {3: "учитель", 4: "ассистент", 5: "ученик", 10: "наставник"}


@dataclass(frozen=True)
class GroupLine:
    """A group that was made or changed, with its members."""

    course: str
    name: str
    idnumber: str
    members: tuple[str, ...]


@dataclass(frozen=True)
class EventLine:
    """An event of the calendar; its description is clean already."""

    when: str
    minutes: int
    name: str
    place: str
    text: Markup
    who: str


@dataclass(frozen=True)
class ReceivedLine:
    """A role that somebody received: in a course, or over another person."""

    when: str
    person: str
    role: str
    where: str


@dataclass(frozen=True)
class Arranged:
    """What was arranged for pairs since the sandbox started."""

    groups: list[GroupLine]
    events: list[EventLine]
    received: list[ReceivedLine]


def arranged(state: State, most: int) -> Arranged:
    """Answer what was arranged, at most so many of each; the newest groups and roles come first."""
    made = (group for group in reversed(list(state.school.groups.values())) if group.is_remade)
    return Arranged(
        [_group(state, group) for group in islice(made, most)],
        [_event(state, event) for event in islice(state.calendar.by_time(), most)],
        list(islice(_received(state), most)),
    )


def _group(state: State, group: Group) -> GroupLine:
    members = tuple(name(state, member) for member in group.members)
    return GroupLine(_course(state, group.course_id), group.name, group.idnumber, members)


def _event(state: State, event: Event) -> EventLine:
    return EventLine(
        when=moment(event.start),
        minutes=event.duration // 60,
        name=event.name,
        place=_place(state, event),
        text=Markup(event.description),  # noqa: S704 - cleaned when it was written
        who=name(state, event.user_id),
    )


def _place(state: State, event: Event) -> str:
    if event.kind == USER:
        return name(state, event.user_id)
    group = state.school.groups.get(event.group_id)
    course = _course(state, event.course_id)
    return f"{course} / {group.name}" if group else course


def _received(state: State) -> Iterator[ReceivedLine]:
    for one in reversed(state.received):
        where = name(state, one.over) if one.over else _course(state, one.course_id)
        yield ReceivedLine(
            moment(one.when), name(state, one.user_id), ROLES.get(one.role, ""), where
        )


def _course(state: State, course_id: int) -> str:
    return state.school.courses[course_id].shortname
