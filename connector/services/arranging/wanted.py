"""What of the register is to stand in Moodle: groups, roles and events, course by course."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from connector.domain.arranging import WantedGroup, WantedRole, wanted_group, wanted_roles
from connector.domain.calendar import WantedEvent, roadmap_events
from connector.domain.matches import Match
from connector.domain.meeting_events import meeting_events
from connector.domain.register.book import Register
from connector.mapping.courses import Found
from connector.mapping.rules import ProgrammeRule
from connector.moodle.records.course import Course
from connector.services.arranging.groups import Place
from connector.services.deps import Deps


@dataclass(frozen=True)
class Wanted:
    """Everything that is wanted of Moodle; events by the course in whose calendar they stand."""

    groups: tuple[tuple[Place, tuple[WantedGroup, ...]], ...] = ()
    roles: tuple[WantedRole, ...] = ()
    events: tuple[tuple[Course, tuple[WantedEvent, ...]], ...] = ()


def wanted(deps: Deps, found: Found, register: Register) -> Wanted:
    """Gather what is wanted of every course that the rules name and Moodle has."""
    programmes = [(rule, course, _ours(register, course)) for rule, course in found.programmes]
    return Wanted(
        groups=tuple(
            (
                Place(course.id, course.shortname, rule.pairs.new),
                tuple(wanted_group(m, register, rule.pairs.new.named) for m in matches),
            )
            for rule, course, matches in programmes
            if rule.pairs.new and matches
        ),
        roles=tuple(_roles(programmes, register)),
        events=tuple(_events(deps, found, register)),
    )


def _ours(register: Register, course: Course) -> Sequence[Match]:
    return [
        match
        for _, match in sorted(register.matches.items())
        if match.programme_id == course.id and match.is_ours
    ]


def _roles(
    programmes: Iterable[tuple[ProgrammeRule, Course, Sequence[Match]]], register: Register
) -> Iterable[WantedRole]:
    for rule, _course, matches in programmes:
        if rule.pairs.new and rule.pairs.new.mentor_role:
            for match in matches:
                yield from wanted_roles(match, register, rule.pairs.new.mentor_role)


def _events(
    deps: Deps, found: Found, register: Register
) -> Iterable[tuple[Course, tuple[WantedEvent, ...]]]:
    """Course by course, those without any event too: there may be some to be taken away."""
    titles, calendar = deps.methodology.states["meeting_type"], deps.rules.roadmap.calendar
    meetings = {course.id for rule, course in found.programmes if rule.calendar}
    staff = found.named_by(calendar) if calendar else frozenset()
    for course in found.courses().values():
        if course.id in found.programme_ids | staff:
            of_pairs = meeting_events(register, course.id, titles) if course.id in meetings else ()
            rows = roadmap_events(register.roadmap.values(), course.id)
            yield course, (*of_pairs, *(rows if course.id in staff else ()))
