"""What indicators are counted from: the school, the register, and the days that are asked about."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, Final, NamedTuple

from connector.domain.indicators.spells import Spell, spells
from connector.domain.journal import lines
from connector.domain.journal_lines import Line
from connector.domain.marks import History
from connector.domain.matches import BEGUN, Match, MatchMember
from connector.domain.meeting_figures import Figures, figures
from connector.domain.norms import Norms
from connector.domain.people import Person, PersonId, Role
from connector.domain.register.book import Register
from connector.domain.school import School
from connector.domain.survey_figures import Filled
from connector.domain.surveys import Survey
from connector.domain.training import Admission
from connector.domain.years import SchoolYear


class When(StrEnum):
    """The two readings of who takes part: at any time of the period, or on its last day."""

    PERIOD = "period"
    DAY = "day"


@dataclass(frozen=True)
class Period:
    """Days, both included; `last` is the day on which ages and states are looked at."""

    first: date
    last: date

    @classmethod
    def to(cls, day: date) -> "Period":
        """The school year up to a day."""
        return cls(SchoolYear.at(day).begins_on, day)

    def __contains__(self, day: object) -> bool:
        """Whether a day belongs to it."""
        return isinstance(day, date) and self.first <= day <= self.last


ANSWER: Final = "answer"
"""What the subject of an answer is."""

UNNAMED: Final = "unnamed"
"""What the subject of an answer without a name is; nothing joins it to another one."""


class Answer(NamedTuple):
    """A questionnaire as somebody filled it in, and where that counts."""

    filled: Filled
    subject: tuple[Any, ...]
    programmes: tuple[int, ...]
    classes: tuple[str, ...]


@dataclass(frozen=True)
class Facts:
    """Everything at once; `school` is settled with the register.

    `asked`: which questionnaires each programme has, `unnamed`: which of them without names; `yes`:
    how that is said in them.
    `journals`: the programmes that keep a journal of meetings in Moodle, were it empty. `marks`:
    how the marks of mentees changed, by person and subject.
    """

    school: School
    register: Register
    norms: Norms
    period: Period
    admission: Admission = field(default_factory=Admission)
    surveys: tuple[Survey, ...] = ()
    asked: Mapping[int, frozenset[str]] = field(default_factory=dict)
    unnamed: Mapping[int, frozenset[str]] = field(default_factory=dict)
    yes: str = ""
    journals: frozenset[int] = frozenset()
    marks: Mapping[PersonId, Mapping[str, History]] = field(default_factory=dict)

    @property
    def on(self) -> date:
        """The day on which everything is looked at."""
        return self.period.last

    @cached_property
    def people(self) -> Mapping[PersonId, Person]:
        """Everybody, those from outside Moodle too."""
        return {**self.register.people, **self.school.people}

    @cached_property
    def lines(self) -> Mapping[int, list[Line]]:
        """The meetings of each match up to the day."""
        told = lines(self.register, self.school, self.norms, self.on)
        until = {key: [one for one in mine if one.on <= self.on] for key, mine in told.items()}
        return {key: mine for key, mine in until.items() if mine}

    @cached_property
    def filled(self) -> Mapping[str, list[Answer]]:
        """What was answered in each questionnaire within the period, or nobody knows when."""
        found: defaultdict[str, list[Answer]] = defaultdict(list)
        for one in self.school.surveys:
            if self._is_answered(one):
                subject = (
                    (ANSWER, one.programme_id, one.person_id)
                    if one.is_named
                    else (UNNAMED, one.programme_id, one.survey, one.number)
                )
                answer = Answer(one, subject, (one.programme_id,), self.class_of(one.person_id))
                found[one.survey].append(answer)
        return found

    def _is_answered(self, one: Filled) -> bool:
        """Whether it was within the period; nobody knows when: in a programme that goes on then."""
        if one.answered_on is not None:
            return one.answered_on in self.period
        programme = self.register.programmes.get(one.programme_id)
        ends_on = programme.ends_on if programme else None
        return ends_on is None or ends_on >= self.period.first

    @cached_property
    def met(self) -> Mapping[int, Figures]:
        """The meetings of each match within the period, counted."""
        return {
            key: figures(line for line in lines if line.on in self.period)
            for key, lines in self.lines.items()
        }

    @cached_property
    def last_met(self) -> Mapping[int, date]:
        """The day of the last meeting of each match that has met."""
        last = {
            key: max((line.on for line in lines if line.took_place), default=None)
            for key, lines in self.lines.items()
        }
        return {key: day for key, day in last.items() if day is not None}

    @cached_property
    def _spells(self) -> tuple[Spell, ...]:
        return tuple(spells(self.register))

    def took_part(self, role: Role, when: When) -> Mapping[PersonId, tuple[Spell, ...]]:
        """Who stood on a side, in one of the two readings, and when."""
        return self._by_side[role, when]

    @cached_property
    def _by_side(self) -> Mapping[tuple[Role, When], Mapping[PersonId, tuple[Spell, ...]]]:
        return {
            (role, when): _by_person(
                one for one in self._spells if one.role is role and self._holds(one, when)
            )
            for role in (Role.MENTOR, Role.MENTEE)
            for when in When
        }

    def _holds(self, spell: Spell, when: When) -> bool:
        if when is When.PERIOD:
            return spell.touches(self.period.first, self.period.last)
        return spell.covers(self.on)

    @cached_property
    def working(self) -> Mapping[When, tuple[Match, ...]]:
        """The pairs that had begun to work and had not ended: in the period, or on the day."""
        begun = [(m, first) for m in self.register.matches.values() if (first := m.begun_on)]
        started = [match for match, first in begun if first <= self.on]
        return {
            When.PERIOD: tuple(m for m in started if not m.has_ended_before(self.period.first)),
            When.DAY: tuple(
                m for m in started if m.state_on(self.on) in BEGUN and self._is_whole(m)
            ),
        }

    def _is_whole(self, match: Match) -> bool:
        """Whether somebody who can take part stands on both sides."""
        return all(
            any(self._is_there(one.person_id) for one in self.side(match, role))
            for role in (Role.MENTOR, Role.MENTEE)
        )

    def _is_there(self, who: PersonId) -> bool:
        person = self.people.get(who)
        return person is not None and person.is_active

    @cached_property
    def in_pairs(self) -> frozenset[tuple[Role, PersonId]]:
        """Who stands in a pair that works, be they admitted to taking part or not."""
        return frozenset(
            (one.side, one.person_id)
            for match in self.working[When.DAY]
            for one in self.register.members_of.get(match.id, ())
            if one.left_on is None
        )

    @cached_property
    def groups_of(self) -> Mapping[PersonId, list[Match]]:
        """The matches that worked in the period and have a group, of whoever was in them."""
        found: defaultdict[PersonId, list[Match]] = defaultdict(list)
        for match in self.working[When.PERIOD]:
            members = self.register.members_of.get(match.id, ()) if match.group_id else ()
            for who in {one.person_id for one in members}:
                found[who].append(match)
        return found

    def side(self, match: Match, role: Role) -> list[MatchMember]:
        """Who stood on a side of a match on the day, or at its end."""
        on = min(self.on, match.ended_on or self.on)
        return [
            one
            for one in self.register.members_of.get(match.id, ())
            if one.side is role
            and one.joined_on <= self.on
            and (one.left_on is None or one.left_on >= on)
        ]

    def class_of(self, who: PersonId) -> tuple[str, ...]:
        """The class of somebody, nothing for who has none."""
        return self._class_of.get(who, ())

    @cached_property
    def _class_of(self) -> Mapping[PersonId, tuple[str, ...]]:
        return {who: (one.class_name,) for who, one in self.people.items() if one.class_name}

    @cached_property
    def classes(self) -> Mapping[int, tuple[str, ...]]:
        """The classes of each match's mentees, each once."""
        return {key: self._classes(match) for key, match in self.register.matches.items()}

    def _classes(self, match: Match) -> tuple[str, ...]:
        found = (self.class_of(one.person_id) for one in self.side(match, Role.MENTEE))
        return tuple(sorted({name for names in found for name in names}))


def _by_person(listed: Iterable[Spell]) -> Mapping[PersonId, tuple[Spell, ...]]:
    found: defaultdict[PersonId, list[Spell]] = defaultdict(list)
    for one in listed:
        found[one.person_id].append(one)
    return {who: tuple(mine) for who, mine in found.items()}
