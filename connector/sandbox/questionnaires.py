"""Builds the questionnaires and the choice: their questions, and who answered what when."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Final

from connector.sandbox import answers, questions
from connector.sandbox.answers import Values
from connector.sandbox.casting import Cast
from connector.sandbox.days import DAY
from connector.sandbox.history import Completions
from connector.sandbox.monitoring_questions import answered, asked
from connector.sandbox.records import Module
from connector.sandbox.recruits import Recruits
from connector.sandbox.surveys import Poll, Question, Response, Survey, Vote

ANONYMOUS: Final = "mentor-anonymous"
CONSENT: Final = {1: "Согласен", 2: "Не согласен"}
MEETINGS: Final = {3: "Очно & дистанционно", 4: "Только очно"}
DISAGREES_EVERY, SILENT_EVERY = 4, 3
SLOW_TO_ANSWER: Final = 2
Given = Iterable[tuple[int, int, Values]]
"""Person id, when in unix seconds, and the values in the order of the questions."""


@dataclass
class Numbers:
    """The next ids: Moodle numbers the rows of all questionnaires one after another."""

    questions: Iterator[int] = field(default_factory=lambda: count(1))
    responses: Iterator[int] = field(default_factory=lambda: count(1))


@dataclass(frozen=True)
class Questionnaires:
    """Builds what the people of one school answered."""

    cast: Cast
    recruits: Recruits
    now: int
    numbers: Numbers = field(default_factory=Numbers)

    def surveys(self, modules: Iterable[Module], completions: Completions) -> Mapping[int, Survey]:
        """Answer the questionnaires by Feedback instance; some have no questions yet."""
        found = [module for module in modules if module.modname == "feedback"]
        return {module.instance: self._survey(module, completions) for module in found}

    def _survey(self, module: Module, completions: Completions) -> Survey:
        filled_in: Mapping[str, tuple[tuple[Question, ...], Given]] = {
            "mentor-candidate": (questions.CANDIDATE, self._candidates()),
            "mentee-request": (questions.REQUEST, self._requests()),
            ANONYMOUS: (questions.ANONYMOUS, self._comfort(completions)),
            "mentor-trained": (
                questions.AFTER_TRAINING,
                self._after_training(module.id, completions),
            ),
            "mentee-input": (asked("mentee_input"), self._monitored("mentee_input", 70, 0)),
            "mentee-output": (asked("mentee_output"), self._monitored("mentee_output", 3, 2)),
        }
        questions_, given = filled_in.get(module.idnumber, ((), ()))
        return Survey(
            tuple(replace(one, id=next(self.numbers.questions)) for one in questions_),
            tuple(
                Response(
                    next(self.numbers.responses), who, when, answers.stored(questions_, values)
                )
                for who, when, values in given
            ),
            is_anonymous=module.idnumber == ANONYMOUS,
        )

    def _candidates(self) -> Given:
        numbers = {True: count(), False: count()}
        for day, who in enumerate(self.recruits.answered):
            is_teacher = who not in self.cast.class_of
            values = answers.candidate(next(numbers[is_teacher]), teacher=is_teacher)
            yield who, self.now - (30 - day % 30) * DAY, values
        for day, who in enumerate(self.recruits.mentors):
            yield who, self.now - (20 - day % 20) * DAY, answers.free_mentor(day)

    def _requests(self) -> Given:
        mentees = [pair.mentee for pair in self.cast.pupil_pairs[:-SLOW_TO_ANSWER]]
        asking = [*mentees[: -len(self.recruits.waiting) or None], *self.recruits.waiting]
        for day, (who, values) in enumerate(
            zip(asking, answers.requests(len(asking)), strict=True)
        ):
            yield who, self.now - (60 - day % 30) * DAY, values
        for day, who in enumerate(self.recruits.seekers):
            yield who, self.now - (20 - day % 20) * DAY, answers.seeker(day)

    def _after_training(self, module_id: int, completions: Completions) -> Given:
        for number, (who, done) in enumerate(completions.items()):
            if module_id in done:
                yield who, done[module_id].when, answers.after_training(number)

    def _monitored(self, code: str, days_ago: int, gain: int) -> Given:
        """Most mentees answer at first, and fewer half-way."""
        mentees = [pair.mentee for pair in self.cast.pupil_pairs]
        for number, who in enumerate(mentees[: -SLOW_TO_ANSWER * (1 + bool(gain))]):
            values = answered(asked(code), number, gain=gain)
            yield who, self.now - days_ago * DAY, values

    def _comfort(self, completions: Completions) -> Given:
        for number, who in enumerate(list(completions)[:7]):
            yield who, self.now - DAY, answers.comfort(number)


def polls(modules: Iterable[Module], cast: Cast, now: int) -> Mapping[int, Poll]:
    """Answer the choices by instance; nobody has taken part in the one about meetings."""
    found = {module.idnumber: module.instance for module in modules if module.modname == "choice"}
    return {
        found["distribution-consent"]: Poll(
            CONSENT, tuple(_votes(cast, now)), shows_unanswered=True
        ),
        found["meetings"]: Poll(MEETINGS),
    }


def _votes(cast: Cast, now: int) -> Iterator[Vote]:
    """Yield the votes of mentors, and one of a person who has left the course since."""
    mentors = [pair.mentor for pair in cast.pupil_pairs + cast.teacher_pairs]
    voters = [who for number, who in enumerate(mentors) if number % SILENT_EVERY != 1]
    for number, who in enumerate((*voters, cast.pupil_pairs[0].mentee), 1):
        option = 2 if number % DISAGREES_EVERY == 0 else 1
        yield Vote(number, who, option, now - (20 - number % 20) * DAY)
