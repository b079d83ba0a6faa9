"""Mirror + rules -> the school as mentoring sees it. A pure function: it asks Moodle nothing."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from connector.domain.pairs import Member, Pair, PairId, Standing
from connector.domain.people import Kind, Person, PersonId, Role
from connector.domain.programmes import Form, Programme, ProgrammeId
from connector.domain.school import School, Skipped
from connector.mapping.courses import Found, find
from connector.mapping.measures import grade, progress, seen_at, trained
from connector.mapping.people import facts_of, person, role_in
from connector.mapping.rules import ProgrammeRule, Rules
from connector.moodle.mirror import Mirror
from connector.moodle.records.course import Course
from connector.moodle.records.enrolment import Group

SIDES: Final = (Role.MENTOR, Role.MENTEE)


def interpret(mirror: Mirror, rules: Rules, forms: Mapping[str, Form], today: date) -> School:
    """Apply the rules: people with roles, programmes, pairs, and what was skipped and why."""
    found = find(rules, mirror.courses, mirror.categories)
    people = {
        PersonId(user.id): person(facts_of(user, mirror, today), rules, found)
        for user in mirror.users
    }
    reader = PairReader(mirror, rules, forms, found, people, today)
    programmes = [_programme(rule, course) for rule, course in found.programmes]
    pairs = [pair for rule, course in found.programmes for pair in reader.pairs(rule, course)]
    return School(
        people=people,
        programmes=tuple(programmes),
        pairs=tuple(pairs),
        trained=reader.trained,
        skipped=tuple(reader.skipped),
    )


class PairReader:
    """Reads the groups of programmes' courses as pairs and collects what it has to skip."""

    def __init__(
        self,
        mirror: Mirror,
        rules: Rules,
        forms: Mapping[str, Form],
        found: Found,
        people: Mapping[PersonId, Person],
        today: date,
    ) -> None:
        self._mirror, self._rules, self._forms = mirror, rules, forms
        self._found, self._people, self._today = found, people, today
        self.trained = trained(mirror, found)
        self.skipped: list[Skipped] = []

    def pairs(self, rule: ProgrammeRule, course: Course) -> list[Pair]:
        """The pairs of one programme, by group id; groups without either side are not pairs."""
        groups = sorted(
            (group for group in self._mirror.groups if group.course_id == course.id),
            key=lambda group: group.id,
        )
        named = rule.pairs.named
        chosen = [group for group in groups if named is None or named.fullmatch(group.name)]
        for group in groups:
            if group not in chosen:
                self._skip("skipped.group_name", None, group)
        return [pair for group in chosen if (pair := self._pair(rule, group))]

    def _pair(self, rule: ProgrammeRule, group: Group) -> Pair | None:
        sides: dict[Role, list[Member]] = {side: [] for side in SIDES}
        for user_id in self._mirror.members_of.get(group.id, ()):
            side = self._side(group, PersonId(user_id))
            if side:
                sides[side].append(self._member(rule, group, PersonId(user_id), side))
        if not sides[Role.MENTOR] and not sides[Role.MENTEE]:
            self._skip("skipped.no_side", None, group)
            return None
        return Pair(
            id=PairId(f"group:{group.id}"),
            programme_id=ProgrammeId(group.course_id),
            name=group.name,
            mentors=tuple(sides[Role.MENTOR]),
            mentees=tuple(sides[Role.MENTEE]),
        )

    def _side(self, group: Group, who: PersonId) -> Role | None:
        if who not in self._people:
            self._skip("skipped.unknown_person", who, group)
            return None
        facts = facts_of(self._mirror.user_by_id[who], self._mirror, self._today)
        has = role_in(facts, self._rules, self._found, group.course_id)
        sides = [side for side in SIDES if has(side)]
        if len(sides) != 1:
            self._skip("skipped.both_sides" if sides else "skipped.no_role", who, group)
            return None
        return sides[0]

    def _member(self, rule: ProgrammeRule, group: Group, who: PersonId, side: Role) -> Member:
        course = group.course_id
        return Member(
            person_id=who,
            name=self._people[who].name,
            standing=self._standing(who, course),
            suits_form=_suits(self._people[who].kind, side, self._forms[rule.form]),
            is_trained=who in self.trained,
            seen_at=seen_at(self._mirror, rule, course, who),
            progress=progress(self._mirror, rule, course, who),
            grade=grade(self._mirror, rule, course, who),
        )

    def _standing(self, who: PersonId, course: int) -> Standing:
        enrolment = self._mirror.enrolment.get((course, who))
        if not self._people[who].is_active:
            return Standing.ACCOUNT_SUSPENDED
        if enrolment is None:
            return Standing.NOT_ENROLLED
        return Standing.ENROLMENT_SUSPENDED if enrolment.suspended else Standing.ACTIVE

    def _skip(self, code: str, who: PersonId | None, group: Group) -> None:
        self.skipped.append(Skipped(code, who, {"group": group.name, "id": str(group.id)}))


def _suits(kind: Kind | None, side: Role, form: Form) -> bool:
    allowed = form.mentors if side is Role.MENTOR else form.mentees
    return kind is None or not allowed or kind in allowed


def _programme(rule: ProgrammeRule, course: Course) -> Programme:
    return Programme(
        id=ProgrammeId(course.id),
        title=rule.title or course.fullname,
        form=rule.form,
        school_year=rule.school_year,
        starts_at=course.starts_at,
    )
