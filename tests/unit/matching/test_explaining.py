"""Why somebody is a pair, why somebody is not, and what would help."""

from dataclasses import replace

import pytest

from connector.domain.matching import (
    Candidate,
    Criterion,
    HardRule,
    Help,
    Objective,
    Policy,
    Problem,
)
from connector.matching import cost, inputs_hash, solve, weights_version
from tests.builders import Change
from tests.matching_builders import a_candidate, a_large_problem, a_problem, couple, the_lexicon

LEXICON = the_lexicon()


def only(criterion: Criterion, **changes: Change) -> Policy:
    """A policy in which one criterion counts, ten points."""
    return Policy(weights={criterion: 10}, **changes)


def said(
    criterion: Criterion, mentor: Change, mentee: Change, **changes: Change
) -> tuple[str, int]:
    """The case and the points of a criterion for mentor 1 and mentee 2."""
    two = [a_candidate(1, **mentor)], [a_candidate(2, **mentee)]
    policy = only(criterion, needs_time=False)
    pair = solve(a_problem(*two, policy=policy, **changes), LEXICON).proposals[0]
    return pair.terms[0].code.removeprefix(f"matching.{criterion}_"), pair.terms[0].points


@pytest.mark.parametrize(
    ("criterion", "mentor", "mentee", "expected"),
    [
        ("competencies", {"offer": "алгебра"}, {"wish": "математика"}, ("shared", 10)),
        ("competencies", {"offer": "алгебра"}, {"wish": "математика и физика"}, ("shared", 5)),
        ("competencies", {"offer": "алгебра"}, {"wish": "химия"}, ("none", 0)),
        ("competencies", {}, {"wish": "химия"}, ("unknown", 0)),
        ("interests", {"interests": "футбол"}, {"interests": "футболист"}, ("shared", 10)),
        ("interests", {"interests": "спорт, кино"}, {"interests": "лыжи, аниме"}, ("shared", 5)),
        ("interests", {"interests": "кино"}, {"interests": "лыжи"}, ("none", 0)),
        ("interests", {"interests": "кино"}, {}, ("unknown", 0)),
        ("subject", {"subject": "физика"}, {"subject": "Физика"}, ("same", 10)),
        ("subject", {"subject": "физика"}, {"subject": "химия"}, ("different", 0)),
        ("subject", {"subject": "физика"}, {}, ("unknown", 0)),
        ("class_distance", {"class_name": "9А"}, {"class_name": "7Б"}, ("best", 10)),
        ("class_distance", {"class_name": "9А"}, {"class_name": "9Б"}, ("same", 6)),
        ("class_distance", {"class_name": "11А"}, {"class_name": "5Б"}, ("far", 4)),
        ("class_distance", {"class_name": "8А"}, {"class_name": "9Б"}, ("younger", 2)),
        ("class_distance", {"class_name": ""}, {"class_name": "9Б"}, ("unknown", 0)),
        ("time", {"time": "вт после уроков"}, {"time": "вт"}, ("shared", 10)),
        ("time", {"time": "вт, ср вечером"}, {"time": "ср, чт вечером"}, ("shared", 5)),
        ("time", {"time": "вт"}, {"time": "ср"}, ("none", 0)),
        ("time", {"time": "вт"}, {}, ("unknown", 0)),
        ("load", {}, {}, ("free", 10)),
        ("load", {"load": 1}, {}, ("some", 5)),
        ("previous_pair", {}, {}, ("no", 0)),
        ("stability", {}, {}, ("new", 0)),
        ("mutual_choice", {}, {}, ("none", 0)),
    ],
)
def test_a_criterion_says_its_case(
    criterion: str, mentor: Change, mentee: Change, expected: tuple[str, int]
) -> None:
    assert said(Criterion(criterion), mentor, mentee) == expected


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({(1, 2): 1, (2, 1): 1}, ("both", 10)),
        ({(1, 2): 2, (2, 1): 1}, ("both", 9)),
        ({(1, 2): 9, (2, 1): 9}, ("both", 6)),
        ({(1, 2): 1}, ("mentor", 5)),
        ({(2, 1): 2}, ("mentee", 4)),
        ({(2, 1): 9}, ("mentee", 2)),
    ],
)
def test_a_choice_counts_by_its_rank_and_most_when_both_made_it(
    chosen: dict[tuple[int, int], int], expected: tuple[str, int]
) -> None:
    assert said(Criterion.MUTUAL_CHOICE, {}, {}, chosen=chosen) == expected


def test_a_pair_of_an_earlier_year_and_of_the_last_matching_counts() -> None:
    both = frozenset({couple(1, 2)})

    assert said(Criterion.PREVIOUS_PAIR, {}, {}, previous=both) == ("yes", 10)
    assert said(Criterion.STABILITY, {}, {}, last=both) == ("yes", 10)
    assert said(Criterion.STABILITY, {}, {}, last=frozenset({couple(3, 2)})) == ("no", 0)


def test_mentees_spread_over_mentors_who_are_equally_good() -> None:
    mentors = [a_candidate(1, places=3), a_candidate(2, places=3)]
    mentees = [a_candidate(key) for key in (11, 12, 13, 14)]

    solution = solve(a_problem(mentors, mentees), LEXICON)

    assert [pair.mentor_id for pair in solution.proposals] == [1, 1, 2, 2]
    assert solution.quality.spread == 0


def taught(*places: int, mentees: int = 5, **changes: Change) -> Problem:
    """Mentors with so many places, and mentees all of whom ask for what mentor 1 offers."""
    mentors = [
        a_candidate(key, places=number, offer="химия" if key == 1 else "")
        for key, number in enumerate(places, 1)
    ]
    asking = [a_candidate(10 + key, wish="химия") for key in range(mentees)]
    return a_problem(mentors, asking, **changes)


def test_the_best_other_mentor_is_named_with_the_points_of_that_pair() -> None:
    solution = solve(taught(1, 1, mentees=1, policy=only(Criterion.COMPETENCIES)), LEXICON)
    pair = solution.proposals[0]

    assert (pair.mentor_id, pair.score) == (1, 10)
    assert pair.alternative is not None
    assert (pair.alternative.mentor_id, pair.alternative.score) == (2, 0)
    assert cost(taught(1, 1, mentees=1), LEXICON, couple(2, 10)) == 40


def test_nobody_has_another_mentor_where_there_is_one_mentor() -> None:
    assert solve(taught(1, mentees=1), LEXICON).proposals[0].alternative is None


def test_the_cost_of_a_proposed_pair_is_nothing() -> None:
    problem = taught(1, 1, mentees=2)
    pair = solve(problem, LEXICON).proposals[0]

    assert cost(problem, LEXICON, (pair.mentor_id, pair.mentee_id)) == 0


def test_more_places_with_a_full_mentor_give_more_pairs() -> None:
    solution = solve(taught(2), LEXICON)

    assert solution.help == (Help(couple(1, 0)[0], places=3, pairs=3),)
    assert solution.unmatched[0].failures == {HardRule.NO_PLACE: (1,)}


def test_a_place_with_a_mentor_who_cannot_take_the_unmatched_helps_by_moving_others_on() -> None:
    mentors = [
        a_candidate(1, places=1, desired_age="5-7 класс"),
        a_candidate(2, places=1),
    ]
    mentees = [
        a_candidate(11, class_name="6А"),
        a_candidate(12, class_name="9А"),
        a_candidate(13, class_name="9А"),
    ]
    solution = solve(a_problem(mentors, mentees), LEXICON)

    assert [one.mentee_id for one in solution.unmatched] == [13]
    assert {one.mentor_id: one.pairs for one in solution.help} == {2: 1}


def test_training_a_mentor_is_said_to_help_where_it_does() -> None:
    mentors = [a_candidate(1, places=2, is_trained=False)]
    solution = solve(a_problem(mentors, [a_candidate(key) for key in (11, 12, 13)]), LEXICON)

    assert solution.help == (Help(couple(1, 0)[0], 2, 2, HardRule.NOT_TRAINED),)


def test_nothing_helps_who_has_everybody_against_them() -> None:
    problem = a_problem([a_candidate(1)], [a_candidate(11, has_consent=False)])

    assert solve(problem, LEXICON).help == ()


def test_quality_leaves_out_pairs_that_are_not_good_enough() -> None:
    problem = taught(1, 1, mentees=2)
    policy = only(Criterion.COMPETENCIES, objective=Objective.QUALITY, least=5)

    assert solve(problem, LEXICON).quality.matched == 2
    solution = solve(replace(problem, policy=policy), LEXICON)
    assert solution.quality.matched == 1
    assert solution.unmatched[0].failures == {HardRule.NO_PLACE: (1,), HardRule.BELOW_LEAST: (2,)}


def test_a_group_that_would_be_too_small_is_not_made() -> None:
    policy = Policy(group_size=(2, 3))
    mentors = [a_candidate(1, places=10), a_candidate(2, places=10)]
    four = [a_candidate(key) for key in (11, 12, 13, 14)]

    assert solve(a_problem(mentors, four[:1], policy=policy), LEXICON).proposals == ()
    both = solve(a_problem(mentors, four, policy=policy), LEXICON)
    assert [pair.mentor_id for pair in both.proposals] == [1, 1, 2, 2]


def test_a_mentor_of_many_gets_as_many_as_come() -> None:
    policy = only(Criterion.COMPETENCIES)
    solution = solve(taught(*[60] * 30, mentees=60, policy=policy), LEXICON)

    assert {pair.mentor_id for pair in solution.proposals} == {1}
    assert solution.quality.score == 600


def test_a_problem_without_people_has_an_empty_solution() -> None:
    for problem in (a_problem([], []), a_problem([a_candidate(1)], []), taught(mentees=2)):
        solution = solve(problem, LEXICON)
        assert solution.proposals == ()
        assert len(solution.unmatched) == len(problem.mentees)


def test_people_beside_the_best_are_counted_as_blocking() -> None:
    """Coverage first takes a mentee from the mentor whom both would rather have."""
    mentors = [
        a_candidate(1, offer="химия"),
        a_candidate(2, desired_age="5-7 класс"),
    ]
    mentees = [a_candidate(11, wish="химия", class_name="6А"), a_candidate(12, class_name="9А")]
    policy = only(Criterion.COMPETENCIES)

    assert solve(a_problem(mentors, mentees, policy=policy), LEXICON).quality.blocking == 1


def changed(candidate: Candidate, **changes: Change) -> Problem:
    return replace(a_large_problem(3, 3), mentors=(replace(candidate, **changes),))


def test_every_field_of_a_problem_counts_for_its_hash() -> None:
    base = a_large_problem(3, 3)
    policy = replace(base.policy, least=1)
    mentor = base.mentors[0]
    others = [
        changed(mentor),
        changed(mentor, time="никогда"),
        changed(mentor, person=replace(mentor.person, class_name="1А")),
        replace(base, policy=policy),
        replace(base, held=frozenset({mentor.id})),
        replace(base, pins=frozenset({couple(1, 4)})),
        replace(base, mutual=frozenset({couple(1, 4)})),
        replace(base, chosen={(1, 4): 3}),
        replace(base, is_reverse=True),
        replace(base, form=replace(base.form, most_mentees=3)),
    ]

    assert len({inputs_hash(one) for one in (base, *others)}) == 11
    assert weights_version(base.policy, LEXICON) != weights_version(policy, LEXICON)
