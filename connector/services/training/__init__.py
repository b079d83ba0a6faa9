"""Where the training of mentors and candidates stands, and who is stuck where."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from connector.domain.control import mentors
from connector.domain.people import PersonId, Role
from connector.domain.readiness import Admitted, readiness
from connector.domain.register import Register
from connector.domain.stuck import NO_COURSE, Halt, halts
from connector.domain.training import Study, StudyState, TrainingKind
from connector.services.by_hand.view import View

NO_HELP: Final = "no_course"
"""Nothing in Moodle helps: the school has named no course, or none for them."""


@dataclass(frozen=True)
class CourseRow:
    """A person in a course that trains mentors; `share` from 0 to 1, None without a measure."""

    course_id: int
    title: str
    kind: TrainingKind
    hours: Decimal
    state: StudyState
    share: Decimal | None
    done_on: date | None
    valid_to: date | None


@dataclass(frozen=True)
class PersonRow:
    """A mentor, or a candidate for one, with the initial training as a whole."""

    person_id: int
    name: str
    is_candidate: bool
    state: StudyState
    admitted: Admitted
    valid_to: date | None
    courses: Sequence[CourseRow]
    certificates: int


@dataclass(frozen=True)
class HaltRow:
    """People who stand at one step of a course, and in words what helps them on."""

    course_id: int
    title: str
    state: StudyState
    people: Sequence[str]
    helps: str


@dataclass(frozen=True)
class Status:
    """Everybody by name, and where they stop by course and step."""

    people: Sequence[PersonRow]
    halts: Sequence[HaltRow]


def status(view: View) -> Status:
    """Where everybody's training stands today."""
    look = _Look(view)
    found = halts(view.school.studies, look.ready, view.today)
    return Status(
        people=[look.row(who) for who in look.listed],
        halts=[_halt_row(view, halt) for halt in found],
    )


class _Look:
    """Every mentor, and everybody who wants to be one, with how ready they are."""

    def __init__(self, view: View) -> None:
        self._view, self._mentors = view, mentors(view.school, view.register)
        papers, rule = list(view.register.certificates.values()), view.deps.rules.admission
        self.ready = {
            who: readiness(who, view.school.studies, papers, rule, view.today)
            for who in self._mentors | _applying(view.register)
        }
        self.listed = sorted(self.ready, key=lambda who: (view.name(who), who))

    def row(self, who: PersonId) -> PersonRow:
        view, ready = self._view, self.ready[who]
        return PersonRow(
            person_id=who,
            name=view.name(who),
            is_candidate=who not in self._mentors,
            state=ready.state,
            admitted=ready.admitted,
            valid_to=ready.valid_to,
            courses=[
                _course_row(study, view.today)
                for study in view.school.studies
                if study.person_id == who and study.kind is not TrainingKind.GROWTH
            ],
            certificates=sum(
                paper.person_id == who for paper in view.register.certificates.values()
            ),
        )


def _applying(kept: Register) -> frozenset[PersonId]:
    return frozenset(
        one.person_id
        for one in kept.participations.values()
        if one.role is Role.MENTOR and one.is_open
    )


def _course_row(study: Study, on: date) -> CourseRow:
    return CourseRow(
        course_id=study.course_id,
        title=study.title,
        kind=study.kind,
        hours=study.hours,
        state=study.state(on),
        share=study.share,
        done_on=study.done_on,
        valid_to=study.valid_to,
    )


def _halt_row(view: View, halt: Halt) -> HaltRow:
    code = NO_HELP if halt.course_id == NO_COURSE else halt.state.value
    return HaltRow(
        course_id=halt.course_id,
        title=halt.title,
        state=halt.state,
        people=sorted(view.name(who) for who in halt.people),
        helps=view.deps.wording.say(f"training.helps_{code}"),
    )
