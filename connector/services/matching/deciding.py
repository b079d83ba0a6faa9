"""Decisions before a matching: pins, bans, relatives, mentors left out, places; and choices."""

from dataclasses import dataclass
from datetime import date

from connector.domain.choices import Preference
from connector.domain.matching import Constraint, ConstraintKind
from connector.domain.people import Person
from connector.domain.programmes import Programme
from connector.domain.register import edits_matching as edits
from connector.services.by_hand.changing import Changed, change
from connector.services.by_hand.view import View


@dataclass(frozen=True)
class DecisionRow:
    """A decision; `programme_id` 0: for all of them. `mentee_id` 0: about a mentor alone."""

    id: int
    kind: ConstraintKind
    programme_id: int
    mentor_id: int
    mentee_id: int
    number: int
    lifted_on: date | None


def decide(
    view: View,
    by: str,
    kind: ConstraintKind,
    people: tuple[Person, ...],
    programme: Programme | None = None,
    number: int = 0,
) -> Changed:
    """Decide about a mentor, and a mentee where the kind is about two; for a programme or all.

    Raises EditRefused for what was decided already or goes against another decision.
    """
    mentor, *rest = people
    new = Constraint(
        id=0,
        programme_id=programme.id if programme else 0,
        kind=kind,
        mentor_id=mentor.id,
        mentee_id=int(rest[0].id) if rest else 0,
        number=number,
    )
    return change(view, by, lambda known: edits.constrain(known, new, people, view.today))


def lift(view: View, by: str, constraint_id: int) -> Changed:
    """Take a decision back; raises EditRefused when there is none that stands."""
    return change(view, by, lambda known: edits.lift(known, constraint_id, view.today))


def prefer(
    view: View,
    by: str,
    people: tuple[Person, Person],
    programme: Programme | None,
    *,
    rank: int = 1,
    comfort: int = 0,
) -> Changed:
    """Enter whom somebody chose after the group meeting; raises EditRefused."""
    new = Preference(
        id=0,
        programme_id=programme.id if programme else 0,
        from_id=people[0].id,
        to_id=int(people[1].id),
        rank=rank,
        comfort=comfort,
    )
    return change(view, by, lambda known: edits.prefer(known, new, people))


def decisions(view: View, programme: Programme | None = None) -> list[DecisionRow]:
    """The decisions that stand, for a programme or all of them."""
    rows = edits.standing(view.register, programme.id if programme else 0)
    return [DecisionRow(**{**vars(one), "mentor_id": int(one.mentor_id)}) for one in rows]
