"""Matching of a real programme: proposed, explained, compared, decided before, approved."""

from dataclasses import replace

import pytest

from connector.domain.matches import EndReason, Match, MatchState
from connector.domain.matching import ConstraintKind, Criterion, Objective
from connector.domain.people import Person, PersonId, Role
from connector.domain.programmes import Programme, ProgrammeState
from connector.domain.register.edits import EditRefused
from connector.services import matching, pairs
from connector.services.by_hand.view import View, view
from connector.services.matching import approving, comparing, deciding, runs, words
from connector.services.matching.problem import Scenario
from connector.services.matching.runs import Run
from connector.services.matching.told import PairTold, scenario_of, told_again
from tests.services.conftest import Clock
from tests.services.people_stand import BY


@pytest.fixture
def programme(seen: View) -> Programme:
    return next(one for one in seen.programmes.values() if one.form == "pupil-pupil")


@pytest.fixture
def run(seen: View, programme: Programme) -> Run:
    return matching.propose(seen, BY, programme)


def again(seen: View) -> View:
    return view(seen.deps)


def first(seen: View, run: Run) -> tuple[Person, Person]:
    pair = run.told.pairs[0]
    return seen.people[PersonId(pair.mentor_id)], seen.people[PersonId(pair.mentee_id)]


def pair_of(run: Run, mentee: Person) -> PairTold | None:
    return next((pair for pair in run.told.pairs if pair.mentee_id == mentee.id), None)


def match_of(seen: View, mentee: Person) -> Match:
    """The newest pair of somebody."""
    rows = [one for _, one in sorted(seen.register.members.items()) if one.person_id == mentee.id]
    return seen.register.matches[rows[-1].match_id]


def test_everybody_who_waits_is_matched_or_it_is_said_why(
    seen: View, programme: Programme, run: Run
) -> None:
    in_pairs = {
        one.person_id
        for one in seen.register.members.values()
        if one.side is Role.MENTEE and one.left_on is None
    }
    waiting = {
        one.person_id
        for one in seen.register.participations.values()
        if one.is_open and one.role is Role.MENTEE and one.programme_id == programme.id
        if seen.register.people[one.person_id].is_active
    } - in_pairs

    assert len(run.told.pairs) >= 3
    matched = {pair.mentee_id for pair in run.told.pairs}
    assert matched | {one.mentee_id for one in run.told.alone} == waiting
    assert run.told.alone
    assert all(one.reasons for one in run.told.alone)
    assert all(pair.terms for pair in run.told.pairs)


def test_a_matching_is_kept_as_it_was(seen: View, run: Run) -> None:
    (kept,) = runs.kept(seen.deps)

    assert kept == run
    assert told_again(kept.told.content).couples == run.told.couples


def test_a_trial_keeps_nothing(seen: View, programme: Programme) -> None:
    tried = matching.propose(seen, BY, programme, keeps=False)

    assert tried.id == 0
    assert tried.told.pairs
    assert runs.kept(seen.deps) == []


def test_a_second_matching_proposes_the_same_pairs(
    seen: View, programme: Programme, run: Run
) -> None:
    second = matching.propose(again(seen), BY, programme)

    assert second.id == run.id + 1
    assert second.told.last_run == run.id
    assert second.told.couples == run.told.couples
    assert second.told.quality["churn"] == 0


def test_a_scenario_is_kept_under_its_name_and_is_no_last_matching(
    seen: View, programme: Programme, run: Run
) -> None:
    mentor, _ = first(seen, run)
    scenario = Scenario(
        "без одного",
        weights={Criterion.INTERESTS: 90},
        objective=Objective.QUALITY,
        least=5,
        places={mentor.id: 2},
        held=frozenset({mentor.id}),
    )
    kept = matching.propose(seen, BY, programme, scenario)

    assert kept.name == "без одного"
    assert mentor.id not in {pair.mentor_id for pair in kept.told.pairs}
    assert scenario_of(runs.by_number(seen.deps, kept.id).told) == scenario
    last = runs.last(seen.deps, programme)
    assert last is not None
    assert last.id == run.id


def test_a_pin_is_kept_by_every_later_matching(seen: View, programme: Programme, run: Run) -> None:
    mentor, mentee = first(seen, run)
    other = seen.people[PersonId(run.told.pairs[0].other_id)]
    deciding.decide(seen, BY, ConstraintKind.PIN, (other, mentee), programme)
    found = pair_of(matching.propose(again(seen), BY, programme), mentee)

    assert found is not None
    assert found.is_pinned
    assert found.mentor_id == other.id != mentor.id


@pytest.mark.parametrize("kind", [ConstraintKind.BAN, ConstraintKind.RELATIVES])
def test_two_who_are_kept_apart_are_no_pair(
    seen: View, programme: Programme, run: Run, kind: ConstraintKind
) -> None:
    mentor, mentee = first(seen, run)
    deciding.decide(seen, BY, kind, (mentor, mentee))
    found = pair_of(matching.propose(again(seen), BY, programme), mentee)

    assert found is None or found.mentor_id != mentor.id


@pytest.mark.parametrize(("kind", "number"), [(ConstraintKind.HOLD, 0), (ConstraintKind.PLACES, 0)])
def test_a_mentor_who_takes_nobody_gets_nobody_until_it_is_lifted(
    seen: View, programme: Programme, run: Run, kind: ConstraintKind, number: int
) -> None:
    mentor, mentee = first(seen, run)
    done = deciding.decide(seen, BY, kind, (mentor,), programme, number)
    without = matching.propose(again(seen), BY, programme, keeps=False)
    deciding.lift(again(seen), BY, max(done.after.constraints))
    with_again = matching.propose(again(seen), BY, programme, keeps=False)

    assert mentor.id not in {pair.mentor_id for pair in without.told.pairs}
    assert pair_of(with_again, mentee) == pair_of(run, mentee) or pair_of(with_again, mentee)


def test_two_who_did_not_suit_each_other_try_again_only_when_a_curator_says_so(
    seen: View, programme: Programme, run: Run
) -> None:
    mentor, mentee = first(seen, run)
    approving.approve(seen, BY, run)
    made = again(seen)
    pairs.reject(made, BY, match_of(made, mentee), EndReason.NOT_SUITED)

    parted = matching.propose(again(seen), BY, programme)
    deciding.decide(again(seen), BY, ConstraintKind.PIN, (mentor, mentee), programme)
    second = matching.propose(again(seen), BY, programme)

    tried = pair_of(parted, mentee)
    assert tried is None or tried.mentor_id != mentor.id
    kept = pair_of(second, mentee)
    assert kept is not None
    assert (kept.mentor_id, kept.is_pinned) == (mentor.id, True)


def test_a_mutual_choice_counts(seen: View, programme: Programme, run: Run) -> None:
    mentor, mentee = first(seen, run)
    deciding.prefer(seen, BY, (mentor, mentee), programme, comfort=9)
    deciding.prefer(again(seen), BY, (mentee, mentor), None, rank=2)
    found = pair_of(matching.propose(again(seen), BY, programme), mentee)

    assert found is not None
    assert found.mentor_id == mentor.id
    choice = next(term for term in found.terms if term.criterion == Criterion.MUTUAL_CHOICE)
    assert choice.code == "matching.mutual_choice_both"
    assert choice.facts == {"of_mentor": "1", "of_mentee": "2"}


def test_a_second_choice_of_the_same_person_replaces_the_first(seen: View, run: Run) -> None:
    mentor, mentee = first(seen, run)
    deciding.prefer(seen, BY, (mentee, mentor), None, rank=1)
    deciding.prefer(again(seen), BY, (mentee, mentor), None, rank=3)

    assert [one.rank for one in again(seen).register.preferences.values()] == [3]


def test_decisions_that_cannot_stand_together_are_refused(
    seen: View, programme: Programme, run: Run
) -> None:
    mentor, mentee = first(seen, run)
    other = seen.people[PersonId(run.told.pairs[0].other_id)]
    deciding.decide(seen, BY, ConstraintKind.PIN, (mentor, mentee), programme)

    for kind, people, code in (
        (ConstraintKind.PIN, (mentor, mentee), "matching.decided_already"),
        (ConstraintKind.PIN, (other, mentee), "matching.pinned_already"),
        (ConstraintKind.BAN, (mentor, mentee), "matching.against_another"),
        (ConstraintKind.BAN, (mentee, mentee), "matching.same_person"),
    ):
        with pytest.raises(EditRefused) as refused:
            deciding.decide(again(seen), BY, kind, people, programme)
        assert refused.value.code == code
    assert len(deciding.decisions(again(seen), programme)) == 1


def test_a_new_number_of_places_takes_the_place_of_the_old(seen: View, run: Run) -> None:
    mentor, _ = first(seen, run)
    deciding.decide(seen, BY, ConstraintKind.PLACES, (mentor,), None, 2)
    deciding.decide(again(seen), BY, ConstraintKind.PLACES, (mentor,), None, 1)

    (row,) = deciding.decisions(again(seen))
    assert row.number == 1
    with pytest.raises(EditRefused, match=r"matching\.lifted_already"):
        deciding.lift(again(seen), BY, 1)


def test_one_person_is_explained_with_what_the_other_mentor_would_cost(
    seen: View, run: Run
) -> None:
    _, mentee = first(seen, run)
    (pair,) = matching.explain(seen, run, mentee).told.pairs

    assert pair.other_id
    assert pair.cost is not None
    assert pair.cost >= 0


def test_a_day_later_nothing_has_changed_but_the_day(seen: View, run: Run, clock: Clock) -> None:
    clock.advance(days=1)

    assert matching.is_as_then(again(seen), run)
    assert approving.approve(again(seen), BY, run).skipped == ()


def test_the_cost_is_not_told_when_things_have_changed(seen: View, run: Run) -> None:
    mentor, mentee = first(seen, run)
    deciding.decide(seen, BY, ConstraintKind.HOLD, (mentor,))
    (pair,) = matching.explain(again(seen), run, mentee).told.pairs

    assert pair.cost is None


def test_who_has_no_mentor_is_explained_and_who_was_not_asked_is_refused(
    seen: View, run: Run
) -> None:
    alone = seen.people[PersonId(run.told.alone[0].mentee_id)]
    told = matching.explain(seen, run, alone).told

    assert told.pairs == ()
    assert [one.mentee_id for one in told.alone] == [alone.id]
    asked = {id_ for p in run.told.pairs for id_ in (p.mentor_id, p.mentee_id)}
    asked |= {one.mentee_id for one in run.told.alone}
    stranger = next(person for who, person in seen.people.items() if who not in asked)
    with pytest.raises(EditRefused, match=r"matching\.not_asked"):
        matching.explain(seen, run, stranger)


def test_variants_stand_side_by_side_and_nothing_is_kept(
    seen: View, programme: Programme, run: Run
) -> None:
    everybody = frozenset(PersonId(pair.mentor_id) for pair in run.told.pairs)
    nobody = Scenario("без них", held=everybody)
    found = comparing.compare(seen, programme, [nobody], [run])

    assert [one.name for one in found.variants] == ["", "без них", ""]
    assert [one.run for one in found.variants] == [0, 0, run.id]
    assert found.variants[0].points == found.variants[2].points >= found.variants[1].points
    assert all(one.mean * one.matched == pytest.approx(one.points) for one in found.variants)
    assert {one.mentee_id for one in found.differing} == {p.mentee_id for p in run.told.pairs}
    assert len(runs.kept(seen.deps)) == 1


def test_there_must_be_something_to_compare_and_of_one_programme(
    seen: View, programme: Programme, run: Run
) -> None:
    other = next(one for one in seen.programmes.values() if one.id != programme.id)

    with pytest.raises(EditRefused, match=r"matching\.nothing_to_compare"):
        comparing.compare(seen, programme, [], [])
    with pytest.raises(EditRefused, match=r"matching\.of_another"):
        comparing.compare(seen, other, [], [run])


def test_an_approved_matching_becomes_proposed_pairs(seen: View, run: Run) -> None:
    done = approving.approve(again(seen), BY, run)
    matches = [m for m in again(seen).register.matches.values() if m.run_id == run.id]

    assert done.skipped == ()
    assert len(matches) == len(run.told.pairs)
    assert {match.state for match in matches} == {MatchState.PROPOSED}
    assert runs.by_number(seen.deps, run.id).approved_on == seen.today
    with pytest.raises(EditRefused, match=r"matching\.approved_already"):
        approving.approve(again(seen), BY, runs.by_number(seen.deps, run.id))


def test_a_trial_of_approving_changes_nothing(seen: View, run: Run) -> None:
    done = approving.approve(seen, BY, run, is_trial=True)

    assert done.changed.rows
    assert again(seen).register == seen.register
    assert runs.by_number(seen.deps, run.id).approved_on is None


def test_who_is_in_a_pair_is_not_matched_again(seen: View, programme: Programme, run: Run) -> None:
    approving.approve(seen, BY, run)
    second = matching.propose(again(seen), BY, programme)

    assert second.told.pairs == ()
    with pytest.raises(EditRefused, match=r"matching\.nothing_to_approve"):
        approving.approve(again(seen), BY, second)


def test_some_may_be_left_out_of_what_is_approved(seen: View, run: Run) -> None:
    _, mentee = first(seen, run)
    approving.approve(seen, BY, run, without=[mentee.id])
    members = again(seen).register.members.values()

    assert not any(one.person_id == mentee.id and one.side is Role.MENTEE for one in members)


def test_what_has_changed_since_is_not_approved_unless_told_to(
    seen: View, programme: Programme, run: Run
) -> None:
    second = matching.propose(again(seen), BY, programme)
    _, mentee = first(seen, run)
    approving.approve(
        again(seen), BY, run, without=[PersonId(p.mentee_id) for p in run.told.pairs[1:]]
    )

    with pytest.raises(EditRefused, match=r"matching\.drifted"):
        approving.approve(again(seen), BY, second)
    done = approving.approve(again(seen), BY, second, anyway=True)
    assert done.skipped == (mentee.id,)
    made = [m for m in again(seen).register.matches.values() if m.run_id == second.id]
    assert len(made) == len(second.told.pairs) - 1


def test_nobody_is_matched_in_a_programme_that_is_over(seen: View, programme: Programme) -> None:
    with pytest.raises(EditRefused, match=r"matching\.programme_over"):
        matching.propose(seen, BY, replace(programme, state=ProgrammeState.COMPLETED))
    with pytest.raises(EditRefused, match=r"matching\.no_form"):
        matching.propose(seen, BY, replace(programme, form="unknown"))


def test_what_people_wrote_is_forgotten_with_them_in_every_matching(seen: View, run: Run) -> None:
    mentor, mentee = first(seen, run)
    words_before = [term.facts for pair in run.told.pairs for term in pair.terms if term.facts]

    assert words_before
    assert runs.forget(seen.deps, [mentee.id]) == 1
    assert runs.forget(seen.deps, [mentee.id]) == 0
    found = pair_of(runs.by_number(seen.deps, run.id), mentee)
    assert found is not None
    assert found.mentor_id == mentor.id
    assert not any(term.facts for term in found.terms)
    assert found.score == sum(term.points for term in found.terms)


def test_everything_is_told_in_whole_sentences(seen: View, programme: Programme, run: Run) -> None:
    compared = comparing.compare(seen, programme, [Scenario("а")], [run])
    lines = [
        words.headline(seen, run),
        *(cell for row in words.pair_cells(seen, run) for cell in row),
        *words.explained(seen, run),
        *words.differing(seen, compared),
        *(cell for row in words.variant_cells(seen, compared) for cell in row),
        *(cell for row in words.run_cells(seen, [run]) for cell in row),
    ]

    assert not any("{" in line or "matching." in line for line in lines)
    assert "как есть" in lines
