"""School + register -> school: what papers and decisions say counts for pairs too."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from connector.domain.consents import Purpose
from connector.domain.matches import MEETS, Match
from connector.domain.pairs import Member, Pair, PairId, Standing
from connector.domain.participation import FINAL, Participation, Reason
from connector.domain.people import Person, PersonId, Role
from connector.domain.programmes import Form, ProgrammeId
from connector.domain.register.book import Register
from connector.domain.school import School
from connector.domain.training import Admission, trained


def settle(school: School, register: Register, admission: Admission, on: date) -> School:
    """Tell who is trained, who has consented and who has left, in every pair.

    A withdrawn consent ends a pair at once (methodology 12.3: 14), and a pair that has ended counts
    no more, whatever group still stands in Moodle. A pair of ours counts from its trial on, with
    the people whom the register knows, be there a group or not. While the school keeps no consents
    at all, nobody is said to lack one.
    """
    papers = list(register.certificates.values())
    settler = _Settler(school, register, trained(school.studies, papers, admission, on), on)
    programmes = {**{p.id: p for p in school.programmes}, **settler.programmes}
    return replace(
        school,
        trained=settler.trained,
        pairs=tuple(settler.pairs()),
        programmes=tuple(programmes.values()),
    )


class _Settler:
    def __init__(
        self, school: School, register: Register, trained: frozenset[PersonId], on: date
    ) -> None:
        self._school, self._register, self.trained, self._on = school, register, trained, on
        self._latest = {
            (one.programme_id, one.role, one.person_id): one
            for _, one in sorted(register.participations.items())
        }
        seen = {int(programme.id) for programme in school.programmes}
        seen |= {
            m.programme_id for m in register.matches.values() if m.is_ours and m.state in MEETS
        }
        self.programmes = {
            ProgrammeId(key): register.programmes[key]
            for key in sorted(register.programmes)
            if key in seen or (key < 0 and register.programmes[key].is_open)
        }

    def pairs(self) -> Iterator[Pair]:
        """The pairs of Moodle, then those that only the register knows."""
        by_group = {m.group_id: m for _, m in sorted(self._register.matches.items()) if m.group_id}
        seen = {pair.group_id: pair for pair in self._school.pairs}
        for pair in self._school.pairs:
            match = by_group.get(pair.group_id)
            if match is None:
                yield self._settled(pair)
            elif match.is_open and not match.is_ours:
                yield self._settled(replace(pair, match_id=match.id, state=match.state))
        for _, match in sorted(self._register.matches.items()):
            if match.is_ours and match.state in MEETS:
                yield self._settled(self._ours(match, seen.get(match.group_id)))

    def _ours(self, match: Match, seen: Pair | None) -> Pair:
        measured = {member.person_id: member for member in seen.members} if seen else {}
        sides = {
            side: tuple(
                measured.get(one.person_id) or self._unmeasured(match, one.person_id, side)
                for one in self._register.side_of(match.id, side)
            )
            for side in (Role.MENTOR, Role.MENTEE)
        }
        return Pair(
            id=PairId(f"group:{match.group_id}" if seen else f"match:{match.id}"),
            programme_id=ProgrammeId(match.programme_id),
            name=seen.name if seen else match.name,
            mentors=sides[Role.MENTOR],
            mentees=sides[Role.MENTEE],
            group_id=match.group_id,
            idnumber=match.idnumber,
            match_id=match.id,
            state=match.state,
        )

    def _unmeasured(self, match: Match, who: PersonId, side: Role) -> Member:
        """Somebody who is in no group in Moodle: nothing of them can be measured."""
        person = self._school.people.get(who) or self._register.people.get(who)
        is_active = person is not None and person.is_active
        return Member(
            person_id=who,
            name=person.name if person else str(who),
            standing=Standing.ACTIVE if is_active else Standing.ACCOUNT_SUSPENDED,
            suits_form=person is None or self._suits(person, match, side),
        )

    def _suits(self, person: Person, match: Match, side: Role) -> bool:
        programme = self._register.programmes.get(match.programme_id)
        forms: Mapping[str, Form] = self._school.forms
        form = forms.get(programme.form) if programme else None
        return form is None or form.suits(person, side, self._on)

    def _settled(self, pair: Pair) -> Pair:
        return replace(
            pair,
            mentors=tuple(self._member(pair, Role.MENTOR, member) for member in pair.mentors),
            mentees=tuple(self._member(pair, Role.MENTEE, member) for member in pair.mentees),
        )

    def _member(self, pair: Pair, role: Role, member: Member) -> Member:
        who = member.person_id
        latest = self._latest.get((pair.programme_id, role, who))
        return replace(
            member,
            is_trained=who in self.trained,
            has_consent=not self._register.consents
            or self._register.has_consent(who, Purpose.PROCESSING, self._on),
            standing=self._standing(who, latest) or member.standing,
        )

    def _standing(self, who: PersonId, latest: Participation | None) -> Standing | None:
        if latest is not None and latest.state in FINAL:
            withdrawn = latest.left_because is Reason.CONSENT_WITHDRAWN
            return Standing.CONSENT_WITHDRAWN if withdrawn else Standing.LEFT
        has_withdrawn = self._register.withdrawn(who, self._on)
        return Standing.CONSENT_WITHDRAWN if has_withdrawn else None
