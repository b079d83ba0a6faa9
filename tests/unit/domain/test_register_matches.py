"""Pairs follow the groups of staff, who takes part, and the day."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

import pytest

from connector.domain.matches import EndReason, Match, MatchState
from connector.domain.pairs import Pair, PairId
from connector.domain.participation import Reason, State
from connector.domain.people import PersonId, Role
from connector.domain.programmes import ProgrammeId, ProgrammeState
from connector.domain.register import Register, settle
from connector.domain.register.edits_matches import move
from connector.domain.register.edits_participation import Entry, enter, leave
from tests.builders import COURSE, TODAY, a_member, a_pair_of, a_programme
from tests.pairs_builders import WARN, a_new, a_place, at_work, lived, proposed, taking_part, tried

BEGAN: Final = date(2026, 9, 1)
LATER: Final = TODAY + timedelta(days=7)
BASE: Final = taking_part([1, 2], [3, 4, 5], a_programme(begins_on=BEGAN))
GROUP: Final = a_pair_of([1], [3], name="Пара Ани")


def followed(register: Register, *pairs: Pair, on: date = TODAY, **changes: Any) -> Register:  # noqa: ANN401 - fields of a school
    return lived(register, a_place(BASE, pairs=pairs, **changes), on=on)


def ended(match: Match) -> tuple[MatchState, EndReason | None, date | None]:
    return match.state, match.ended_because, match.ended_on


OF_STAFF: Final = followed(BASE, GROUP)


def test_a_group_of_staff_is_a_pair_as_old_as_its_programme() -> None:
    match = OF_STAFF.matches[1]

    assert (match.state, match.name, match.is_ours) == (MatchState.ACTIVE, "Пара Ани", False)
    assert (match.begins_on, match.group_id, match.order_id) == (BEGAN, 1, 0)
    assert {(m.person_id, m.side, m.joined_on) for m in OF_STAFF.members_of[1]} == {
        (1, Role.MENTOR, BEGAN),
        (3, Role.MENTEE, BEGAN),
    }


def test_a_group_that_comes_later_begins_on_its_day() -> None:
    register = followed(OF_STAFF, GROUP, a_pair_of([2], [4], id=PairId("group:2")), on=LATER)

    assert register.matches[2].begins_on == LATER
    assert {one.joined_on for one in register.members_of[2]} == {LATER}


def test_a_programme_that_has_not_begun_dates_nothing_ahead() -> None:
    school = a_place(BASE, pairs=(GROUP,))
    later = tuple(replace(one, begins_on=LATER) for one in school.programmes)

    register = lived(replace(BASE, programmes={}), replace(school, programmes=later))

    assert register.matches[1].begins_on == TODAY


def test_its_name_and_its_people_are_followed() -> None:
    register = followed(OF_STAFF, a_pair_of([1], [4], name="Пара Бори"), on=LATER)

    assert register.matches[1].name == "Пара Бори"
    assert {(m.person_id, m.left_on, m.left_because) for m in register.members_of[1]} == {
        (1, None, None),
        (3, LATER, EndReason.LEFT_IN_MOODLE),
        (4, None, None),
    }


def test_who_comes_back_is_a_new_row() -> None:
    away = followed(OF_STAFF, a_pair_of([1], []), on=LATER)
    back = followed(away, GROUP, on=LATER + timedelta(days=1))

    rows = [one for one in back.members_of[1] if one.person_id == PersonId(3)]
    assert [one.left_on for one in rows] == [LATER, None]


@pytest.mark.parametrize("side", ["mentors", "mentees"])
def test_a_group_without_a_side_stays_a_pair(side: str) -> None:
    nobody: dict[str, Any] = {side: ()}

    register = followed(OF_STAFF, replace(GROUP, **nobody))

    assert register.matches[1].is_open


def test_with_its_group_a_pair_ends() -> None:
    register = followed(OF_STAFF, on=LATER)

    gone = (MatchState.TERMINATED, EndReason.LEFT_IN_MOODLE, LATER)
    assert ended(register.matches[1]) == gone
    assert {one.left_on for one in register.members_of[1]} == {LATER}


def test_a_group_that_is_there_again_is_another_pair() -> None:
    register = followed(followed(OF_STAFF), GROUP, on=LATER)

    assert [match.state for _, match in sorted(register.matches.items())] == [
        MatchState.TERMINATED,
        MatchState.ACTIVE,
    ]


def test_a_pair_that_a_person_has_ended_stays_so_while_the_group_stands() -> None:
    register = move(OF_STAFF, 1, MatchState.COMPLETED, TODAY, EndReason.GOALS_REACHED)

    register = followed(register, GROUP, on=LATER)

    assert set(register.matches) == {1}
    assert ended(register.matches[1]) == (MatchState.COMPLETED, EndReason.GOALS_REACHED, TODAY)


def test_the_group_of_a_pair_of_ours_makes_no_second_pair_and_its_people_are_ours() -> None:
    register = proposed(BASE, a_new(1, 3))
    group = a_pair_of([2], [4], id=PairId("group:77"), idnumber=register.matches[1].idnumber)

    register = followed(register, group)

    assert set(register.matches) == {1}
    assert register.matches[1].group_id == 77
    assert {one.person_id for one in register.members_of[1]} == {1, 3}


def test_who_takes_part_no_more_leaves_and_a_pair_of_ours_ends() -> None:
    register = at_work(BASE, a_new(1, 3))
    number = register.open_of(PersonId(3), Role.MENTEE)[0].id

    register = followed(
        leave(register, number, Reason.LEFT_SCHOOL, LATER, is_completed=False), on=LATER
    )

    assert ended(register.matches[1]) == (
        MatchState.TERMINATED,
        EndReason.PARTICIPATION_ENDED,
        LATER,
    )
    assert {one.left_because for one in register.members_of[1]} == {EndReason.PARTICIPATION_ENDED}


def test_the_pair_of_a_group_of_staff_ends_with_the_last_who_takes_part_and_begins_anew() -> None:
    number = OF_STAFF.open_of(PersonId(3), Role.MENTEE)[0].id
    gone = leave(OF_STAFF, number, Reason.LEFT_SCHOOL, TODAY, is_completed=False)
    gone = followed(gone, GROUP)

    assert ended(gone.matches[1])[:2] == (MatchState.TERMINATED, EndReason.PARTICIPATION_ENDED)
    assert followed(gone, GROUP, on=LATER) == gone

    back = enter(gone, PersonId(3), Entry(Role.MENTEE, COURSE), LATER)
    back = followed(back, GROUP, on=LATER)

    assert (back.matches[2].state, back.matches[2].begins_on) == (MatchState.ACTIVE, LATER)
    assert {one.person_id for one in back.members_of[2]} == {1, 3}
    assert back.open_of(PersonId(3), Role.MENTEE)[0].state is State.ACTIVE


@pytest.mark.parametrize("by", ["the day", "a person"])
@pytest.mark.parametrize(
    ("prepare", "state"),
    [
        (proposed, MatchState.TERMINATED),
        (tried, MatchState.TERMINATED),
        (at_work, MatchState.COMPLETED),
    ],
)
def test_with_its_programme_every_pair_ends(prepare: Any, state: MatchState, by: str) -> None:  # noqa: ANN401 - a builder
    register = prepare(BASE, a_new(1, 3))
    (programme,) = register.programmes.values()
    if by == "the day":
        over = replace(programme, ends_on=TODAY - timedelta(days=1))
    else:
        over = replace(programme, state=ProgrammeState.COMPLETED)

    register = register.with_rows("programmes", [over])
    school = replace(a_place(register), programmes=(over,))
    register = lived(register, school)

    assert ended(register.matches[1]) == (state, EndReason.TERM_OVER, TODAY)


def test_a_pair_that_only_the_register_knows_makes_people_active() -> None:
    register = at_work(BASE, a_new(1, 3))

    states = {(one.person_id, one.state) for one in register.participations.values()}
    assert {(1, State.ACTIVE), (3, State.ACTIVE), (4, State.REGISTERED)} <= states


def test_a_pair_that_is_only_proposed_makes_nobody_active() -> None:
    register = lived(tried(BASE, a_new(1, 3)))

    assert {one.state for one in register.participations.values()} == {State.REGISTERED}


def test_the_school_counts_a_pair_from_its_trial_on() -> None:
    for prepare, shown in ((proposed, []), (tried, ["match:1"]), (at_work, ["match:1"])):
        register = prepare(BASE, a_new(1, 3))

        assert [one.id for one in settle(a_place(BASE), register, WARN, TODAY).pairs] == shown


def test_a_group_of_ours_shows_the_people_of_the_register_with_what_moodle_measured() -> None:
    register = tried(BASE, a_new(1, 3))
    idnumber = register.matches[1].idnumber
    seen = replace(a_pair_of([1], [], id=PairId("group:77")), mentees=(a_member(3, seen_at=5),))
    school = a_place(BASE, pairs=(replace(seen, idnumber=idnumber),))

    (pair,) = settle(school, lived(register, school), WARN, TODAY).pairs

    assert (pair.id, pair.match_id, pair.state) == ("group:77", 1, MatchState.TRIAL)
    assert [one.seen_at for one in pair.mentees] == [5]


def test_a_pair_that_has_ended_is_shown_no_more_though_its_group_stands() -> None:
    register = move(OF_STAFF, 1, MatchState.COMPLETED, TODAY, EndReason.GOALS_REACHED)

    assert settle(a_place(BASE, pairs=(GROUP,)), register, WARN, TODAY).pairs == ()


def test_a_pair_of_a_course_that_is_not_shown_has_its_programme_all_the_same() -> None:
    register = tried(BASE, a_new(1, 3))

    school = settle(replace(a_place(BASE), programmes=()), register, WARN, TODAY)

    assert [one.programme_id for one in school.pairs] == [ProgrammeId(50)]
    assert [one.id for one in school.programmes] == [ProgrammeId(50)]
