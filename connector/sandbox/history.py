"""Makes what happened at school before anybody called: completions, quizzes, first grades."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from connector.sandbox.casting import Cast, Defect, Pair
from connector.sandbox.chance import chance
from connector.sandbox.days import DAY
from connector.sandbox.growth import progress
from connector.sandbox.people import STALE_DAYS
from connector.sandbox.programmes import MENTOR_SCHOOL, PUPIL_PROGRAMME, TEACHER_PROGRAMME
from connector.sandbox.records import Course, Done, Mark, Module
from connector.sandbox.recruits import Recruits

Completions = dict[int, dict[int, Done]]
TRAINING: Final = "dddnoddfdopdvn"
OF_CANDIDATES: Final = "npdn"
ADMIN: Final = 2
DONE, PASSED, FAILED = 1, 2, 3
TRAINING_AGO: Final = 40
TRAINED, UNTRAINED = "d", "v"
LONG_TRAINED, LONG_AGO = "o", 850
STEPS: Final[Mapping[str, tuple[int, int, int, int]]] = {
    "d": (DONE, PASSED, PASSED, DONE),
    "o": (DONE, PASSED, PASSED, DONE),
    "f": (DONE, FAILED, PASSED, 0),
    "p": (DONE, PASSED, 0, 0),
    "v": (DONE, 0, 0, 0),
    "n": (0, 0, 0, 0),
}


@dataclass(frozen=True)
class Trainee:
    """Somebody in «Школа наставника»: `number` decides the scores, `progress` is a key of STEPS."""

    person: int
    number: int
    progress: str


@dataclass
class History:
    """Completions by person and course module, and the grades there already are."""

    seed: int
    now: int
    completions: Completions
    marks: list[Mark]

    def train(self, course: Course, cast: Cast, recruits: Recruits) -> None:
        """Let about nine of fourteen mentors finish «Школа наставника», and some candidates."""
        grader = next(iter(cast.curators))
        for number, trainee in enumerate(_trainees(cast, recruits)):
            states = STEPS[trainee.progress]
            ago = LONG_AGO if trainee.progress == LONG_TRAINED else TRAINING_AGO
            when = self.now - ago * DAY + number * 60
            self._do(trainee.person, course.modules, states, when)
            self.marks += _training_marks(trainee, course.modules, states, (grader, when))

    def grow(self, course: Course, cast: Cast) -> None:
        """Let mentors and teachers be on their way through a course that goes along with work."""
        for one in progress(course.shortname, cast):
            states = (DONE,) * one.steps
            self._do(one.person, course.modules, states, self.now - one.days_ago * DAY)

    def meet(self, course: Course, pairs: tuple[Pair, ...]) -> None:
        """Let pairs work in their programme course: lively ones lately, stale ones long ago."""
        tracked = tuple(module for module in course.modules if module.rules)
        for pair in pairs:
            for person in (pair.mentor, pair.mentee):
                random = chance(self.seed, course.id, person)
                states = (DONE, random.choice((0, DONE)), random.choice((0, DONE)))
                ago = random.randint(1, 9) + (STALE_DAYS if pair.defect is Defect.STALE else 0)
                if pair.defect is not Defect.NEVER:
                    self._do(person, tracked, states, self.now - ago * DAY)

    def grade(self, course: Course, cast: Cast) -> None:
        """Let a teacher have graded one result already, and have locked another."""
        grader = next(iter(cast.curators))
        result = next(m for m in course.modules if m.idnumber == "mentor-result")
        for pair in cast.pupil_pairs:
            if pair.defect in (Defect.TEACHER_GRADED, Defect.LOCKED):
                locked = pair.defect is Defect.LOCKED
                text = "<p>Оценено учителем</p>"
                when = self.now - 2 * DAY
                self.marks.append(Mark(result.id, pair.mentor, 72, grader, when, text, locked))

    def _do(
        self, person: int, modules: tuple[Module, ...], states: tuple[int, ...], when: int
    ) -> None:
        done = self.completions.setdefault(person, {})
        for step, (module, state) in enumerate(zip(modules, states, strict=False)):
            if state:
                done[module.id] = Done(state, when + step * 600)


def happened(
    courses: Mapping[int, Course], cast: Cast, recruits: Recruits, past: History
) -> History:
    """Let everything happen that did."""
    past.train(courses[MENTOR_SCHOOL], cast, recruits)
    past.meet(courses[PUPIL_PROGRAMME], cast.pupil_pairs)
    past.meet(courses[TEACHER_PROGRAMME], cast.teacher_pairs)
    past.grade(courses[PUPIL_PROGRAMME], cast)
    for course in courses.values():
        past.grow(course, cast)
    return past


def _trainees(cast: Cast, recruits: Recruits) -> Iterator[Trainee]:
    for number, pair in enumerate(cast.pupil_pairs + cast.teacher_pairs):
        yield Trainee(pair.mentor, pair.number, TRAINING[number % len(TRAINING)])
    candidates = (one for one in recruits.candidates if one not in cast.mentors)
    for number, (person, letter) in enumerate(zip(candidates, OF_CANDIDATES, strict=False)):
        yield Trainee(person, number, letter)
    for number, person in enumerate(recruits.mentors):
        yield Trainee(person, number, TRAINED if number else UNTRAINED)


def _training_marks(
    trainee: Trainee, modules: tuple[Module, ...], states: tuple[int, ...], by: tuple[int, int]
) -> Iterator[Mark]:
    """Yield the quiz and the plan of a mentor, where they were done."""
    (_, quiz, plan, *_), (_, quizzed, planned, *_), (grader, when) = modules, states, by
    if quizzed:
        score = 3 if quizzed == FAILED else 7 + trainee.number % 4
        yield Mark(quiz.id, trainee.person, score, ADMIN, when)
    if planned:
        points = 70 + trainee.number % 25
        yield Mark(plan.id, trainee.person, points, grader, when, "<p>Хорошая работа</p>")


def subject_marks(module: Module, course: Course, *, seed: int, now: int) -> Iterator[Mark]:
    """Yield the grades of a subject course's test; the same ones at each asking."""
    random = chance(seed, "marks", module.id)
    teacher = course.enrolments[0].user_id
    for enrolment in course.enrolments[1:]:
        points = random.randint(30, 100)
        when = now - random.randint(1, 60) * DAY
        yield Mark(module.id, enrolment.user_id, points, teacher, when)
