"""School + register -> school: what papers and decisions say counts for pairs too."""

from dataclasses import replace
from datetime import date

from connector.domain.consents import Purpose
from connector.domain.pairs import Member, Pair, Standing
from connector.domain.participation import FINAL, Participation, Reason
from connector.domain.people import PersonId, Role
from connector.domain.register.book import Register
from connector.domain.school import School
from connector.domain.training import Admission, trained


def settle(school: School, register: Register, admission: Admission, on: date) -> School:
    """Tell who is trained, who has consented and who has left, in every pair.

    A withdrawn consent ends a pair at once (methodology 12.3: 14), whatever group still stands in
    Moodle. While the school keeps no consents at all, nobody is said to lack one.
    """
    papers = list(register.certificates.values())
    settler = _Settler(register, trained(school.studies, papers, admission, on), on)
    pairs = tuple(settler.pair(pair) for pair in school.pairs)
    return replace(school, trained=settler.trained, pairs=pairs)


class _Settler:
    def __init__(self, register: Register, trained: frozenset[PersonId], on: date) -> None:
        self._register, self.trained, self._on = register, trained, on
        self._latest = {
            (one.programme_id, one.role, one.person_id): one
            for _, one in sorted(register.participations.items())
        }

    def pair(self, pair: Pair) -> Pair:
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
