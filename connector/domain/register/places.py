"""Opens and ends participations as roles in Moodle come and go."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import count
from typing import Final

from connector.domain.participation import Participation, Reason, State, step
from connector.domain.people import PersonId, Role
from connector.domain.register.book import Register, next_id
from connector.domain.school import NO_PROGRAMME, School

SIDES: Final = (Role.MENTOR, Role.MENTEE)
COMES_BACK: Final = frozenset({Reason.LEFT_IN_MOODLE, Reason.CONSENT_WITHDRAWN})
"""Ends after which the same role in the same programme is a new beginning."""

Placed = Mapping[PersonId, Sequence[int]]
"""In which programmes each person has a role; NO_PROGRAMME alone for who is in none."""


def follow_places(register: Register, school: School, on: date) -> Register:
    """A participation for each role in each programme, or in the base for who is in none."""
    placed = {role: _placed(school, role) for role in SIDES}
    ended = [
        step(one, State.WITHDRAWN, on, Reason.LEFT_IN_MOODLE) for one in lost(register, school)
    ]
    register = register.with_rows("participations", ended)
    forms: dict[int, str] = {programme.id: programme.form for programme in school.programmes}
    numbers = count(next_id(register.participations))
    rows: list[Participation] = []
    for role in SIDES:
        for who, places in placed[role].items():
            new = _new_places(register, who, role, places, on)
            rows += _taken(register.open_of(who, role), new, who, role, numbers)
    return register.with_rows("participations", [_of_form(row, forms) for row in rows])


def _new_places(
    register: Register, who: PersonId, role: Role, places: Sequence[int], on: date
) -> Iterable[int]:
    """Where a person stands without taking part there yet."""
    here = {one.programme_id for one in register.open_of(who, role)}
    for place in places:
        is_in_any = place == NO_PROGRAMME and here
        if not is_in_any and place not in here and _may_begin(register, who, role, place, on):
            yield place


def _taken(
    open_: Sequence[Participation],
    places: Iterable[int],
    who: PersonId,
    role: Role,
    numbers: Iterator[int],
) -> Iterable[Participation]:
    """A row for each place: who waits in the base leaves it for the first programme."""
    waiting = [one for one in open_ if one.programme_id == NO_PROGRAMME]
    for place in places:
        if waiting:
            yield replace(waiting.pop(), programme_id=place)
        else:
            yield Participation(next(numbers), who, role, place)


def _of_form(row: Participation, forms: Mapping[int, str]) -> Participation:
    return replace(row, form=forms.get(row.programme_id) or row.form)


def _may_begin(register: Register, who: PersonId, role: Role, place: int, on: date) -> bool:
    """Who left in Moodle and is there again begins anew, and who consents again; others do not."""
    if register.withdrawn(who, on):
        return False
    earlier = [
        one
        for one in register.participations_of.get(who, ())
        if one.role is role and one.programme_id == place
    ]
    return not earlier or earlier[-1].left_because in COMES_BACK


def following(register: Register) -> list[Participation]:
    """The open participations that follow a role in Moodle."""
    return [one for one in register.participations.values() if one.is_open and not one.is_by_hand]


def lost(register: Register, school: School) -> list[Participation]:
    """What the mapping opened and Moodle no longer bears out; of whom it hides nothing is said."""
    placed = {role: _placed(school, role) for role in SIDES}
    known = {programme.id for programme in school.programmes} | {NO_PROGRAMME}
    applied = {(one.person_id, one.role) for one in school.applications}
    return [
        one
        for one in following(register)
        if one.programme_id in known
        and one.person_id in school.people
        and not _is_borne_out(one, placed[one.role], applied)
    ]


def _is_borne_out(one: Participation, placed: Placed, applied: set[tuple[PersonId, Role]]) -> bool:
    places = placed.get(one.person_id, ())
    if one.programme_id == NO_PROGRAMME:
        return bool(places) or (one.person_id, one.role) in applied
    return one.programme_id in places


def _placed(school: School, role: Role) -> Placed:
    found: defaultdict[PersonId, list[int]] = defaultdict(list)
    for (programme, side), people in sorted(school.places.items()):
        if side is role:
            for who in people:
                found[who].append(programme)
    return {
        who: [place for place in places if place != NO_PROGRAMME] or places
        for who, places in sorted(found.items())
    }
