"""The solver is exact, keeps every rule, and does not care how its input is ordered."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from connector.domain.matching import HardRule, Objective, Problem, Solution
from connector.matching import cost, inputs_hash, solve
from tests.greedy import greedy
from tests.matching_builders import a_large_problem, the_lexicon
from tests.unit.matching.problems import Chosen, Trial, problems, shuffled

MANY = settings(max_examples=150, deadline=None)


def solved(problem: Problem) -> Solution:
    return solve(problem, the_lexicon())


def chosen(solution: Solution) -> Chosen:
    return {pair.mentee_id: pair.mentor_id for pair in solution.proposals}


@MANY
@given(problems())
def test_no_solution_is_better_than_the_one_found(problem: Problem) -> None:
    trial = Trial(problem)

    assert trial.worth(chosen(solved(problem))) == trial.best()


@settings(max_examples=150, deadline=None)
@given(problems(mentors=4, mentees=5, groups=True))
def test_no_solution_with_groups_is_better_than_the_one_found(problem: Problem) -> None:
    trial = Trial(problem)

    assert trial.worth(chosen(solved(problem))) == trial.best()


@MANY
@given(problems(), st.data())
def test_the_order_of_people_changes_nothing(problem: Problem, order: st.DataObject) -> None:
    other = shuffled(problem, order)

    assert repr(solved(problem)).encode() == repr(solved(other)).encode()


@MANY
@given(problems())
def test_nobody_is_matched_against_a_rule(problem: Problem) -> None:
    trial = Trial(problem)
    solution = solved(problem)

    for pair in solution.proposals:
        assert trial.rule[pair.mentor_id, pair.mentee_id] is None
        assert pair.is_pinned or trial.may((pair.mentor_id, pair.mentee_id))
    assert {one.mentee_id for one in solution.unmatched} | chosen(solution).keys() == {
        one.id for one in problem.mentees
    }


@MANY
@given(problems())
def test_a_pin_is_kept_or_it_is_said_which_rule_forbids_it(problem: Problem) -> None:
    trial = Trial(problem)
    solution = solved(problem)
    kept = {(p.mentor_id, p.mentee_id) for p in solution.proposals if p.is_pinned}

    assert kept | solution.broken_pins.keys() == problem.pins
    assert kept.isdisjoint(solution.broken_pins)
    for pin, rule in solution.broken_pins.items():
        assert rule is trial.rule[pin] or rule in {HardRule.NO_PLACE, HardRule.MUTUAL}


@MANY
@given(problems())
def test_the_points_of_a_pair_are_those_of_its_terms(problem: Problem) -> None:
    solution = solved(problem)

    for pair in solution.proposals:
        assert pair.score == sum(term.points for term in pair.terms)
        assert all(0 <= term.points <= term.most for term in pair.terms)
    assert solution.quality.score == Trial(problem).total(chosen(solution))


@MANY
@given(problems(), st.integers(0, 4))
def test_more_places_never_match_fewer(problem: Problem, place: int) -> None:
    policy = replace(problem.policy, objective=Objective.COVERAGE)
    mentors = [
        replace(one, places=one.places + (number == place))
        for number, one in enumerate(problem.mentors)
    ]
    fewer = replace(problem, policy=policy, pins=frozenset())
    more = replace(fewer, mentors=tuple(mentors))

    assert solved(more).quality.matched >= solved(fewer).quality.matched


@MANY
@given(problems())
def test_a_greedy_curator_is_never_better(problem: Problem) -> None:
    fair = replace(problem, pins=frozenset(), is_reverse=True)
    couples, _ = greedy(fair, the_lexicon())
    trial = Trial(fair)

    assert trial.worth({b: a for a, b in couples}) <= trial.worth(chosen(solved(fair)))


@MANY
@given(problems())
def test_a_second_run_changes_no_pair(problem: Problem) -> None:
    first = solved(problem)
    last = frozenset((pair.mentor_id, pair.mentee_id) for pair in first.proposals)
    again = solved(replace(problem, last=last))

    assert chosen(again) == chosen(first)
    assert again.quality.churn == 0


@MANY
@given(problems(), problems(), st.data())
def test_hashes_are_equal_exactly_when_problems_are(
    problem: Problem, other: Problem, order: st.DataObject
) -> None:
    assert inputs_hash(problem) == inputs_hash(shuffled(problem, order))
    assert (inputs_hash(problem) == inputs_hash(other)) == (problem == other)


@MANY
@given(problems())
def test_what_is_said_to_help_helps(problem: Problem) -> None:
    before = solved(problem)

    for one in before.help:
        eased = eased_by(problem, one.rule, one.mentor_id, one.places)
        assert solved(eased).quality.matched - before.quality.matched == one.pairs


def eased_by(problem: Problem, rule: HardRule, mentor: int, places: int) -> Problem:
    mentors = tuple(
        replace(
            one,
            places=one.places + places * (rule is HardRule.NO_PLACE),
            is_trained=one.is_trained or rule is HardRule.NOT_TRAINED,
            has_consent=one.has_consent or rule is HardRule.MENTOR_CONSENT,
        )
        if one.id == mentor
        else one
        for one in problem.mentors
    )
    held = problem.held - ({mentor} if rule is HardRule.HELD else set())
    return replace(problem, mentors=mentors, held=held)


@MANY
@given(problems(mentors=3, mentees=4))
def test_the_cost_of_another_couple_is_what_all_lose_by_it(problem: Problem) -> None:
    before = solved(problem)

    for pair in before.proposals:
        if pair.alternative and not pair.is_pinned:
            other = (pair.alternative.mentor_id, pair.mentee_id)
            after = solved(replace(problem, pins=problem.pins | {other}))
            if other not in after.broken_pins:
                lost = before.quality.score - after.quality.score
                assert cost(problem, the_lexicon(), other) == lost


def test_a_made_up_school_is_matched_better_than_greedily_and_stays_as_it_is() -> None:
    problem = a_large_problem(60, 180)
    first = solved(problem)
    couples, score = greedy(problem, the_lexicon())
    last = frozenset((pair.mentor_id, pair.mentee_id) for pair in first.proposals)

    assert first.quality.matched > len(couples)
    assert first.quality.score > score
    assert chosen(solved(replace(problem, last=last))) == chosen(first)
