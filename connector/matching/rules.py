"""What a pair may never break: each rule for one couple, and all of them for every couple."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from connector.domain.matching import Candidate, Couple, HardRule, Problem
from connector.domain.people import Role
from connector.matching.table import Mask, Table, spread

RULES: Final = tuple(HardRule)
FINE: Final = -1
"""Stands for no rule in a grid of the first rules that couples break."""

First = NDArray[np.int8]


def _side(side: Role) -> Callable[[Table, Candidate], bool]:
    """Who may not stand on a side, whatever their age."""
    return lambda table, one: (
        not table.problem.form.suits(replace(one.person, born_on=None), side, table.problem.on)
    )


def _age(side: Role) -> Callable[[Table, Candidate], bool]:
    """Who is too young or too old for a side, whoever they are."""
    return lambda table, one: (
        not table.problem.form.suits(replace(one.person, kind=None), side, table.problem.on)
    )


OF_MENTOR: Final[Mapping[HardRule, Callable[[Table, Candidate], bool]]] = {
    HardRule.MENTOR_SIDE: _side(Role.MENTOR),
    HardRule.MENTOR_AGE: _age(Role.MENTOR),
    HardRule.MENTOR_CONSENT: lambda _, mentor: not mentor.has_consent,
    HardRule.NOT_TRAINED: lambda table, mentor: (
        table.policy.needs_training and not mentor.is_trained
    ),
    HardRule.HELD: lambda table, mentor: mentor.id in table.problem.held,
    HardRule.NO_PLACE: lambda table, mentor: free_places(table, mentor) <= 0,
}
OF_MENTEE: Final[Mapping[HardRule, Callable[[Table, Candidate], bool]]] = {
    HardRule.MENTEE_SIDE: _side(Role.MENTEE),
    HardRule.MENTEE_AGE: _age(Role.MENTEE),
    HardRule.MENTEE_CONSENT: lambda _, mentee: not mentee.has_consent,
}
NAMED: Final[Mapping[HardRule, Callable[[Problem], frozenset[Couple]]]] = {
    HardRule.BANNED: lambda problem: problem.bans,
    HardRule.PARTED: lambda problem: problem.parted,
    HardRule.RELATIVES: lambda problem: problem.relatives,
    HardRule.MUTUAL: lambda problem: problem.mutual,
}
"""Rules that name their couples."""


def _same(_table: Table, mentor: Candidate, mentee: Candidate) -> bool:
    return mentor.id == mentee.id


def _unwanted(table: Table, mentor: Candidate, mentee: Candidate) -> bool:
    wanted = table.wanted(mentor)
    return wanted is not None and not wanted.suits(table.grade(mentee), table.age(mentee))


def _never_free(table: Table, mentor: Candidate, mentee: Candidate) -> bool:
    one, other = table.slots(mentor), table.slots(mentee)
    is_known = one is not None and other is not None
    return table.policy.needs_time and is_known and not (one or set()) & (other or set())


def _never_free_grid(table: Table) -> Mask:
    if not table.policy.needs_time:
        return np.zeros(table.shape, dtype=np.bool_)
    mentees, mentors = table.weeks
    is_known = np.outer(mentees.sum(axis=1), mentors.sum(axis=1)) > 0
    never: Mask = is_known & (table.shared_slots == 0)
    return never


def _same_grid(table: Table) -> Mask:
    return table.mask((one.id, one.id) for one in table.mentors)


def _unwanted_grid(table: Table) -> Mask:
    return spread(
        [(table.grade(one), table.age(one)) for one in table.mentees],
        [table.wanted(one) for one in table.mentors],
        lambda who, wanted: wanted is not None and not wanted.suits(*who),
    ).astype(np.bool_)


COUPLES: Final[
    Mapping[
        HardRule,
        tuple[Callable[[Table, Candidate, Candidate], bool], Callable[[Table], Mask]],
    ]
] = {
    HardRule.SAME_PERSON: (_same, _same_grid),
    HardRule.DESIRED_AGE: (_unwanted, _unwanted_grid),
    HardRule.SCHEDULE: (_never_free, _never_free_grid),
}
"""Rules about both: for one couple, and for all of them."""


def free_places(table: Table, mentor: Candidate) -> int:
    """How many mentees more a mentor may take, in a group no more than fit into it."""
    size = table.policy.group_size
    return mentor.places if size is None else min(mentor.places, size[1] - mentor.load)


def breaks(rule: HardRule, table: Table, mentor: Candidate, mentee: Candidate) -> bool:
    """Whether a couple breaks a rule. BELOW_LEAST is no rule of a couple but of its points."""
    if rule in OF_MENTOR:
        return OF_MENTOR[rule](table, mentor)
    if rule in OF_MENTEE:
        return OF_MENTEE[rule](table, mentee)
    if rule in NAMED:
        return (mentor.id, mentee.id) in NAMED[rule](table.problem)
    return rule in COUPLES and COUPLES[rule][0](table, mentor, mentee)


def first_broken(table: Table) -> First:
    """For every couple the place in RULES of the first rule that it breaks, else FINE."""
    first = np.full(table.shape, FINE, dtype=np.int8)
    for number, rule in reversed(list(enumerate(RULES))):
        if rule in OF_MENTOR:
            first[:, [OF_MENTOR[rule](table, one) for one in table.mentors]] = number
        elif rule in OF_MENTEE:
            first[[OF_MENTEE[rule](table, one) for one in table.mentees], :] = number
        elif rule in NAMED:
            for cell in table.cells(NAMED[rule](table.problem)):
                first[cell] = number
        elif rule in COUPLES:
            first[COUPLES[rule][1](table)] = number
    return first
