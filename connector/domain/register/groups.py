"""Which groups of staff would lose a whole side at once, and how they look if they do not."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from connector.domain.matches import Match, MatchMember
from connector.domain.pairs import Member, Pair, PairId, Standing
from connector.domain.people import PersonId, Role
from connector.domain.programmes import ProgrammeId
from connector.domain.register.book import Register
from connector.domain.school import School

SIDES = (Role.MENTOR, Role.MENTEE)


def of_staff(register: Register, school: School) -> list[Match]:
    """The open pairs that follow groups of staff, of the courses that Moodle shows."""
    courses = {int(programme.id) for programme in school.programmes}
    return [
        match
        for _, match in sorted(register.matches.items())
        if match.is_open and not match.is_ours and match.programme_id in courses
    ]


def emptied(register: Register, school: School) -> list[Match]:
    """Those whose group is gone, or has lost everybody on a side."""
    seen = by_group(school)
    return [
        match
        for match in of_staff(register, school)
        if match.group_id not in seen or _has_lost_a_side(register, match, seen[match.group_id])
    ]


def restored(register: Register, school: School, programmes: Collection[int]) -> School:
    """The school with these groups as the register knows them, in programmes that are doubted."""
    lost = [match for match in emptied(register, school) if match.programme_id in programmes]
    if not lost:
        return school
    pairs = {pair.group_id: pair for pair in school.pairs}
    for match in lost:
        pair = pairs.get(match.group_id) or _empty(match)
        pairs[match.group_id] = _filled(register, school, match, pair)
    return replace(school, pairs=tuple(pairs.values()))


def by_group(school: School) -> Mapping[int, Pair]:
    """The pairs of Moodle by the number of their group."""
    return {pair.group_id: pair for pair in school.pairs}


def _has_lost_a_side(register: Register, match: Match, pair: Pair) -> bool:
    here = {Role.MENTOR: _ids(pair.mentors), Role.MENTEE: _ids(pair.mentees)}
    known = {side: {one.person_id for one in register.side_of(match.id, side)} for side in SIDES}
    return any(known[side] and not here[side] for side in SIDES)


def _ids(members: Iterable[Member]) -> set[PersonId]:
    return {member.person_id for member in members}


def _empty(match: Match) -> Pair:
    programme_id = ProgrammeId(match.programme_id)
    id_ = PairId(f"group:{match.group_id}")
    return Pair(id_, programme_id, match.name, (), (), group_id=match.group_id)


def _filled(register: Register, school: School, match: Match, pair: Pair) -> Pair:
    here = _ids(pair.members)
    mentors, mentees = (
        tuple(
            _member(school, one)
            for one in register.side_of(match.id, side)
            if one.person_id not in here
        )
        for side in SIDES
    )
    return replace(pair, mentors=pair.mentors + mentors, mentees=pair.mentees + mentees)


def _member(school: School, row: MatchMember) -> Member:
    """Somebody who stays in the group; that they can take part nobody says, so nothing begins."""
    person = school.people.get(row.person_id)
    name = person.name if person else str(row.person_id)
    return Member(row.person_id, name, Standing.NOT_ENROLLED)
