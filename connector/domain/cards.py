"""Draws a card for every mentor, from the register and what Moodle shows."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from connector.domain.consents import Purpose, is_valid, needs_renewal
from connector.domain.control import GONE, Card, Guided, Load, Paper, Yardstick, mentors
from connector.domain.monitoring import is_silent
from connector.domain.pairs import Member, Pair
from connector.domain.participation import Participation
from connector.domain.people import Kind, Person, PersonId, Role
from connector.domain.programmes import Form, Programme
from connector.domain.readiness import readiness
from connector.domain.register.book import Register
from connector.domain.school import School
from connector.domain.years import SchoolYear

TEACHERS: Final = frozenset({Kind.TEACHER})
LABOUR_SINCE: Final = date(2025, 3, 1)
"""Since when an employee mentors an employee only by written consent (article 351.8)."""


def cards(school: School, register: Register, by: Yardstick) -> list[Card]:
    """The card of every mentor, by name; `school` is settled with the register."""
    drawer = _Drawer(school, register, by)
    people = {**register.people, **school.people}
    named = [people[who] for who in mentors(school, register) if who in people]
    return [drawer.card(person) for person in sorted(named, key=lambda p: (p.name, p.id))]


class _Drawer:
    """Draws cards; the pairs of each mentor are looked up once."""

    def __init__(self, school: School, register: Register, by: Yardstick) -> None:
        self._school, self._register, self._by = school, register, by
        self._programmes = {int(p.id): p for p in school.programmes if not _is_over(p, by.today)}
        self._pairs: defaultdict[PersonId, list[tuple[Pair, Member]]] = defaultdict(list)
        for pair in school.pairs:
            for member in pair.mentors:
                if pair.programme_id in self._programmes and member.standing not in GONE:
                    self._pairs[member.person_id].append((pair, member))

    def card(self, person: Person) -> Card:
        who, led = person.id, self._pairs[person.id]
        taking_part = tuple(
            one for one in self._register.participations_of.get(who, ()) if one.role is Role.MENTOR
        )
        papers = tuple(c for c in self._register.certificates.values() if c.person_id == who)
        studies = tuple(study for study in self._school.studies if study.person_id == who)
        by, traces = self._by, [member.seen_at for _, member in led]
        return Card(
            person=person,
            participations=taking_part,
            readiness=readiness(who, studies, papers, by.admission, by.today),
            studies=studies,
            certificates=papers,
            loads=self._loads(led),
            pairs=tuple(self._guided(pair, member) for pair, member in led),
            processing=self._paper(person, Purpose.PROCESSING),
            labour=self._labour(person, taking_part, led),
            seen_at=max((trace for trace in traces if trace is not None), default=None),
        )

    def _guided(self, pair: Pair, member: Member) -> Guided:
        programme = self._programmes[pair.programme_id]
        by = self._by
        return Guided(
            id=pair.id,
            name=pair.name,
            programme=programme.title,
            standing=member.standing,
            mentees=sum(mentee.is_active for mentee in pair.mentees),
            is_silent=pair.is_complete and is_silent(pair, programme, by.norms, by.now),
            seen_at=pair.seen_at,
        )

    def _loads(self, led: Sequence[tuple[Pair, Member]]) -> tuple[Load, ...]:
        mentees: defaultdict[str, set[PersonId]] = defaultdict(set)
        for pair, member in led:
            if member.is_active:
                form = self._programmes[pair.programme_id].form
                mentees[form] |= {m.person_id for m in pair.mentees if m.is_active}
        forms = self._by.forms
        return tuple(Load(f, len(mentees[f]), forms[f].most_mentees) for f in sorted(mentees))

    def _paper(self, person: Person, purpose: Purpose) -> Paper | None:
        if not self._register.consents:
            return None
        today = self._by.today
        held = [
            consent
            for consent in self._register.consents_of.get(person.id, ())
            if consent.purpose is purpose and is_valid(consent, person, today)
        ]
        ends = [consent.valid_to for consent in held]
        return Paper(
            is_valid=bool(held),
            valid_to=max((end for end in ends if end is not None), default=None)
            if None not in ends
            else None,
            needs_renewal=bool(held) and all(needs_renewal(c, person, today) for c in held),
        )

    def _labour(
        self,
        person: Person,
        taking_part: Iterable[Participation],
        led: Iterable[tuple[Pair, Member]],
    ) -> Paper | None:
        """Asked for where teachers mentor teachers in a programme that begins under the law."""
        here = {one.programme_id for one in taking_part if one.is_open}
        here |= {int(pair.programme_id) for pair, _ in led}
        asking = [
            programme
            for key, programme in self._programmes.items()
            if key in here and _is_between_teachers(self._by.forms[programme.form])
            and _begins_on(programme) >= LABOUR_SINCE
        ]  # fmt: skip
        is_asked = person.kind is Kind.TEACHER and bool(asking)
        return self._paper(person, Purpose.LABOUR) if is_asked else None


def _is_over(programme: Programme, today: date) -> bool:
    return programme.ends_on is not None and programme.ends_on < today


def _is_between_teachers(form: Form) -> bool:
    return form.mentors == TEACHERS == form.mentees


def _begins_on(programme: Programme) -> date:
    return programme.begins_on or SchoolYear.named(programme.school_year).begins_on
