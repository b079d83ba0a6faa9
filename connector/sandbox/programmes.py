"""Makes the courses of mentoring, with their pairs and their deliberate defects."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from connector.sandbox import modules
from connector.sandbox.casting import Cast, Defect, Pair
from connector.sandbox.chance import chance
from connector.sandbox.people import CONCEALED_ID
from connector.sandbox.records import Course, Enrolment, Group, Grouping, Module, Person
from connector.sandbox.recruits import Recruits

MENTOR_SCHOOL: Final = 2
PUPIL_PROGRAMME: Final = 3
TEACHER_PROGRAMME: Final = 4
MENTORING_CATEGORY: Final = 2
NOT_IN_GROUP: Final = frozenset({Defect.NO_MENTOR})
NOT_ENROLLED: Final = frozenset({Defect.MENTOR_NOT_ENROLLED})


class Programmes:
    """Builds the mentoring courses of one cast."""

    def __init__(
        self,
        cast: Cast,
        recruits: Recruits,
        people: dict[int, Person],
        numbering: modules.Numbering,
    ) -> None:
        self._cast = cast
        self._recruits = recruits
        self._people = people
        self._numbering = numbering
        self._groups = 0

    def courses(self) -> Iterator[Course]:
        """Yield «Школа наставника» and the two programme courses."""
        yield self._mentor_school()
        yield self._pupil_programme()
        yield self._teacher_programme()

    def reverse_programme(self, course_id: int) -> Course:
        """Make the programme in which a young teacher mentors one who is a mentor elsewhere."""
        pairs = self._cast.teacher_pairs
        reverse = [Pair(1, pairs[-1].mentee, pairs[0].mentor)] if pairs else []
        groups = (
            self._new_group(course_id, "Реверсивная пара 1", "reverse-1", (p.mentor, p.mentee))
            for p in reverse
        )
        return Course(
            course_id,
            "Реверсивное наставничество 2026/27",
            "REVERSE-2627",
            "reverse-2627",
            MENTORING_CATEGORY,
            enrolments=(*self._staff(), *self._by_role(reverse)),
            groups=tuple(groups),
            modules=self._modules(course_id, modules.reverse_programme()),
            completion=True,
        )

    def staff_room(self, course_id: int) -> Course:
        """Make the course of the staff, in whose calendar the school plans."""
        teachers = (who for who in self._cast.teachers if who not in self._cast.curators)
        return Course(
            course_id,
            "Педсовет: наставничество",
            "STAFF",
            "staff",
            MENTORING_CATEGORY,
            enrolments=(*self._staff(), *map(self._student, teachers)),
            modules=self._modules(course_id, modules.staff_room()),
        )

    def _mentor_school(self) -> Course:
        made = self._modules(MENTOR_SCHOOL, modules.mentor_school())
        pairs = self._cast.pupil_pairs + self._cast.teacher_pairs
        wish = (*self._recruits.answered, *self._recruits.candidates, *self._recruits.mentors)
        students = dict.fromkeys((*(pair.mentor for pair in pairs), *wish))
        return Course(
            MENTOR_SCHOOL,
            "Школа наставника",
            "MENTOR-SCHOOL",
            "mentor-school",
            MENTORING_CATEGORY,
            summary="<p>Подготовка наставников: 36 часов</p>",
            enrolments=(
                *self._staff(),
                *(self._student(who) for who in students if who not in self._cast.curators),
            ),
            modules=made,
            completion=True,
            criteria=tuple(module.id for module in made),
            hours=36,
        )

    def _pupil_programme(self) -> Course:
        pairs = self._cast.pupil_pairs
        groups = [self._group(PUPIL_PROGRAMME, f"pair-{p.number:03d}", p) for p in pairs]
        everyone = tuple(pair.mentor for pair in pairs if pair.defect not in NOT_ENROLLED)
        groups.append(self._new_group(PUPIL_PROGRAMME, "Все наставники", "all-mentors", everyone))
        enrolments = [e for pair in pairs for e in self._pair_enrolments(pair)]
        alone = (*self._recruits.waiting, *self._recruits.unpaired)
        waiting = (self._student(pupil) for pupil in alone)
        methodist = Enrolment(CONCEALED_ID, role="teacher")
        return Course(
            PUPIL_PROGRAMME,
            "Наставничество: ученик-ученик 2026/27",
            "MENTORING-2627",
            "mentoring-2627",
            MENTORING_CATEGORY,
            summary="<p>Программа наставничества «ученик — ученик»</p>",
            enrolments=(methodist, *self._staff(), *enrolments, *waiting),
            groups=tuple(groups),
            groupings=(self._grouping(groups),),
            modules=self._modules(PUPIL_PROGRAMME, modules.pupil_programme()),
            completion=True,
        )

    def _teacher_programme(self) -> Course:
        pairs = self._cast.teacher_pairs
        groups = [self._group(TEACHER_PROGRAMME, f"teacher-pair-{p.number:03d}", p) for p in pairs]
        return Course(
            TEACHER_PROGRAMME,
            "Наставничество: учитель-молодой учитель 2026/27",
            "TEACHERS-2627",
            "teachers-2627",
            MENTORING_CATEGORY,
            summary="<p>Программа наставничества «учитель — молодой учитель»</p>",
            enrolments=(*self._staff(), *self._by_role(pairs)),
            groups=tuple(groups),
            modules=self._modules(TEACHER_PROGRAMME, modules.teacher_programme()),
            completion=True,
        )

    def _by_role(self, pairs: Sequence[Pair]) -> Iterator[Enrolment]:
        yield from (replace(self._student(pair.mentor), role="teacher") for pair in pairs)
        yield from (self._student(pair.mentee) for pair in pairs)

    def _modules(self, course_id: int, drafts: tuple[Module, ...]) -> tuple[Module, ...]:
        return tuple(self._numbering.number(course_id, drafts))

    def _staff(self) -> Iterator[Enrolment]:
        for curator in self._cast.curators:
            yield replace(self._student(curator), role="editingteacher")

    def _student(self, person: int) -> Enrolment:
        seen = self._people[person].lastaccess
        later = chance(person).randint(0, 3600)
        return Enrolment(person, lastaccess=max(0, seen - later) if seen else 0)

    def _pair_enrolments(self, pair: Pair) -> Iterator[Enrolment]:
        if pair.defect not in NOT_ENROLLED:
            yield self._student(pair.mentor)
        suspended = pair.defect is Defect.MENTEE_SUSPENDED
        yield replace(self._student(pair.mentee), suspended=suspended)

    def _group(self, course_id: int, idnumber: str, pair: Pair) -> Group:
        surnames = (self._people[person].lastname for person in (pair.mentor, pair.mentee))
        name = f"Пара {pair.number:02d}: {' — '.join(surnames)}"
        members = (pair.mentor, pair.mentee)
        if pair.defect in NOT_IN_GROUP:
            members = (pair.mentee, pair.mentee)
        return self._new_group(course_id, name, idnumber, tuple(dict.fromkeys(members)))

    def _grouping(self, groups: Sequence[Group]) -> Grouping:
        """Put all pairs of pupils together."""
        pairs = tuple(group.id for group in groups if group.idnumber.startswith("pair-"))
        return Grouping(1, PUPIL_PROGRAMME, "Пары наставничества", "pairs", groups=pairs)

    def _new_group(
        self, course_id: int, name: str, idnumber: str, members: tuple[int, ...]
    ) -> Group:
        self._groups += 1
        return Group(self._groups, course_id, name, idnumber, members)
