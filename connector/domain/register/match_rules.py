"""What no pair of ours may break (methodology 12.3: 2-6, 9); of staff's groups alerts tell."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from connector.domain.consents import Purpose, may_sign
from connector.domain.documents import ORDER_PAIRS, Document, DocumentState
from connector.domain.matches import AT_WORK, Match, MatchMember, MatchState
from connector.domain.meetings import TOOK_PLACE, period_of
from connector.domain.people import Kind, PersonId, Role
from connector.domain.programmes import GROUP, REVERSE, Form
from connector.domain.register.book import Register
from connector.domain.register.fault import Fault
from connector.domain.register.seats import places

LABOUR_SINCE: Final = date(2025, 3, 1)
"""From this day a mentor who is an employee must consent in writing (ТК 351.8)."""

SIDES: Final = (Role.MENTOR, Role.MENTEE)


def broken(register: Register, forms: Mapping[str, Form], on: date) -> Iterator[Fault]:
    """Every rule that an open pair of ours breaks; that of one pair per mentee holds for all."""
    for _, match in sorted(register.matches.items()):
        if match.is_open and match.is_ours:
            sides = {side: register.side_of(match.id, side) for side in SIDES}
            yield from _between_sides(register, match, sides)
            yield from _of_form(register, match, sides, forms, period_of(match).first or on)
        if match.is_open and (match.is_ours or match.order_id):
            yield from _without_order(register, match)
    yield from _mentored_twice(register)
    yield from _met_outside(register)


Sides = Mapping[Role, list[MatchMember]]


def _between_sides(register: Register, match: Match, sides: Sides) -> Iterator[Fault]:
    """Rule 2: nobody mentors themselves, nor their own mentor unless the kind is reverse."""
    mentors = {one.person_id for one in sides[Role.MENTOR]}
    mentees = {one.person_id for one in sides[Role.MENTEE]}
    for who in sorted(mentors & mentees):
        yield Fault("pairs.both_sides", who, match.id)
    if kind_of(register, match) != REVERSE:
        guides = guided(register, match.programme_id)
        for who in sorted(mentors - mentees):
            if any((mentee, who) in guides for mentee in mentees):
                yield Fault("pairs.mutual", who, match.id)


def _of_form(
    register: Register, match: Match, sides: Sides, forms: Mapping[str, Form], on: date
) -> Iterator[Fault]:
    """Rules 3 and 4: who may stand where, and how many."""
    programme = register.programmes.get(match.programme_id)
    form = forms.get(programme.form) if programme else None
    if form is None:
        return
    for one in (*sides[Role.MENTOR], *sides[Role.MENTEE]):
        person = register.people.get(one.person_id)
        if person is not None and not form.suits(person, one.side, on):
            yield Fault("pairs.wrong_side", one.person_id, match.id)
    most = form.group_size[1] if kind_of(register, match) == GROUP else 1
    if len(sides[Role.MENTEE]) > most:
        yield Fault("pairs.too_many_in_group", 0, match.id)
    if places(register, match, forms) is not None:
        yield from _without_place(match, sides)


def _without_place(match: Match, sides: Sides) -> Iterator[Fault]:
    """Rule 4: a mentor has no more mentees than places."""
    mentors = sides[Role.MENTOR]
    if len(mentors) == 1 and any(one.seat is None for one in sides[Role.MENTEE]):
        yield Fault("pairs.no_place", mentors[0].person_id, match.id)


def _without_order(register: Register, match: Match) -> Iterator[Fault]:
    """Rule 6: a signed order lists the pair, and an employee had agreed in writing by then.

    Who takes that consent back later is free to do so: the pair ends in three days (ТК 351.8).
    """
    if match.state not in AT_WORK:
        return
    if not _is_order_of(register.documents.get(match.order_id), match):
        yield Fault("pairs.no_order", 0, match.id)
    confirmed = match.reached.get(MatchState.CONFIRMED)
    if confirmed and match.begins_on is not None and match.begins_on >= LABOUR_SINCE:
        for one in register.side_of(match.id, Role.MENTOR):
            if needs_labour_consent(register, match, one.person_id) and not _had_agreed(
                register, one.person_id, date.fromisoformat(confirmed)
            ):
                yield Fault("pairs.no_labour_consent", one.person_id, match.id)


def _is_order_of(order: Document | None, match: Match) -> bool:
    return (
        order is not None
        and order.kind == ORDER_PAIRS
        and order.state is DocumentState.SIGNED
        and order.programme_id in {0, match.programme_id}
    )


def _had_agreed(register: Register, who: PersonId, on: date) -> bool:
    return any(
        one.purpose is Purpose.LABOUR
        and one.signed_on is not None
        and one.signed_on <= on
        and may_sign(register.people[who], one.signed_by, one.signed_on)
        for one in register.consents_of.get(who, ())
    )


def needs_labour_consent(register: Register, match: Match, mentor: PersonId) -> bool:
    """Whether a mentor works at school and mentors somebody who does (methodology 11)."""
    people = [mentor, *(one.person_id for one in register.side_of(match.id, Role.MENTEE))]
    kinds = [register.people[who].kind for who in people if who in register.people]
    return bool(kinds) and all(kind is Kind.TEACHER for kind in kinds)


def _mentored_twice(register: Register) -> Iterator[Fault]:
    """Rule 5: a mentee has one open pair in a programme."""
    rows = [
        one
        for _, one in sorted(register.members.items())
        if one.side is Role.MENTEE and one.left_on is None
    ]
    times = Counter((one.programme_id, one.person_id) for one in rows)
    for one in rows:
        if times[one.programme_id, one.person_id] > 1:
            yield Fault("pairs.two_pairs", one.person_id, one.match_id)


def _met_outside(register: Register) -> Iterator[Fault]:
    """Rule 9: a pair meets while it lasts."""
    for _, meeting in sorted(register.meetings.items()):
        match = register.matches.get(meeting.match_id)
        if match is not None and meeting.state in TOOK_PLACE and meeting.on not in period_of(match):
            yield Fault("pairs.met_outside", 0, match.id)


def kind_of(register: Register, match: Match) -> str:
    """The kind of mentoring of a pair: its own, else its programme's."""
    programme = register.programmes.get(match.programme_id)
    return match.kind or (programme.kind if programme else "")


def guided(register: Register, programme_id: int) -> frozenset[tuple[PersonId, PersonId]]:
    """Who mentors whom in a programme now: mentor and mentee."""
    found: set[tuple[PersonId, PersonId]] = set()
    for match in register.matches.values():
        if match.programme_id == programme_id and match.is_open:
            mentors = [one.person_id for one in register.side_of(match.id, Role.MENTOR)]
            mentees = [one.person_id for one in register.side_of(match.id, Role.MENTEE)]
            found |= {(mentor, mentee) for mentor in mentors for mentee in mentees}
    return frozenset(found)
