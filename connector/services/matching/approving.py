"""Makes pairs of what was proposed, once, as long as it still holds."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace

from connector.domain.people import PersonId
from connector.domain.programmes import GROUP, Programme
from connector.domain.register import Register
from connector.domain.register.edits import EditRefused
from connector.domain.register.edits_matches import Couple, New, propose
from connector.domain.register.edits_members import join
from connector.services.by_hand.changing import Changed, change, try_out
from connector.services.by_hand.view import View
from connector.services.matching import is_as_then, runs
from connector.services.matching.candidates import group_of
from connector.services.matching.runs import Run


@dataclass(frozen=True)
class Approved:
    """What became of a matching: what changed, and the mentees who could not be taken over."""

    changed: Changed
    skipped: tuple[PersonId, ...]


def approve(
    view: View,
    by: str,
    run: Run,
    *,
    without: Collection[PersonId] = (),
    anyway: bool = False,
    is_trial: bool = False,
) -> Approved:
    """Propose the pairs of a matching to the register, but for those of some mentees.

    Raises EditRefused when it was approved before, has nobody, or when something that it depends
    on has changed since; `anyway`: then who still can be is taken over, and the others are named.
    `is_trial`: only show what would be.
    """
    if run.approved_on:
        raise EditRefused("matching.approved_already", run=run.id, day=run.approved_on)
    couples = [pair for pair in sorted(run.told.couples) if pair[1] not in without]
    if not couples:
        raise EditRefused("matching.nothing_to_approve", run=run.id)
    taking = _Taking(run, anyway)
    done = _changed(view, by, taking, couples, is_trial=is_trial)
    if not is_trial:
        runs.mark_approved(view.deps, run, view.today)
    return Approved(done, tuple(taking.skipped))


def _changed(
    view: View,
    by: str,
    taking: "_Taking",
    couples: list[tuple[PersonId, PersonId]],
    *,
    is_trial: bool,
) -> Changed:
    def edit(register: Register) -> Register:
        now = replace(view, register=register)
        if not taking.anyway and not is_as_then(now, taking.run):
            raise EditRefused("matching.drifted", run=taking.run.id)
        return taking.over(now, couples)

    return try_out(view, edit) if is_trial else change(view, by, edit)


def _grouped(programme: Programme, couples: list[tuple[PersonId, PersonId]]) -> Iterator[Couple]:
    """Couples one by one, or all mentees of a mentor together where groups are made."""
    if programme.kind != GROUP:
        yield from ((mentor, (mentee,)) for mentor, mentee in couples)
        return
    groups: defaultdict[PersonId, list[PersonId]] = defaultdict(list)
    for mentor, mentee in couples:
        groups[mentor].append(mentee)
    for mentor, mentees in groups.items():
        yield mentor, tuple(mentees)


@dataclass
class _Taking:
    """Takes couples over into the register; whoever cannot be is `skipped`, or all is refused."""

    run: Run
    anyway: bool
    skipped: list[PersonId] = field(default_factory=list)

    def over(self, view: View, couples: list[tuple[PersonId, PersonId]]) -> Register:
        """The register with the pairs, and with those who join a group that is there."""
        self.skipped.clear()
        new = list(_grouped(view.programmes[self.run.programme_id], couples))
        try:
            return self._all(view, view.register, new)
        except EditRefused:
            if not self.anyway:
                raise
        return self._one_by_one(view, new)

    def _one_by_one(self, view: View, new: list[Couple]) -> Register:
        register = view.register
        for mentor, mentees in new:
            able: tuple[PersonId, ...] = ()
            for mentee in mentees:
                try:
                    self._all(view, register, [(mentor, (*able, mentee))])
                    able = (*able, mentee)
                except EditRefused:
                    self.skipped.append(mentee)
            register = self._all(view, register, [(mentor, able)] if able else [])
        return register

    def _all(self, view: View, register: Register, new: list[Couple]) -> Register:
        forms, on, number = view.deps.methodology.forms, view.today, self.run.programme_id
        programme = view.programmes[number]
        groups = {mentor: group_of(view.register, programme, mentor) for mentor, _ in new}
        for mentor, mentees in new:
            for mentee in mentees if groups[mentor] else ():
                register = join(register, groups[mentor], mentee, forms, on)
        alone = [couple for couple in new if not groups[couple[0]]]
        rows = [New(number, couple, _naming(view), run_id=self.run.id) for couple in alone]
        return propose(register, rows, forms, on)


def _naming(view: View) -> Callable[[int], str]:
    return lambda number: view.deps.wording.say("pairs.name", number=number)
