"""Makes a problem of what is known of a programme, and of what a scenario would change."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from connector.domain.matches import EndReason, MatchState
from connector.domain.matching import (
    Candidate,
    Constraint,
    ConstraintKind,
    Couple,
    Criterion,
    Objective,
    Policy,
    Problem,
)
from connector.domain.people import PersonId, Role
from connector.domain.programmes import GROUP, REVERSE, Form, Programme
from connector.domain.register import Register
from connector.domain.register.edits import EditRefused
from connector.domain.register.edits_matching import standing
from connector.domain.register.match_rules import guided
from connector.mapping.courses import find
from connector.mapping.rules import ProgrammeRule
from connector.services.by_hand.view import View
from connector.services.matching import candidates
from connector.store import kinds

FAILED: Final = frozenset({EndReason.NOT_SUITED})


@dataclass(frozen=True)
class Scenario:
    """What would be otherwise; what is empty or None is as the school has it.

    `places`: how many mentees more a mentor could take. `held`: mentors left out.
    """

    name: str = ""
    weights: Mapping[Criterion, int] = field(default_factory=dict)
    objective: Objective | None = None
    least: int | None = None
    places: Mapping[PersonId, int] = field(default_factory=dict)
    held: frozenset[PersonId] = frozenset()


AS_IT_IS: Final = Scenario()


def problem(
    view: View, programme: Programme, scenario: Scenario, last: frozenset[Couple]
) -> Problem:
    """Everything that the matching depends on; raises EditRefused for a form that is not known."""
    form = view.deps.methodology.forms.get(programme.form)
    if form is None:
        raise EditRefused("matching.no_form", programme=programme.id, form=programme.form)
    decided = list(standing(view.register, programme.id))
    couples = {kind: _couples(decided, kind) for kind in ConstraintKind}
    is_reverse = programme.kind == REVERSE
    return Problem(
        form=form,
        on=view.today,
        mentors=tuple(_mentors(view, programme, form, decided, scenario)),
        mentees=tuple(candidates.mentees(view, programme)),
        policy=_policy(view, programme, form, scenario),
        pins=couples[ConstraintKind.PIN],
        bans=_both_ways(couples[ConstraintKind.BAN]),
        parted=_failed(view.register, programme) - couples[ConstraintKind.PIN],
        relatives=_both_ways(couples[ConstraintKind.RELATIVES]),
        mutual=frozenset() if is_reverse else _guides(view.register, programme),
        held=scenario.held | {one.mentor_id for one in decided if one.kind is ConstraintKind.HOLD},
        chosen=_chosen(view, programme),
        previous=_previous(view.register, programme),
        last=last,
        is_reverse=is_reverse,
    )


def rule_of(view: View, programme: Programme) -> ProgrammeRule | None:
    """What the mapping says of a programme; None for one without a course."""
    deps = view.deps
    with deps.database.reading(deps.school_id) as tx:
        courses, categories = tx.pictures.load(kinds.COURSE), tx.pictures.load(kinds.CATEGORY)
    found = find(deps.rules, courses, categories).programmes
    return next((rule for rule, course in found if course.id == programme.id), None)


def _mentors(
    view: View, programme: Programme, form: Form, decided: list[Constraint], scenario: Scenario
) -> Iterator[Candidate]:
    for one in candidates.mentors(view, programme, form, decided):
        yield replace(one, places=one.places + scenario.places.get(one.id, 0))


def _policy(view: View, programme: Programme, form: Form, scenario: Scenario) -> Policy:
    rule = rule_of(view, programme)
    policy = (rule.matching if rule else None) or view.deps.rules.matching
    if programme.kind == GROUP and policy.group_size is None:
        policy = replace(policy, group_size=form.group_size)
    return replace(
        policy,
        weights={**policy.weights, **scenario.weights},
        objective=scenario.objective or policy.objective,
        least=policy.least if scenario.least is None else scenario.least,
    )


def _couples(decided: list[Constraint], kind: ConstraintKind) -> frozenset[Couple]:
    return frozenset(
        (one.mentor_id, PersonId(one.mentee_id)) for one in decided if one.kind is kind
    )


def _both_ways(couples: frozenset[Couple]) -> frozenset[Couple]:
    """Who may not mentor somebody may not be mentored by them either."""
    return couples | {(mentee, mentor) for mentor, mentee in couples}


def _guides(register: Register, programme: Programme) -> frozenset[Couple]:
    """Couples in which the mentee mentors the mentor now."""
    return frozenset(
        (PersonId(mentee), PersonId(mentor)) for mentor, mentee in guided(register, programme.id)
    )


def _chosen(view: View, programme: Programme) -> Mapping[tuple[int, int], int]:
    """Whom who chose: as it was entered, or else as they answered in Moodle."""
    entered = {
        (int(one.from_id), one.to_id): one.rank
        for _, one in sorted(view.register.preferences.items())
        if one.programme_id in {0, programme.id}
    }
    choosers = {who for who, _ in entered}
    answered = {
        (int(one.from_id), int(one.to_id)): one.rank
        for one in view.seen.choices
        if one.programme_id == programme.id and one.from_id not in choosers
    }
    return answered | entered


def _failed(register: Register, programme: Programme) -> frozenset[Couple]:
    """Couples of this programme who tried and did not suit each other."""
    ended = {
        key
        for key, match in register.matches.items()
        if match.programme_id == programme.id
        and (match.state is MatchState.REJECTED or match.ended_because in FAILED)
    }
    return frozenset(couple for key in ended for couple in _couples_of(register, key))


def _previous(register: Register, programme: Programme) -> frozenset[Couple]:
    """Couples who worked together in another programme, and did not part as unsuited."""
    worked = {
        key
        for key, match in register.matches.items()
        if match.programme_id != programme.id
        and MatchState.ACTIVE in match.reached
        and match.ended_because not in FAILED
    }
    return frozenset(couple for key in worked for couple in _couples_of(register, key))


def _couples_of(register: Register, match_id: int) -> Iterator[Couple]:
    rows = register.members_of.get(match_id, ())
    for mentor in (one for one in rows if one.side is Role.MENTOR):
        for mentee in (one for one in rows if one.side is Role.MENTEE):
            yield mentor.person_id, mentee.person_id
