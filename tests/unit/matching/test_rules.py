"""Each hard rule, one couple at a time: who breaks it, and that it is the reason that is given."""

from dataclasses import replace
from datetime import date

import pytest

from connector.domain.matching import HardRule, Objective, Policy, Problem
from connector.domain.people import Kind
from connector.matching import solve
from tests.builders import FORMS, Change
from tests.matching_builders import PUPILS, a_candidate, a_problem, couple, the_lexicon

OLD = date(1980, 1, 1)
QUALITY = Policy(objective=Objective.QUALITY, least=500)
AGES = replace(PUPILS, mentor_ages=(14, 18), mentee_ages=(10, 17))


def of_two(mentor: Change = None, mentee: Change = None, **changes: Change) -> Problem:
    """Build a problem of mentor 1 and mentee 2."""
    one = a_candidate(1, **(mentor or {}))
    other = a_candidate((mentee or {}).pop("id", 2), **(mentee or {}))
    return a_problem([one], [other], **changes)


CASES = {
    HardRule.SAME_PERSON: lambda: of_two(mentee={"id": 1}),
    HardRule.MENTOR_SIDE: lambda: of_two({"kind": Kind.TEACHER}),
    HardRule.MENTEE_SIDE: lambda: of_two(mentee={"kind": Kind.TEACHER}),
    HardRule.MENTOR_AGE: lambda: of_two({"born_on": OLD}, form=AGES),
    HardRule.MENTEE_AGE: lambda: of_two(mentee={"born_on": OLD}, form=AGES),
    HardRule.MENTOR_CONSENT: lambda: of_two({"has_consent": False}),
    HardRule.MENTEE_CONSENT: lambda: of_two(mentee={"has_consent": False}),
    HardRule.NOT_TRAINED: lambda: of_two({"is_trained": False}),
    HardRule.HELD: lambda: of_two(held=frozenset({1})),
    HardRule.BANNED: lambda: of_two(bans=frozenset({couple(1, 2)})),
    HardRule.PARTED: lambda: of_two(parted=frozenset({couple(1, 2)})),
    HardRule.RELATIVES: lambda: of_two(relatives=frozenset({couple(1, 2)})),
    HardRule.MUTUAL: lambda: of_two(mutual=frozenset({couple(1, 2)})),
    HardRule.DESIRED_AGE: lambda: of_two({"desired_age": "5-7 класс"}),
    HardRule.SCHEDULE: lambda: of_two({"time": "вторник"}, {"time": "среда"}),
    HardRule.NO_PLACE: lambda: of_two({"places": 0}),
    HardRule.BELOW_LEAST: lambda: of_two(policy=QUALITY),
}


@pytest.mark.parametrize("rule", HardRule)
def test_a_couple_that_breaks_a_rule_is_not_made_and_the_rule_is_named(rule: HardRule) -> None:
    solution = solve(CASES[rule](), the_lexicon())

    assert solution.proposals == ()
    assert solution.unmatched[0].failures == {rule: (1,)}


def test_two_who_break_no_rule_are_a_pair() -> None:
    assert len(solve(of_two(), the_lexicon()).proposals) == 1


def test_a_pin_that_breaks_a_rule_is_not_kept_and_the_rule_is_named() -> None:
    banned = replace(CASES[HardRule.BANNED](), pins=frozenset({couple(1, 2)}))

    assert solve(banned, the_lexicon()).broken_pins == {couple(1, 2): HardRule.BANNED}


def test_a_pin_with_few_points_is_kept_for_the_curator_knows_better() -> None:
    poor = replace(CASES[HardRule.BELOW_LEAST](), pins=frozenset({couple(1, 2)}))

    assert solve(poor, the_lexicon()).proposals[0].is_pinned


def test_a_pin_of_a_stranger_is_not_looked_at() -> None:
    strange = replace(of_two(), pins=frozenset({couple(1, 77), couple(77, 2)}))

    assert solve(strange, the_lexicon()).broken_pins == {}


def test_two_pins_of_one_mentee_leave_the_second_without_a_place() -> None:
    both = a_problem(
        [a_candidate(1), a_candidate(3)],
        [a_candidate(2)],
        pins=frozenset({couple(1, 2), couple(3, 2)}),
    )

    assert solve(both, the_lexicon()).broken_pins == {couple(3, 2): HardRule.NO_PLACE}


def test_what_the_school_does_not_need_rules_nobody_out() -> None:
    easy = Policy(needs_training=False, needs_time=False)
    two = of_two(
        {"is_trained": False, "time": "вторник"}, {"time": "среда"}, policy=easy, form=FORMS["any"]
    )

    assert len(solve(two, the_lexicon()).proposals) == 1


def test_two_never_become_mentors_of_each_other_unless_mentoring_is_reverse() -> None:
    sides = [a_candidate(1), a_candidate(2)], [a_candidate(1), a_candidate(2)]

    assert len(solve(a_problem(*sides), the_lexicon()).proposals) == 1
    assert len(solve(a_problem(*sides, is_reverse=True), the_lexicon()).proposals) == 2
