"""In which offices somebody looks at the register, and what that leaves of it (12.3: 16)."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from connector.domain.access import Looking, Thing, Viewer, may_see
from connector.domain.pairs import Member, Pair
from connector.domain.people import Person, PersonId, Role
from connector.services.by_hand.view import View

OFFICES: Final[Mapping[Role, Viewer]] = {
    Role.MENTOR: Viewer.MENTOR,
    Role.MENTEE: Viewer.MENTEE,
}


def looking(view: View, person: Person) -> Looking:
    """Somebody who looks: a curator by role, a mentor or a mentee by taking part now.

    Pairs count in which both take part: nobody sees who has left. Whose account is suspended or
    gone sees nothing.
    """
    who = person.id
    if not person.is_active:
        return Looking(who, frozenset())
    offices = {office for role, office in OFFICES.items() if view.register.open_of(who, role)}
    if Role.CURATOR in person.roles:
        offices.add(Viewer.CURATOR)
    return Looking(
        who,
        frozenset(offices),
        mentees=frozenset(_others(who, ((p.mentors, p.mentees) for p in view.school.pairs))),
        partners=frozenset(_others(who, ((p.mentees, p.mentors) for p in view.school.pairs))),
    )


def allowed(
    seen: Mapping[str, Any], of: Person, things: Mapping[str, Thing], by: Looking | None
) -> dict[str, Any]:
    """The fields that somebody may see of a person; `by` None: whoever has this computer.

    A field that `things` does not name is seen by nobody else.
    """
    if by is None:
        return dict(seen)
    return {
        name: value
        for name, value in seen.items()
        if name in things and may_see(by, things[name], of.id, of.class_name)
    }


def _others(
    who: PersonId, sides: Iterable[tuple[tuple[Member, ...], tuple[Member, ...]]]
) -> Iterable[PersonId]:
    for mine, theirs in sides:
        if any(member.person_id == who and member.is_active for member in mine):
            yield from (member.person_id for member in theirs if member.is_active)


def partners(pair: Pair, who: PersonId, by: Looking | None) -> list[Member]:
    """The other members of a pair whom somebody may see."""
    others = [member for member in (*pair.mentors, *pair.mentees) if member.person_id != who]
    return [m for m in others if by is None or may_see(by, Thing.STATE, m.person_id)]
