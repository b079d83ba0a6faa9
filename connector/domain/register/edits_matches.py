"""Pairs and groups by hand: proposed, tried, confirmed, ended (methodology 4.3, 4.5)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Final

from connector.domain.matches import (
    MATCH_STEPS,
    EndReason,
    Match,
    MatchMember,
    MatchState,
    step,
)
from connector.domain.people import PersonId, Role
from connector.domain.programmes import GROUP, Form
from connector.domain.register.book import Register, next_id
from connector.domain.register.edits import EditRefused
from connector.domain.register.edits_members import (
    check_free,
    check_takes_part,
    checked,
    known_match,
    leave_all,
)
from connector.domain.register.edits_programmes import known_programme

Couple = tuple[PersonId, tuple[PersonId, ...]]
"""A mentor and the mentees of a pair or a group."""

REFUSALS: Final[Mapping[MatchState, str]] = {
    MatchState.TRIAL: "pairs.not_proposed",
    MatchState.CONFIRMED: "pairs.not_on_trial",
    MatchState.ACTIVE: "pairs.not_suspended",
    MatchState.SUSPENDED: "pairs.not_active",
    MatchState.COMPLETED: "pairs.not_active",
    MatchState.TERMINATED: "pairs.not_confirmed",
    MatchState.REJECTED: "pairs.confirmed_already",
}
"""What is said where a state cannot be reached."""

UNTRIED: Final = frozenset({MatchState.PROPOSED, MatchState.TRIAL})
BY_THE_DAY: Final = (MatchState.CONFIRMED, MatchState.ACTIVE)
"""The step that nobody takes: a confirmed pair begins on its day."""


@dataclass(frozen=True)
class New:
    """A pair to be proposed; `run_id`: the matching it comes from, `replaces_id`: whom it follows.

    `name` gives the name of a pair by its number. `kind`, `role_model`: codes, empty for those of
    the programme.
    """

    programme_id: int
    couple: Couple
    name: Callable[[int], str]
    kind: str = ""
    role_model: str = ""
    run_id: int = 0
    replaces_id: int = 0


def propose(
    register: Register, new: Sequence[New], forms: Mapping[str, Form], on: date
) -> Register:
    """Enter proposed pairs, all of them or none.

    Raises EditRefused for who takes no part or has a pair already, where the form does not allow
    it, and where the mentor has no place left (methodology 12.3: 2-5).
    """
    after = register
    for one in new:
        after = _proposed(after, one, on)
    return checked(register, after, forms, on)


def move(
    register: Register,
    match_id: int,
    target: MatchState,
    on: date,
    because: EndReason | None = None,
) -> Register:
    """Take a step of the table by hand; raises EditRefused for any other."""
    match = known_match(register, match_id)
    if not match.is_open:
        raise EditRefused("pairs.over", match=match_id, day=match.ended_on)
    is_early = target is MatchState.TERMINATED and match.state in UNTRIED
    is_known = target in MATCH_STEPS[match.state] and (match.state, target) != BY_THE_DAY
    if is_early or not is_known:
        raise EditRefused(REFUSALS[target], match=match_id)
    return register.with_rows("matches", [step(match, target, on, because)])


def replace_mentor(
    register: Register,
    match_id: int,
    mentor: PersonId,
    named: Callable[[Couple], Callable[[int], str]],
    forms: Mapping[str, Form],
    on: date,
) -> Register:
    """End a pair of ours and propose another of the same mentees, which needs a new order.

    `named` gives the name of a pair by its people and its number. Raises EditRefused as `propose`
    does, and for a group of staff: there it is done in Moodle.
    """
    match = known_match(register, match_id)
    if not match.is_ours:
        raise EditRefused("pairs.of_staff", match=match_id)
    if mentor in {one.person_id for one in register.side_of(match_id, Role.MENTOR)}:
        raise EditRefused("pairs.same_mentor", match=match_id)
    couple = (mentor, tuple(one.person_id for one in register.side_of(match_id, Role.MENTEE)))
    target = MatchState.REJECTED if match.state in UNTRIED else MatchState.TERMINATED
    ended = move(register, match_id, target, on, EndReason.REPLACED)
    ended = leave_all(ended, match_id, EndReason.REPLACED, on)
    new = New(
        match.programme_id,
        couple,
        named(couple),
        match.kind,
        match.role_model,
        replaces_id=match_id,
    )
    return propose(ended, [new], forms, on)


def _proposed(register: Register, new: New, on: date) -> Register:
    mentor, mentees = new.couple
    programme = known_programme(register, new.programme_id)
    if not programme.is_open or (programme.ends_on is not None and programme.ends_on < on):
        raise EditRefused("pairs.programme_over", programme=programme.id)
    if not mentees:
        raise EditRefused("pairs.nobody_to_mentor")
    if len({*mentees}) > 1 and (new.kind or programme.kind) != GROUP:
        raise EditRefused("pairs.only_one", count=len({*mentees}))
    check_takes_part(register, programme.id, mentor, Role.MENTOR, on)
    for mentee in mentees:
        check_free(register, programme.id, mentee, on)
    number, numbers = next_id(register.matches), count(next_id(register.members))
    match = Match(
        number,
        programme.id,
        new.name(number),
        kind=new.kind,
        role_model=new.role_model,
        replaces_id=new.replaces_id,
        run_id=new.run_id,
        reached={MatchState.PROPOSED.value: on.isoformat()},
    )
    sides = [(mentor, Role.MENTOR), *((mentee, Role.MENTEE) for mentee in dict.fromkeys(mentees))]
    rows = [MatchMember(next(numbers), number, programme.id, who, side, on) for who, side in sides]
    return register.with_rows("matches", [match]).with_rows("members", rows)
