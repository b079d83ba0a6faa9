"""Keeps pairs and groups in step: with the groups of staff, with who takes part, with the day."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import count

from connector.domain.matches import EndReason, Match, MatchMember, MatchState, step
from connector.domain.pairs import Pair
from connector.domain.participation import FINAL, Participation
from connector.domain.people import PersonId, Role
from connector.domain.register.book import Register, next_id
from connector.domain.register.programmes import over
from connector.domain.register.seats import seated
from connector.domain.school import School
from connector.domain.training import Admission, trained

Standing = Mapping[tuple[int, Role, PersonId], Participation]
"""The latest participation of each person on each side of each programme."""


def follow_matches(register: Register, school: School, admission: Admission, on: date) -> Register:
    """Bring pairs and groups up to a school and a day.

    A group of staff is followed: its pair begins with it, has its name and its people, and ends
    with it. Of our own pairs only the number of the group is taken from Moodle. Who takes part no
    more leaves; a pair of ours that lacks a side ends, and every pair ends with its programme.
    """
    register = _follow_groups(register, school, on)
    register = register.with_rows("members", list(_without_participation(register, on)))
    register = register.with_rows("matches", list(_ended(register, school, on)))
    register = register.with_rows("matches", list(_begun(register, school, admission, on)))
    register = register.with_rows("members", list(_left_behind(register)))
    return seated(register, school.forms)


def vanished(register: Register, school: School) -> list[Match]:
    """The open pairs of staff whose group is no pair any more; of courses that we see."""
    groups = {pair.group_id for pair in school.pairs}
    courses = {int(programme.id) for programme in school.programmes}
    return [
        match
        for match in register.matches.values()
        if match.is_open
        and not match.is_ours
        and match.programme_id in courses
        and match.group_id not in groups
    ]


def latest_standing(register: Register) -> Standing:
    """The latest participation of each person on each side of each programme."""
    return {
        (one.programme_id, one.role, one.person_id): one
        for _, one in sorted(register.participations.items())
    }


def _follow_groups(register: Register, school: School, on: date) -> Register:
    gone = [
        step(match, MatchState.TERMINATED, on, EndReason.LEFT_IN_MOODLE)
        for match in vanished(register, school)
    ]
    register = register.with_rows("matches", gone)
    known = {match.group_id: match for _, match in sorted(register.matches.items())}
    ours = {(m.programme_id, m.idnumber): m for m in register.matches.values() if m.is_ours}
    begun = {match.programme_id for match in register.matches.values()}
    standing = latest_standing(register)
    numbers = count(next_id(register.matches))
    rows: list[Match] = []
    followed: list[tuple[Match, Pair]] = []
    for pair in sorted(school.pairs, key=lambda pair: (pair.programme_id, pair.group_id)):
        if mine := ours.get((pair.programme_id, pair.idnumber)):
            rows.append(replace(mine, group_id=pair.group_id))
        elif match := _of_staff(pair, known.get(pair.group_id), standing, on):
            if not match.id:
                since = on if pair.programme_id in begun else _begin(school, pair, on)
                reached = {MatchState.ACTIVE.value: since.isoformat()}
                match = replace(match, id=next(numbers), begins_on=since, reached=reached)
            rows.append(match)
            followed.append((match, pair))
    changed = [row for row in rows if row != register.matches.get(row.id)]
    register = register.with_rows("matches", changed)
    return register.with_rows("members", list(_follow_members(register, followed, on)))


def _of_staff(pair: Pair, known: Match | None, standing: Standing, on: date) -> Match | None:
    """The pair of a group, number 0 when it is new; none when a person or its term has ended it."""
    if known is None or _begins_anew(pair, known, standing):
        return Match(
            0,
            pair.programme_id,
            pair.name,
            MatchState.ACTIVE,
            group_id=pair.group_id,
            is_ours=False,
            begins_on=on,
        )
    return replace(known, name=pair.name) if known.is_open and not known.is_ours else None


def _begins_anew(pair: Pair, known: Match, standing: Standing) -> bool:
    """Whether a group is there again, or whoever took part no more takes part again."""
    if known.is_open:
        return False
    if known.ended_because is EndReason.PARTICIPATION_ENDED and not known.is_ours:
        sides = ((Role.MENTOR, pair.mentors), (Role.MENTEE, pair.mentees))
        return all(
            any(_takes_part(standing.get((pair.programme_id, side, m.person_id))) for m in members)
            for side, members in sides
        )
    return known.ended_because is EndReason.LEFT_IN_MOODLE


def _takes_part(latest: Participation | None) -> bool:
    return latest is None or latest.state not in FINAL


def _begin(school: School, pair: Pair, on: date) -> date:
    """Groups that were there when the programme was first seen are as old as it is."""
    begins = {programme.id: programme.begins_on for programme in school.programmes}
    return min(begins.get(pair.programme_id) or on, on)


def _follow_members(
    register: Register, followed: Iterable[tuple[Match, Pair]], on: date
) -> Iterator[MatchMember]:
    """People of staff's groups; a mentee who is in a pair of the programme is in no other."""
    standing = latest_standing(register)
    taken = {
        (one.programme_id, one.person_id): one.match_id
        for _, one in sorted(register.members.items())
        if one.side is Role.MENTEE and one.left_on is None
    }
    numbers = count(next_id(register.members))
    for match, pair in followed:
        here = {
            (member.person_id, side)
            for side, members in ((Role.MENTOR, pair.mentors), (Role.MENTEE, pair.mentees))
            for member in members
        }
        rows = [one for one in register.members_of.get(match.id, ()) if one.left_on is None]
        for one in rows:
            if (one.person_id, one.side) not in here:
                yield replace(one, left_on=on, left_because=EndReason.LEFT_IN_MOODLE)
        since = on if register.members_of.get(match.id) else match.begins_on or on
        for who, side in sorted(here - {(one.person_id, one.side) for one in rows}):
            place = (match.programme_id, who)
            latest = standing.get((match.programme_id, side, who))
            has_ended = latest is not None and latest.state in FINAL
            is_elsewhere = side is Role.MENTEE and taken.get(place, match.id) != match.id
            if not has_ended and not is_elsewhere:
                if side is Role.MENTEE:
                    taken[place] = match.id
                yield MatchMember(next(numbers), match.id, match.programme_id, who, side, since)


def _without_participation(register: Register, on: date) -> Iterator[MatchMember]:
    """Whoever takes part no more leaves every pair of the programme (methodology 12.3: 14)."""
    standing = latest_standing(register)
    for one in register.members.values():
        latest = standing.get((one.programme_id, one.side, one.person_id))
        if one.left_on is None and latest is not None and latest.state in FINAL:
            left_on = max(latest.left_on or on, one.joined_on)
            yield replace(one, left_on=left_on, left_because=EndReason.PARTICIPATION_ENDED)


def _ended(register: Register, school: School, on: date) -> Iterator[Match]:
    ended = over(register, school, on)
    for match in register.matches.values():
        if not match.is_open:
            continue
        if match.programme_id in ended:
            is_done = match.state is MatchState.ACTIVE
            target = MatchState.COMPLETED if is_done else MatchState.TERMINATED
            yield step(match, target, on, EndReason.TERM_OVER)
        elif _lacks_a_side(register, match):
            yield step(match, MatchState.TERMINATED, on, EndReason.PARTICIPATION_ENDED)


def _lacks_a_side(register: Register, match: Match) -> bool:
    """Whether nobody is left on a side; a group of staff that never had one is just incomplete."""
    for side in (Role.MENTOR, Role.MENTEE):
        rows = [one for one in register.members_of.get(match.id, ()) if one.side is side]
        has_left = match.is_ours or (
            bool(rows) and rows[-1].left_because is EndReason.PARTICIPATION_ENDED
        )
        if has_left and all(one.left_on is not None for one in rows):
            return True
    return False


def _begun(register: Register, school: School, admission: Admission, on: date) -> Iterator[Match]:
    """A pair with its order works from its day on, unless an untrained mentor may not."""
    papers = list(register.certificates.values())
    able = trained(school.studies, papers, admission, on)
    for match in register.matches.values():
        if match.state is MatchState.CONFIRMED and match.begins_on and match.begins_on <= on:
            mentors = {one.person_id for one in register.side_of(match.id, Role.MENTOR)}
            if admission.mode != "block" or mentors <= able:
                yield step(match, MatchState.ACTIVE, on)


def _left_behind(register: Register) -> Iterator[MatchMember]:
    """With a pair everybody in it leaves it."""
    for match in register.matches.values():
        if match.is_open or match.ended_on is None:
            continue
        for one in register.members_of.get(match.id, ()):
            if one.left_on is None:
                left_on = max(match.ended_on, one.joined_on)
                yield replace(one, left_on=left_on, left_because=match.ended_because)
