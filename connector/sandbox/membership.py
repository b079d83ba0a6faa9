"""How groups, groupings and enrolments of a running sandbox are changed."""

from collections.abc import Iterable
from dataclasses import replace

from connector.sandbox.records import Enrolment, Group, Grouping
from connector.sandbox.state import State


def make_group(state: State, draft: Group) -> Group:
    """Keep a group under the next id."""
    group = replace(draft, id=state.next_group(), is_remade=True)
    course = state.school.courses[group.course_id]
    state.put(replace(course, groups=(*course.groups, group)))
    return group


def change_group(state: State, group: Group) -> None:
    """Keep a group in place of the one that had its id."""
    course = state.school.courses[group.course_id]
    groups = tuple(group if one.id == group.id else one for one in course.groups)
    state.put(replace(course, groups=groups))


def delete_group(state: State, group: Group) -> None:
    """Forget a group, its places in groupings and its events."""
    course = state.school.courses[group.course_id]
    state.put(
        replace(
            course,
            groups=tuple(one for one in course.groups if one.id != group.id),
            groupings=tuple(_without(grouping, group.id) for grouping in course.groupings),
        )
    )
    state.calendar.delete_of_group(group.id)


def join(state: State, group: Group, people: Iterable[int]) -> None:
    """Put people into a group who are not in it yet."""
    members = tuple(dict.fromkeys((*group.members, *people)))
    change_group(state, replace(group, members=members))


def leave(state: State, group: Group, people: Iterable[int]) -> None:
    """Take people out of a group."""
    gone = frozenset(people)
    members = tuple(member for member in group.members if member not in gone)
    change_group(state, replace(group, members=members))


def make_grouping(state: State, draft: Grouping) -> Grouping:
    """Keep a grouping under the next id."""
    grouping = replace(draft, id=state.next_grouping())
    course = state.school.courses[grouping.course_id]
    state.put(replace(course, groupings=(*course.groupings, grouping)))
    return grouping


def put_into_grouping(state: State, grouping: Grouping, group: Group) -> None:
    """Put a group into a grouping, once."""
    groups = tuple(dict.fromkeys((*grouping.groups, group.id)))
    changed = replace(grouping, groups=groups)
    course = state.school.courses[grouping.course_id]
    groupings = tuple(changed if one.id == changed.id else one for one in course.groupings)
    state.put(replace(course, groupings=groupings))


def enrol(state: State, course_id: int, user_id: int, role: str, *, suspended: bool) -> bool:
    """Enrol a person, or give one who is enrolled the role, too; True for a new enrolment."""
    course = state.school.courses[course_id]
    old = course.enrolled.get(user_id)
    new = Enrolment(user_id, role=role) if old is None else _with_role(old, role)
    rest = (e for e in course.enrolments if e.user_id != user_id)
    state.put(replace(course, enrolments=(*rest, replace(new, suspended=suspended))))
    return old is None


def _with_role(enrolment: Enrolment, role: str) -> Enrolment:
    if role in enrolment.roles:
        return enrolment
    return replace(enrolment, more_roles=(*enrolment.more_roles, role))


def _without(grouping: Grouping, group_id: int) -> Grouping:
    return replace(grouping, groups=tuple(one for one in grouping.groups if one != group_id))
