"""Matching: proposes pairs, says why, compares what could be, and makes pairs of it (task T2)."""

from dataclasses import replace

from connector import matching
from connector.domain.erasure import ErasureState
from connector.domain.matching import Problem
from connector.domain.people import Person, PersonId
from connector.domain.programmes import Programme
from connector.domain.register.edits import EditRefused
from connector.services.by_hand.view import View
from connector.services.matching import runs
from connector.services.matching.problem import AS_IT_IS, Scenario, problem
from connector.services.matching.runs import Run
from connector.services.matching.told import PairTold, Told, scenario_of, told


def propose(
    view: View, by: str, programme: Programme, scenario: Scenario = AS_IT_IS, *, keeps: bool = True
) -> Run:
    """Match everybody of a programme who waits, and keep the result unless told not to.

    Raises EditRefused for a programme that has ended or is of no known form.
    """
    if not programme.is_open:
        raise EditRefused("matching.programme_over", programme=programme.id)
    runs.forget(view.deps, _erased(view))
    before = runs.last(view.deps, programme)
    found = solved(view, programme, scenario, before.id if before else 0)
    run = Run(0, programme.id, scenario.name, view.today, by, None, found)
    return runs.keep(view.deps, run) if keeps else run


def _erased(view: View) -> frozenset[PersonId]:
    tasks = view.register.erasures.values()
    return frozenset(one.person_id for one in tasks if one.state is ErasureState.DONE)


def solved(view: View, programme: Programme, scenario: Scenario, last_run: int) -> Told:
    """Match with what is known now; `last_run`: the matching whose pairs should stay."""
    asked = problem(view, programme, scenario, runs.couples(view.deps, last_run))
    solution = matching.solve(asked, view.deps.lexicon)
    return told(solution, asked.policy, scenario, last_run)


def asked_again(view: View, run: Run) -> Problem:
    """What a matching would be asked with all that is known now, as if it were still its day."""
    programme = view.programmes[run.programme_id]
    last = runs.couples(view.deps, run.told.last_run)
    asked = problem(view, programme, scenario_of(run.told), last)
    return replace(asked, on=run.made_on)


def is_as_then(view: View, run: Run) -> bool:
    """Whether everything that a matching depends on is as it was."""
    return matching.inputs_hash(asked_again(view, run)) == run.told.inputs_hash


def explain(view: View, run: Run, person: Person) -> Run:
    """What a matching says of one person, with what the next best mentor would cost the school.

    The cost is worked out as long as nothing has changed. Raises EditRefused for somebody who was
    not matched at all.
    """
    pairs = tuple(p for p in run.told.pairs if person.id in {p.mentor_id, p.mentee_id})
    alone = tuple(one for one in run.told.alone if one.mentee_id == person.id)
    if not pairs and not alone:
        raise EditRefused("matching.not_asked", person=person.id)
    asked = asked_again(view, run)
    if matching.inputs_hash(asked) == run.told.inputs_hash:
        pairs = tuple(_with_cost(view, asked, pair) for pair in pairs)
    helps = tuple(one for one in run.told.help if alone or one.mentor_id == person.id)
    return replace(run, told=replace(run.told, pairs=pairs, alone=alone, help=helps))


def _with_cost(view: View, asked: Problem, pair: PairTold) -> PairTold:
    if not pair.other_id or pair.is_pinned:
        return pair
    other = PersonId(pair.other_id), PersonId(pair.mentee_id)
    return replace(pair, cost=matching.cost(asked, view.deps.lexicon, other))
