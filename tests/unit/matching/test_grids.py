"""What is worked out for all couples at once is what is said of each alone."""

from hypothesis import given

from connector.domain.matching import Criterion, HardRule, Problem
from connector.matching.criteria import terms
from connector.matching.grids import points
from connector.matching.rules import FINE, RULES, breaks, first_broken
from connector.matching.table import Table
from tests.matching_builders import a_large_problem, the_lexicon
from tests.unit.matching.problems import problems


def agree(problem: Problem) -> None:
    table = Table(problem, the_lexicon())
    first, every = first_broken(table), points(table)
    for row, mentee in enumerate(table.mentees):
        for column, mentor in enumerate(table.mentors):
            broken = [rule for rule in HardRule if breaks(rule, table, mentor, mentee)]
            number = RULES.index(broken[0]) if broken else FINE
            assert first[row, column] == number
            said = terms(table, mentor, mentee)
            assert every[row, column] == sum(term.points for term in said)


@given(problems())
def test_grids_agree_with_plain_rules_and_terms(problem: Problem) -> None:
    agree(problem)


def test_grids_agree_on_a_made_up_school() -> None:
    agree(a_large_problem(20, 40))


def test_every_criterion_and_every_rule_counts_in_a_made_up_school() -> None:
    table = Table(a_large_problem(60, 120), the_lexicon())
    said = {
        term.criterion
        for mentor in table.mentors
        for mentee in table.mentees
        for term in terms(table, mentor, mentee)
        if term.points
    }
    broken = {RULES[number] for number in set(first_broken(table).flat) if number != FINE}

    assert said >= set(Criterion) - {Criterion.LOAD, Criterion.STABILITY, Criterion.PREVIOUS_PAIR}
    assert broken >= {
        HardRule.MENTOR_CONSENT,
        HardRule.MENTEE_CONSENT,
        HardRule.NOT_TRAINED,
        HardRule.BANNED,
        HardRule.DESIRED_AGE,
        HardRule.SCHEDULE,
    }
