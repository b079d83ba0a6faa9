"""Where training stops: whoever stands at the same step of the same course stands together."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from connector.domain.people import PersonId
from connector.domain.readiness import Readiness
from connector.domain.training import Study, StudyState, TrainingKind

NO_COURSE: Final = 0
ORDER: Final = tuple(StudyState)


@dataclass(frozen=True)
class Halt:
    """People who stand at one step of a course; NO_COURSE: Moodle has none for them."""

    course_id: int
    title: str
    state: StudyState
    people: tuple[PersonId, ...]


def halts(studies: Iterable[Study], ready: Mapping[PersonId, Readiness], on: date) -> list[Halt]:
    """Everybody of `ready` who has not done a course, by course and step.

    Whose initial training holds, by another course or a paper, need not do the other ones.
    """
    found: defaultdict[tuple[int, str, StudyState], set[PersonId]] = defaultdict(set)
    offered = set()
    for study in studies:
        if study.person_id not in ready or study.kind is TrainingKind.GROWTH:
            continue
        is_initial = study.kind is TrainingKind.INITIAL
        offered |= {study.person_id} if is_initial else set()
        is_needed = not (is_initial and _is_done(ready[study.person_id]))
        state = study.state(on)
        if is_needed and state is not StudyState.DONE:
            found[study.course_id, study.title, state].add(study.person_id)
    for who, one in ready.items():
        if who not in offered and not _is_done(one):
            found[NO_COURSE, "", one.state].add(who)
    steps = sorted(found, key=lambda step: (step[0], ORDER.index(step[2])))
    return [Halt(*step, tuple(sorted(found[step]))) for step in steps]


def _is_done(ready: Readiness) -> bool:
    return ready.state is StudyState.DONE
