"""What monitoring is shown of pairs: what the register knows of them, be there a group or not."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

import pytest

from connector.domain.matches import EndReason, MatchState
from connector.domain.pairs import Pair, Standing
from connector.domain.people import Kind, PersonId
from connector.domain.programmes import ProgrammeId
from connector.domain.register import Register, settle
from connector.domain.register.edits_matches import move
from connector.domain.school import School
from connector.domain.training import Admission
from tests.builders import COURSE, TODAY, a_pair_of, a_person, a_programme
from tests.pairs_builders import a_new, a_place, at_work, lived, taking_part, tried

BASE: Final = taking_part([1, 2], [3, 4])
AT_WORK: Final = at_work(BASE, a_new(1, 3))


def settled(register: Register, *groups: Pair, school: School | None = None) -> School:
    """The school of these groups, with what the register knows."""
    seen = school or a_place(register, pairs=groups)
    return settle(seen, register, Admission(), TODAY)


def test_a_pair_of_ours_without_a_group_is_a_pair_all_the_same() -> None:
    (pair,) = settled(AT_WORK).pairs

    assert (pair.id, pair.match_id, pair.state) == ("match:1", 1, MatchState.ACTIVE)
    assert [member.person_id for member in pair.members] == [1, 3]
    assert pair.is_complete
    assert {member.seen_at for member in pair.members} == {None}


def test_a_group_of_staff_that_a_person_ended_is_gone_too() -> None:
    group = a_pair_of([1], [3])
    register = lived(BASE, a_place(BASE, pairs=(group,)))
    ended = move(register, 1, MatchState.TERMINATED, TODAY, EndReason.REQUEST)

    assert settled(lived(ended, a_place(ended, pairs=(group,))), group).pairs == ()


@pytest.mark.parametrize("is_ours", [True, False])
def test_a_pair_that_rests_is_told_to_rest(*, is_ours: bool) -> None:
    group = a_pair_of([1], [3])
    groups = () if is_ours else (group,)
    register = AT_WORK if is_ours else lived(BASE, a_place(BASE, pairs=groups))
    resting = move(register, 1, MatchState.SUSPENDED, TODAY)

    (pair,) = settled(resting, *groups).pairs

    assert (pair.match_id, pair.state) == (1, MatchState.SUSPENDED)


def test_a_group_that_the_register_does_not_know_yet_is_shown_as_it_is() -> None:
    (pair,) = settled(BASE, a_pair_of([1], [3])).pairs

    assert (pair.match_id, pair.state) == (0, None)


def test_who_has_left_moodle_cannot_take_part_in_a_pair_without_a_group() -> None:
    school = a_place(AT_WORK)
    gone = {**school.people, PersonId(3): a_person(3, is_active=False)}

    (pair,) = settled(AT_WORK, school=replace(school, people=gone)).pairs

    assert pair.mentees[0].standing is Standing.ACCOUNT_SUSPENDED
    assert not pair.is_complete


def test_who_does_not_suit_the_form_is_told_in_a_pair_without_a_group() -> None:
    school = a_place(AT_WORK)
    grown = {**school.people, PersonId(3): a_person(3, kind=Kind.TEACHER)}

    (pair,) = settled(AT_WORK, school=replace(school, people=grown)).pairs

    assert [member.suits_form for member in pair.members] == [True, False]


def test_a_programme_that_only_the_register_knows_is_shown_with_its_pairs() -> None:
    own = a_programme(id=ProgrammeId(-1), begins_on=TODAY - timedelta(days=9))
    base = BASE.with_rows("programmes", [own])
    rows = [replace(one, programme_id=-1) for one in base.participations.values()]
    new = replace(a_new(1, 3), programme_id=-1)
    register = tried(base.with_rows("participations", rows), new)
    school = replace(a_place(register), programmes=(a_programme(),))

    shown = settled(register, school=school)

    assert [programme.id for programme in shown.programmes] == [COURSE, -1]
    assert [(pair.id, pair.programme_id) for pair in shown.pairs] == [("match:1", -1)]
