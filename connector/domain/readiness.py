"""Whether a mentor's initial training lets them work: where it stands and until when it holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from connector.domain.people import PersonId
from connector.domain.training import (
    Admission,
    Certificate,
    Study,
    StudyState,
    TrainingKind,
    is_trained,
)


class Admitted(StrEnum):
    """Whether the school lets somebody work; `warned`: yes, but it is pointed out."""

    YES = "yes"
    WARNED = "warned"
    NO = "no"


@dataclass(frozen=True)
class Readiness:
    """The initial training of one person, as a whole, on a day.

    `valid_to`: the last day on which it holds; None while it does not, or for good.
    """

    person_id: PersonId
    state: StudyState
    admitted: Admitted
    valid_to: date | None = None


def readiness(
    who: PersonId,
    studies: Sequence[Study],
    certificates: Sequence[Certificate],
    rule: Admission,
    on: date,
) -> Readiness:
    """How ready a person is; the studies and certificates may be everybody's."""
    mine = [s for s in studies if s.person_id == who and s.kind is TrainingKind.INITIAL]
    papers = [c for c in certificates if c.person_id == who and c.kind is TrainingKind.INITIAL]
    state = _state(mine, papers, rule, on)
    is_done = state is StudyState.DONE
    return Readiness(
        person_id=who,
        state=state,
        admitted=_admitted(rule, is_done=is_done),
        valid_to=_holds_until(mine, papers, rule, on) if is_done else None,
    )


def _state(
    studies: Sequence[Study], papers: Sequence[Certificate], rule: Admission, on: date
) -> StudyState:
    """Done only as a whole: one course of several, or too few hours, is still under way."""
    if is_trained(studies, papers, rule, on):
        return StudyState.DONE
    states = {study.state(on) for study in studies}
    has_lapsed = any(paper.valid_to is not None and paper.valid_to < on for paper in papers)
    has_begun = bool(states & {StudyState.DONE, StudyState.UNDER_WAY})
    has_paper = any(paper.is_valid(on) for paper in papers)
    for applies, state in (
        (has_lapsed or StudyState.EXPIRED in states, StudyState.EXPIRED),
        (has_begun or has_paper, StudyState.UNDER_WAY),
        (StudyState.NOT_BEGUN in states, StudyState.NOT_BEGUN),
    ):
        if applies:
            return state
    return StudyState.NOT_ENROLLED


def _admitted(rule: Admission, *, is_done: bool) -> Admitted:
    if is_done or rule.mode == "off":
        return Admitted.YES
    return Admitted.NO if rule.mode == "block" else Admitted.WARNED


def _holds_until(
    studies: Sequence[Study], papers: Sequence[Certificate], rule: Admission, on: date
) -> date | None:
    """The first end of a course or paper after which what is left is not enough."""
    ends = {study.valid_to for study in studies} | {paper.valid_to for paper in papers}
    for end in sorted(end for end in ends if end is not None):
        if on <= end < date.max and not is_trained(studies, papers, rule, end + timedelta(days=1)):
            return end
    return None
