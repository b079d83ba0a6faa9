"""Recruiting: who applied, what they wrote, the interview, the decision, the funnel."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from connector.domain.access import Looking, Thing, may_see
from connector.domain.people import PersonId, Role
from connector.domain.recruiting import Decision, Stage, funnel
from connector.domain.register.edits import EditRefused
from connector.domain.register.edits_participation import taking_part
from connector.domain.register.edits_selection import Interview, decide, note_interview
from connector.domain.training import trained
from connector.domain.years import SchoolYear
from connector.services.by_hand.changing import Changed, change
from connector.services.by_hand.view import View
from connector.services.recruiting.rows import Candidate, CandidateRow, candidate, is_candidate, row

NOBODY: Final = PersonId(0)
"""Whoever may see all candidates may see one."""


def candidates(
    view: View, role: Role | None = None, by: Looking | None = None
) -> list[CandidateRow]:
    """Everybody who wants to take part and does not yet, the latest first, then by name.

    With those who were declined this school year. `by` None: whoever has this computer; raises
    EditRefused for all but curators.
    """
    _check_may_see(by)
    year = SchoolYear.at(view.today)
    listed = [
        row(view, one)
        for one in view.register.participations.values()
        if role in {None, one.role} and is_candidate(view, one, year)
    ]
    return sorted(listed, key=lambda one: (_newest_first(one.applied_on), one.name, one.id))


def show(view: View, participation_id: int, by: Looking | None = None) -> Candidate:
    """One candidate with everything they wrote; raises EditRefused as `candidates` does."""
    _check_may_see(by)
    return candidate(view, taking_part(view.register, participation_id))


def interview(view: View, by: str, participation_id: int, talk: Interview) -> Changed:
    """Note an interview; raises EditRefused for a mark that the criteria do not know."""
    _check_marks(view, talk.marks)
    return change(view, by, lambda known: note_interview(known, participation_id, talk, view.today))


def decided(
    view: View, by: str, participation_id: int, decision: Decision, comment: str = ""
) -> Changed:
    """Decide about a candidate; the participation follows."""
    return change(
        view,
        by,
        lambda known: decide(known, participation_id, decision, view.today, comment),
    )


def funnel_of(view: View, role: Role, year: SchoolYear) -> Mapping[Stage, int]:
    """How many came how far in a school year; of a year that is over nobody knows the invited."""
    last = min(year.ends_on, view.today)
    studies = [study for study in view.seen.studies if not _is_later(study.done_on, last)]
    papers = list(view.register.certificates.values())
    is_now = view.today in year
    return funnel(
        view.register.participations.values(),
        role,
        (year.begins_on, year.ends_on),
        trained(studies, papers, view.deps.rules.admission, last),
        view.seen.invited.get(role) if is_now else None,
    )


def _check_may_see(by: Looking | None) -> None:
    if by is not None and not may_see(by, Thing.CONTROL, NOBODY):
        raise EditRefused("control.not_allowed")


def _check_marks(view: View, marks: Mapping[str, int]) -> None:
    criteria, (least, most) = view.deps.methodology.criteria, view.deps.methodology.marks
    for code, mark in marks.items():
        if code not in criteria:
            known = ", ".join(criteria)
            raise EditRefused("recruiting.no_criterion", criterion=code, known=known)
        if not least <= mark <= most:
            raise EditRefused("recruiting.off_the_scale", mark=mark, least=least, most=most)


def _is_later(day: date | None, last: date) -> bool:
    return day is not None and day > last


def _newest_first(day: date | None) -> int:
    return -day.toordinal() if day else 0
