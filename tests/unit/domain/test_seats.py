"""Who takes which of a mentor's places: nobody two, no place twice, none beyond the limit."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from connector.domain.matches import ENDED, Match, MatchMember, MatchState
from connector.domain.people import PersonId, Role
from connector.domain.programmes import GROUP
from connector.domain.register import Register
from connector.domain.register.seats import places, seated
from tests.builders import COURSE, TODAY, a_programme
from tests.pairs_builders import GROUP_SIZE, MOST, SOME_FORMS

MENTORS: Final = (1, 2)
MENTEES: Final = tuple(range(11, 19))
WITH_FORM: Final = Register().with_rows("programmes", [a_programme()])

states = st.sampled_from(MatchState)
kinds = st.sampled_from(["", GROUP])
some_seat = st.none() | st.integers(1, 5)


def a_match(key: int, mentors: set[int], mentees: set[int], **changes: object) -> Register:
    """A register of one pair with these people, its rows numbered by the pair."""
    match = Match(key, COURSE, f"Пара {key}", MatchState.ACTIVE)
    sides = [(who, Role.MENTOR) for who in sorted(mentors)]
    sides += [(who, Role.MENTEE) for who in sorted(mentees)]
    rows = [
        MatchMember(100 * key + place, key, COURSE, PersonId(who), side, TODAY)
        for place, (who, side) in enumerate(sides)
    ]
    named: dict[str, object] = changes
    return WITH_FORM.with_rows("matches", [replace(match, **named)]).with_rows(  # type: ignore[arg-type]
        "members", rows
    )


def together(*registers: Register) -> Register:
    """Several pairs in one register."""
    whole = WITH_FORM
    for one in registers:
        whole = whole.with_rows("matches", one.matches.values())
        whole = whole.with_rows("members", one.members.values())
    return whole


@st.composite
def registers(draw: st.DrawFn) -> Register:
    """Pairs in any state, with seats as no one would give them."""
    found = []
    for key in range(1, draw(st.integers(1, 5)) + 1):
        one = a_match(
            key,
            draw(st.sets(st.sampled_from(MENTORS), max_size=2)),
            draw(st.sets(st.sampled_from(MENTEES), max_size=4)),
            state=draw(states),
            kind=draw(kinds),
        )
        rows = [
            replace(
                row,
                seat=draw(some_seat) if row.side is Role.MENTEE else None,
                mentor_id=draw(st.sampled_from((0, *MENTORS))),
                form=draw(st.sampled_from(("", "pupil-pupil"))),
                left_on=draw(st.sampled_from((None, None, TODAY))),
            )
            for row in one.members.values()
        ]
        found.append(one.with_rows("members", rows))
    return together(*found)


def sitting(register: Register) -> list[MatchMember]:
    """The mentees who are in an open pair and have a place."""
    return [
        row
        for row in register.members.values()
        if row.seat is not None
        and row.left_on is None
        and register.matches[row.match_id].state not in ENDED
    ]


@given(registers())
def test_nobody_sits_where_somebody_sits(register: Register) -> None:
    taken = Counter(
        (row.mentor_id, row.form, row.seat) for row in sitting(seated(register, SOME_FORMS))
    )

    assert set(taken.values()) <= {1}


@given(registers())
def test_nobody_sits_beyond_what_the_form_allows(register: Register) -> None:
    after = seated(register, SOME_FORMS)

    for row in sitting(after):
        most = places(after, after.matches[row.match_id], SOME_FORMS)
        assert most is not None
        assert row.seat is not None
        assert 1 <= row.seat <= most
        mentors = after.side_of(row.match_id, Role.MENTOR)
        assert [one.person_id for one in mentors] == [row.mentor_id]


@given(registers())
def test_seating_again_changes_nothing(register: Register) -> None:
    once = seated(register, SOME_FORMS)

    assert seated(once, SOME_FORMS) is once


@given(registers(), st.sampled_from(MENTORS), st.sampled_from(MENTEES), kinds)
def test_who_sits_keeps_the_place_whoever_comes(
    register: Register, mentor: int, mentee: int, kind: str
) -> None:
    before = seated(register, SOME_FORMS)

    after = seated(together(before, a_match(9, {mentor}, {mentee}, kind=kind)), SOME_FORMS)

    for row in sitting(before):
        assert after.members[row.id] == row


@given(registers())
def test_nobody_stands_while_a_place_is_free(register: Register) -> None:
    after = seated(register, SOME_FORMS)
    taken = Counter((row.mentor_id, row.form) for row in sitting(after))

    for row in after.members.values():
        match = after.matches[row.match_id]
        is_here = row.side is Role.MENTEE and row.left_on is None and match.is_open
        mentors = after.side_of(match.id, Role.MENTOR)
        most = places(after, match, SOME_FORMS)
        if is_here and len(mentors) == 1 and most is not None and row.seat is None:
            assert taken[mentors[0].person_id, row.form] >= most


def test_the_lowest_free_place_is_taken_and_the_last_one_gets_none() -> None:
    three = [a_match(key, {1}, {10 + key}) for key in (1, 2, 3)]

    after = seated(together(*three), SOME_FORMS)

    assert [row.seat for row in after.members.values() if row.side is Role.MENTEE] == [1, 2, None]
    assert MOST == 2


def test_a_group_has_the_places_of_a_group() -> None:
    after = seated(a_match(1, {1}, {11, 12, 13, 14}, kind=GROUP), SOME_FORMS)

    seats = [row.seat for row in after.members.values() if row.side is Role.MENTEE]
    assert seats == [*range(1, GROUP_SIZE[1] + 1), None]


def test_with_two_mentors_and_in_a_form_without_a_limit_places_are_not_counted() -> None:
    two = seated(a_match(1, {1, 2}, {11}), SOME_FORMS)
    free = a_match(1, {1}, {11}).with_rows("programmes", [a_programme(form="any")])

    assert [row.seat for row in (*two.members.values(), *free.members.values())] == [None] * 5
    mentee = seated(free, SOME_FORMS).members[101]
    assert (mentee.seat, mentee.mentor_id, mentee.form) == (None, 1, "any")


def test_a_place_is_free_when_its_pair_ends_or_its_mentee_leaves() -> None:
    full = seated(together(a_match(1, {1}, {11}), a_match(2, {1}, {12})), SOME_FORMS)
    ended = replace(full.matches[1], state=MatchState.COMPLETED, ended_on=TODAY)
    gone = replace(full.members[201], left_on=TODAY + timedelta(days=1))

    for freed, seat in ((full.with_rows("matches", [ended]), 1), (
        full.with_rows("members", [gone]), 2,
    )):  # fmt: skip
        after = seated(together(freed, a_match(3, {1}, {13})), SOME_FORMS)
        assert after.members[301].seat == seat
