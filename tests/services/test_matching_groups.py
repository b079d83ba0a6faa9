"""Matching for groups: whole groups, and later mentees who join them."""

import shutil
from collections import Counter
from pathlib import Path

import pytest

from connector.domain.matching import ConstraintKind
from connector.domain.people import PersonId, Role
from connector.domain.programmes import Programme
from connector.services import matching
from connector.services.by_hand.view import View, view
from connector.services.deps import Deps
from connector.services.matching import approving, deciding
from tests.services.conftest import DATABASE, Opening
from tests.services.people_stand import BY, brought_up
from tests.services.stand import ROOT

PAIRS = "  - course: { shortname: MENTORING-2627 }\n"
GROUPS = "    kind: group\n    matching: { group_size: [2, 4], training: any, time: any }\n"


@pytest.fixture
def seen(first_sync: Path, opened: Opening, tmp_path: Path) -> View:
    """A school whose pupils are mentored in groups of two to four."""
    shutil.copy(first_sync, tmp_path / DATABASE)
    text = (ROOT / "mappings" / "demo.yaml").read_text(encoding="utf-8")
    mapping = tmp_path / "groups.yaml"
    mapping.write_text(text.replace(PAIRS, PAIRS + GROUPS, 1), encoding="utf-8")
    return brought_up(opened(mapping=mapping))


@pytest.fixture
def programme(seen: View) -> Programme:
    return next(one for one in seen.programmes.values() if one.kind == "group")


def again(deps: Deps) -> View:
    return view(deps)


def test_groups_are_whole_and_become_one_match_each(seen: View, programme: Programme) -> None:
    run = matching.propose(seen, BY, programme)
    sizes = Counter(pair.mentor_id for pair in run.told.pairs)
    approving.approve(seen, BY, run)
    register = again(seen.deps).register
    made = [match for match in register.matches.values() if match.run_id == run.id]

    assert sizes
    assert len(made) == len(sizes)
    for match in made:
        (mentor,) = register.side_of(match.id, Role.MENTOR)
        assert len(register.side_of(match.id, Role.MENTEE)) == sizes[mentor.person_id] >= 2


def test_who_comes_later_joins_the_group_that_their_mentor_has(
    seen: View, programme: Programme
) -> None:
    run = matching.propose(seen, BY, programme)
    by_mentor = Counter(pair.mentor_id for pair in run.told.pairs)
    mentor = next(who for who, count in by_mentor.items() if count > 2 or len(by_mentor) == 1)
    late = next(pair for pair in run.told.pairs if pair.mentor_id == mentor)
    approving.approve(seen, BY, run, without=[PersonId(late.mentee_id)])
    now = again(seen.deps)
    people = now.people[PersonId(mentor)], now.people[PersonId(late.mentee_id)]
    deciding.decide(now, BY, ConstraintKind.PIN, people, programme)
    second = matching.propose(again(seen.deps), BY, programme)
    approving.approve(again(seen.deps), BY, second)
    register = again(seen.deps).register

    (joined,) = [
        one
        for one in register.members.values()
        if one.person_id == late.mentee_id and one.left_on is None and one.side is Role.MENTEE
    ]
    assert register.matches[joined.match_id].run_id == run.id
