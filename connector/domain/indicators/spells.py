"""From when to when somebody really took part (methodology 13: "entered in P")."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from connector.domain.participation import BOTH, Participation, State
from connector.domain.people import PersonId, Role
from connector.domain.register.book import Register

Side = tuple[int, Role, PersonId]


@dataclass(frozen=True)
class Spell:
    """A time in which a person worked on a side of a programme; `last` None: they still do.

    `groups`: of their pairs, in Moodle.
    """

    person_id: PersonId
    role: Role
    programme_id: int
    first: date
    last: date | None = None
    groups: tuple[int, ...] = ()

    def touches(self, first: date, last: date) -> bool:
        """Whether any of its days is among some days."""
        return self.first <= last and (self.last is None or self.last >= first)

    def covers(self, day: date) -> bool:
        """Whether the person takes part on a day; on that of leaving they do no more."""
        return self.first <= day and (self.last is None or self.last > day)


def spells(register: Register) -> Iterator[Spell]:
    """Everybody who has really started, once for each time.

    By their participation, from the day on which they were both in the base and in a pair, however
    late that was noticed; where the school keeps no consents here nobody becomes active, and the
    pairs alone tell.
    """
    of_pairs: defaultdict[Side, list[Spell]] = defaultdict(list)
    for spell in _in_pairs(register):
        of_pairs[spell.programme_id, spell.role, spell.person_id].append(spell)
    if register.consents:
        yield from _taking_part(register.participations.values(), of_pairs)
    else:
        yield from (spell for mine in of_pairs.values() for spell in mine)


def _in_pairs(register: Register) -> Iterator[Spell]:
    for key in sorted(register.members):
        member = register.members[key]
        match = register.matches.get(member.match_id)
        if match is None or match.begun_on is None or not _has_both_sides(register, match.id):
            continue
        ends = [day for day in (member.left_on, match.ended_on) if day is not None]
        first, last = max(member.joined_on, match.begun_on), min(ends, default=None)
        if last is None or last >= first:
            groups = (match.group_id,) if match.group_id else ()
            yield Spell(member.person_id, member.side, match.programme_id, first, last, groups)


def _has_both_sides(register: Register, match_id: int) -> bool:
    return {one.side for one in register.members_of[match_id]} >= BOTH


def _taking_part(
    listed: Iterable[Participation], of_pairs: Mapping[Side, Sequence[Spell]]
) -> Iterator[Spell]:
    for one in listed:
        if not one.was_active:
            continue
        entered = one.entered_on or date.min
        mine = [
            spell
            for spell in of_pairs.get((one.programme_id, one.role, one.person_id), ())
            if spell.touches(entered, one.left_on or date.max)
        ]
        began = date.fromisoformat(one.reached[State.ACTIVE])
        spell = Spell(one.person_id, one.role, one.programme_id, began, one.left_on)
        yield replace(
            spell,
            first=min([began, *(max(entered, other.first) for other in mine)]),
            groups=tuple(sorted({group for other in mine for group in other.groups})),
        )
