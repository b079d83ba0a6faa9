"""Mirror + rules -> pairs: the groups of programmes' courses, and what of them is skipped."""

from collections.abc import Mapping

from connector.domain.pairs import Member, Pair, PairId, Standing
from connector.domain.people import PersonId, Role
from connector.domain.programmes import Form, ProgrammeId
from connector.domain.school import Skipped
from connector.mapping.known import SIDES, Known
from connector.mapping.measures import curator_mark, grade, progress, seen_at
from connector.mapping.rules import ProgrammeRule
from connector.moodle.records.course import Course
from connector.moodle.records.enrolment import Group


def read_pairs(
    known: Known, forms: Mapping[str, Form], trained: frozenset[PersonId]
) -> tuple[tuple[Pair, ...], tuple[Skipped, ...]]:
    """The pairs of every programme, and what was skipped."""
    reader = PairReader(known, forms, trained)
    programmes = known.found.programmes
    pairs = tuple(pair for rule, course in programmes for pair in reader.pairs(rule, course))
    return pairs, tuple(reader.skipped)


class PairReader:
    """Reads the groups of programmes' courses as pairs and collects what it has to skip."""

    def __init__(
        self, known: Known, forms: Mapping[str, Form], trained: frozenset[PersonId]
    ) -> None:
        self._known, self._forms, self._trained = known, forms, trained
        self._mirror, self._people = known.mirror, known.people
        self.skipped: list[Skipped] = []

    def pairs(self, rule: ProgrammeRule, course: Course) -> list[Pair]:
        """The pairs of one programme, by group id; groups without either side are not pairs."""
        groups = sorted(
            (group for group in self._mirror.groups if group.course_id == course.id),
            key=lambda group: group.id,
        )
        named = rule.pairs.named
        chosen = [group for group in groups if named is None or named.fullmatch(group.name)]
        wanted = {group.id for group in chosen}
        for group in groups:
            if group.id not in wanted:
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
            group_id=group.id,
            idnumber=group.idnumber,
        )

    def _side(self, group: Group, who: PersonId) -> Role | None:
        if who not in self._people:
            self._skip("skipped.unknown_person", who, group)
            return None
        sides = self._known.sides(who, group.course_id)
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
            suits_form=self._forms[rule.form].suits(self._people[who], side, self._known.today),
            is_trained=who in self._trained,
            seen_at=seen_at(self._mirror, rule, course, who),
            progress=progress(self._mirror, rule, course, who),
            grade=grade(self._mirror, rule, course, who),
            curator_mark=curator_mark(self._mirror, rule, course, who),
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
