"""Training of mentors and their admission (methodology 6, 12.3: 7)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from connector.domain.people import PersonId


class TrainingKind(StrEnum):
    """What a course or a certificate is: before the work, beside it, or a teacher's own growth."""

    INITIAL = "initial"
    ACCOMPANYING = "accompanying"
    GROWTH = "growth"


class StudyState(StrEnum):
    """How far somebody is in a course; `expired`: done, but too long ago."""

    NOT_ENROLLED = "not_enrolled"
    NOT_BEGUN = "not_begun"
    UNDER_WAY = "under_way"
    DONE = "done"
    EXPIRED = "expired"


@dataclass(frozen=True)
class Study:
    """A person and a course of Moodle that trains.

    `done_on` None: not done; `done_on` may be unknown though it is done (`is_done`). `share`: of
    the grade that counts, or of the criteria met, from 0 to 1; None when there is no measure.
    `seen_at`: last visit, Unix seconds, 0 for never, None when hidden or not enrolled.
    """

    person_id: PersonId
    course_id: int
    title: str
    kind: TrainingKind
    hours: Decimal
    is_enrolled: bool
    is_done: bool
    done_on: date | None = None
    valid_to: date | None = None
    share: Decimal | None = None
    seen_at: int | None = None

    def state(self, on: date) -> StudyState:
        """How far the person is on a day."""
        is_done = self.is_done and (self.done_on is None or self.done_on <= on)
        if is_done:
            return StudyState.EXPIRED if self.valid_to and self.valid_to < on else StudyState.DONE
        if not self.is_enrolled:
            return StudyState.NOT_ENROLLED
        has_begun = bool(self.seen_at) or bool(self.share)
        return StudyState.UNDER_WAY if has_begun else StudyState.NOT_BEGUN


@dataclass(frozen=True)
class Certificate:
    """Training somewhere else, with its paper; `valid_to` None: for good."""

    id: int
    person_id: PersonId
    title: str
    kind: TrainingKind
    hours: Decimal
    issued_on: date
    valid_to: date | None = None
    provider: str = ""
    number: str = ""
    paper: str = ""

    def is_valid(self, on: date) -> bool:
        """Whether it counts on a day."""
        return self.issued_on <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True)
class Admission:
    """What the school asks of a mentor before the work.

    `mode` off: nothing; warn: an untrained mentor is pointed out; block: does not become active.
    `needs` any or all of the initial courses, and at least so many `hours` of initial training.
    """

    mode: Literal["off", "warn", "block"] = "warn"
    needs: Literal["any", "all"] = "any"
    hours: Decimal = Decimal(0)


def is_trained(
    studies: Iterable[Study], certificates: Iterable[Certificate], rule: Admission, on: date
) -> bool:
    """Whether one person's initial training holds on a day; a certificate stands for it all."""
    initial = [study for study in studies if study.kind is TrainingKind.INITIAL]
    done = [study for study in initial if study.state(on) is StudyState.DONE]
    papers = [
        paper for paper in certificates
        if paper.kind is TrainingKind.INITIAL and paper.is_valid(on)
    ]  # fmt: skip
    hours = sum([study.hours for study in done] + [paper.hours for paper in papers], Decimal(0))
    is_enough = len(done) == len(initial) if rule.needs == "all" else bool(done)
    return (bool(papers) or (bool(done) and is_enough)) and hours >= rule.hours


def trained(
    studies: Sequence[Study], certificates: Sequence[Certificate], rule: Admission, on: date
) -> frozenset[PersonId]:
    """Everybody whose initial training holds on a day."""
    courses: defaultdict[PersonId, list[Study]] = defaultdict(list)
    papers: defaultdict[PersonId, list[Certificate]] = defaultdict(list)
    for study in studies:
        courses[study.person_id].append(study)
    for certificate in certificates:
        papers[certificate.person_id].append(certificate)
    return frozenset(
        who
        for who in courses.keys() | papers.keys()
        if is_trained(courses[who], papers[who], rule, on)
    )
