"""People of pairs and groups by hand: who may come, who leaves (methodology 4.3, 4.5)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from connector.domain.consents import Purpose
from connector.domain.matches import EndReason, Match, MatchMember
from connector.domain.people import PersonId, Role
from connector.domain.programmes import GROUP, Form
from connector.domain.register.book import Register, next_id
from connector.domain.register.edits import EditRefused
from connector.domain.register.match_rules import broken, kind_of
from connector.domain.register.seats import seated


def join(
    register: Register, match_id: int, mentee: PersonId, forms: Mapping[str, Form], on: date
) -> Register:
    """Take a mentee into an open group of ours; raises EditRefused."""
    match = _ours_and_open(register, match_id)
    if kind_of(register, match) != GROUP:
        raise EditRefused("pairs.not_a_group", match=match.id)
    check_free(register, match.programme_id, mentee, on)
    number = next_id(register.members)
    row = MatchMember(number, match_id, match.programme_id, mentee, Role.MENTEE, on)
    return checked(register, register.with_rows("members", [row]), forms, on)


def leave(
    register: Register, match_id: int, who: PersonId, because: EndReason, on: date
) -> Register:
    """Let a mentee leave a group of ours.

    Raises EditRefused for who is not in it, for the mentor, and for the last mentee: without them
    there is no group any more.
    """
    match = _ours_and_open(register, match_id)
    rows = register.side_of(match.id, Role.MENTEE)
    if who in {one.person_id for one in register.side_of(match.id, Role.MENTOR)}:
        raise EditRefused("pairs.mentor_leaves", match=match.id)
    mine = [one for one in rows if one.person_id == who]
    if not mine:
        raise EditRefused("pairs.not_in_it", match=match.id, person=who)
    if len(rows) == len(mine):
        raise EditRefused("pairs.last_leaves", match=match.id)
    return register.with_rows("members", [_gone(one, because, on) for one in mine])


def leave_all(register: Register, match_id: int, because: EndReason, on: date) -> Register:
    """Let everybody leave a pair that has ended."""
    rows = register.members_of.get(match_id, ())
    here = [one for one in rows if one.left_on is None]
    return register.with_rows("members", [_gone(one, because, on) for one in here])


def known_match(register: Register, match_id: int) -> Match:
    """A pair by its number; raises EditRefused when there is none."""
    match = register.matches.get(match_id)
    if match is None:
        raise EditRefused("finding.no_pair", match=match_id)
    return match


def check_free(register: Register, programme_id: int, mentee: PersonId, on: date) -> None:
    """Raises EditRefused for a mentee who takes no part, or has a pair of the programme already."""
    check_takes_part(register, programme_id, mentee, Role.MENTEE, on)
    for one in register.members.values():
        place = (one.programme_id, one.person_id, one.side)
        if one.left_on is None and place == (programme_id, mentee, Role.MENTEE):
            raise EditRefused("pairs.has_pair", person=mentee, match=one.match_id)


def check_takes_part(
    register: Register, programme_id: int, who: PersonId, role: Role, on: date
) -> None:
    """Raises EditRefused for who is not in the base of a programme, with a consent and at school.

    While the school keeps no consents at all, nobody is asked for one.
    """
    if not any(one.programme_id == programme_id for one in register.open_of(who, role)):
        raise EditRefused("pairs.takes_no_part", person=who, programme=programme_id)
    if not register.people[who].is_active:
        raise EditRefused("participation.inactive", person=who)
    if register.consents and not register.has_consent(who, Purpose.PROCESSING, on):
        raise EditRefused("register.no_consent", person=who)


def checked(before: Register, after: Register, forms: Mapping[str, Form], on: date) -> Register:
    """The register with everybody's places; raises EditRefused for a rule that is broken anew."""
    after = seated(after, forms)
    known = set(broken(before, forms, on))
    for fault in broken(after, forms, on):
        if fault not in known:
            raise EditRefused(fault.code, person=fault.person_id, match=fault.match_id)
    return after


def _ours_and_open(register: Register, match_id: int) -> Match:
    match = known_match(register, match_id)
    if not match.is_ours:
        raise EditRefused("pairs.of_staff", match=match.id)
    if not match.is_open:
        raise EditRefused("pairs.over", match=match.id, day=match.ended_on)
    return match


def _gone(one: MatchMember, because: EndReason, on: date) -> MatchMember:
    return replace(one, left_on=max(on, one.joined_on), left_because=because)
