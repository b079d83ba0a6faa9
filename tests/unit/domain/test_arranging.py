"""What of Moodle is ours to write: twice changes nothing, what others made is never touched."""

from dataclasses import replace
from datetime import date
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from connector.domain.arranging import (
    CHANGED,
    GONE,
    NOTHING,
    Known,
    Values,
    WantedGroup,
    WantedRole,
    decide,
    decide_unseen,
    free_name,
    wanted_group,
    wanted_roles,
)
from connector.domain.matches import EndReason, Match, MatchMember, MatchState
from connector.domain.people import PersonId, Role
from connector.domain.register import Register
from connector.domain.write_back import State
from tests.builders import TODAY, a_person

SINCE: Final = date(2026, 10, 1)
ONE: Final[Values] = {"name": "Пара 1"}
OTHER: Final[Values] = {"name": "Пара 2"}
VALUES: Final = st.sampled_from([NOTHING, ONE, OTHER, {"name": "чужое"}])
KNOWN: Final = st.builds(Known, st.lists(VALUES, max_size=2).map(tuple), st.booleans())


def a_match_of(*members: tuple[int, Role], state: MatchState = MatchState.ACTIVE) -> Register:
    register = Register().with_rows(
        "people", [a_person(who, name=f"Фамилия{who} Имя") for who, _ in members]
    )
    register = register.with_rows("matches", [Match(1, 50, "Пара 1", state)])
    rows = [
        MatchMember(key, 1, 50, PersonId(who), side, SINCE)
        for key, (who, side) in enumerate(members, 1)
    ]
    return register.with_rows("members", rows)


@given(VALUES, VALUES, KNOWN)
def test_what_stands_as_it_should_is_left_alone(
    wanted: Values, found: Values, known: Known
) -> None:
    state, _ = decide(wanted, found, known)

    assert (state is State.WRITTEN) == (wanted == found)


@given(VALUES, VALUES, KNOWN)
def test_only_what_we_wrote_is_changed_or_taken_away(
    wanted: Values, found: Values, known: Known
) -> None:
    state, _ = decide(wanted, found, known)

    if state is State.PENDING and found:
        assert found in known.ours


@given(VALUES, KNOWN)
def test_after_a_write_nothing_is_left_to_do(wanted: Values, known: Known) -> None:
    state, reason = decide(wanted, wanted, known)

    assert (state, reason) == (State.WRITTEN, "")
    assert decide_unseen(wanted, Known((wanted,))) is State.WRITTEN


def test_what_somebody_took_away_is_not_written_again() -> None:
    assert decide(ONE, NOTHING, Known((ONE,))) == (State.CONFLICT, GONE)


def test_what_somebody_changed_is_left_to_a_person() -> None:
    assert decide(ONE, {"name": "чужое"}, Known((ONE,))) == (State.CONFLICT, CHANGED)


def test_an_interrupted_write_is_finished() -> None:
    assert decide(ONE, NOTHING, Known((NOTHING, ONE), is_interrupted=True))[0] is State.PENDING
    assert decide(OTHER, ONE, Known((NOTHING, ONE), is_interrupted=True))[0] is State.PENDING


def test_what_cannot_be_seen_is_sent_again_only_when_the_answer_never_came() -> None:
    assert decide_unseen(ONE, Known()) is State.PENDING
    assert decide_unseen(ONE, Known((ONE,))) is State.WRITTEN
    assert decide_unseen(ONE, Known((ONE,), is_interrupted=True)) is State.PENDING
    assert decide_unseen(NOTHING, Known()) is State.WRITTEN
    assert decide_unseen(NOTHING, Known((ONE,))) is State.PENDING


def test_a_group_bears_number_and_surnames_and_holds_those_with_accounts() -> None:
    register = a_match_of((1, Role.MENTOR), (2, Role.MENTEE), (-3, Role.MENTEE))

    group = wanted_group(register.matches[1], register, "Пара {number}: {mentor} – {mentee}")

    assert group == WantedGroup(1, "Пара 1: Фамилия1 – Фамилия-3, Фамилия2", frozenset({1, 2}))


def test_who_has_left_is_in_no_group_and_has_no_role() -> None:
    register = a_match_of((1, Role.MENTOR), (2, Role.MENTEE), (3, Role.MENTEE))
    gone = replace(register.members[3], left_on=TODAY, left_because=EndReason.REQUEST)
    register = register.with_rows("members", [gone])

    assert wanted_group(register.matches[1], register, "{number}").members == {1, 2}
    assert wanted_roles(register.matches[1], register, 9) == [WantedRole(9, 1, 2)]


def test_a_pair_that_has_ended_wants_nothing() -> None:
    register = a_match_of((1, Role.MENTOR), (2, Role.MENTEE), state=MatchState.COMPLETED)

    assert wanted_group(register.matches[1], register, "{number}").is_over
    assert wanted_roles(register.matches[1], register, 9) == []


def test_a_role_is_given_only_between_people_with_accounts() -> None:
    register = a_match_of((-1, Role.MENTOR), (1, Role.MENTOR), (2, Role.MENTEE), (-2, Role.MENTEE))

    assert wanted_roles(register.matches[1], register, 9) == [WantedRole(9, 1, 2)]


def test_a_name_that_is_taken_gets_its_number() -> None:
    assert free_name("Пара Иванова", 7, {"Пара Петрова"}) == "Пара Иванова"
    assert free_name("Пара Иванова", 7, {"Пара Иванова"}) == "Пара Иванова (7)"
