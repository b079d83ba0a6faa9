"""Gives mentees the places of their mentors, so that nobody has more than the form allows."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import count

from connector.domain.matches import Match, MatchMember
from connector.domain.people import Role
from connector.domain.programmes import Form
from connector.domain.register.book import Register

Taken = Mapping[tuple[int, str], set[int]]
"""The seats that are taken, by mentor and form."""


def seated(register: Register, forms: Mapping[str, Form]) -> Register:
    """Whose place each mentee takes; who has a seat keeps it, others get the lowest free one.

    No seat: the form counts no places, the pair has several mentors, or there is none left.
    """
    taken: defaultdict[tuple[int, str], set[int]] = defaultdict(set)
    rows, waiting = [], []
    for match, member in _mentees(register):
        fresh = _placed(register, match, member)
        seat = member.seat if _is_same_place(fresh, member) else None
        most = places(register, match, forms)
        if most is not None and fresh.mentor_id and seat is not None and seat <= most:
            free = seat not in taken[fresh.mentor_id, fresh.form]
            if free:
                taken[fresh.mentor_id, fresh.form].add(seat)
                rows.append(fresh)
                continue
        waiting.append((replace(fresh, seat=None), most))
    rows += [_with_seat(fresh, most, taken) for fresh, most in waiting]
    return register.with_rows("members", [r for r in rows if r != register.members[r.id]])


def places(register: Register, match: Match, forms: Mapping[str, Form]) -> int | None:
    """How many mentees the mentor of a match may have in its form; None: any number."""
    programme = register.programmes.get(match.programme_id)
    form = forms.get(programme.form) if programme else None
    kind = match.kind or (programme.kind if programme else "")
    return form.places(kind) if form else None


def _mentees(register: Register) -> Iterator[tuple[Match, MatchMember]]:
    for _, member in sorted(register.members.items()):
        match = register.matches.get(member.match_id)
        if match and match.is_open and member.side is Role.MENTEE and member.left_on is None:
            yield match, member


def _placed(register: Register, match: Match, member: MatchMember) -> MatchMember:
    programme = register.programmes.get(match.programme_id)
    mentors = register.side_of(match.id, Role.MENTOR)
    mentor_id = int(mentors[0].person_id) if len(mentors) == 1 else 0
    return replace(member, form=programme.form if programme else "", mentor_id=mentor_id)


def _is_same_place(fresh: MatchMember, member: MatchMember) -> bool:
    return (fresh.mentor_id, fresh.form) == (member.mentor_id, member.form)


def _with_seat(member: MatchMember, most: int | None, taken: Taken) -> MatchMember:
    if most is None or not member.mentor_id:
        return member
    mine = taken[member.mentor_id, member.form]
    seat = next(number for number in count(1) if number not in mine)
    if seat > most:
        return member
    mine.add(seat)
    return replace(member, seat=seat)
