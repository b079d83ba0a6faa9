"""Candidates as a list and a sheet show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from connector.domain.consents import BY_HAND, Purpose
from connector.domain.participation import TEXTS, Participation, State
from connector.domain.people import Role
from connector.domain.readiness import readiness
from connector.domain.recruiting import Application, Decision, Selection
from connector.domain.training import StudyState
from connector.domain.years import SchoolYear
from connector.services.by_hand.view import View

SHORT: Final = 100
"""Characters of what somebody wrote that a list shows."""


@dataclass(frozen=True)
class CandidateRow:
    """A participation that is not active yet; `training` None for a mentee.

    `source`: BY_HAND, or where the rules found them: a list, or a questionnaire as it is named.
    """

    id: int
    person_id: int
    name: str
    role: Role
    kind: str
    class_name: str
    source: str
    applied_on: date | None
    wrote: str
    has_consent: bool
    training: StudyState | None
    state: State
    interviewed_on: date | None
    decision: Decision | None
    decided_on: date | None


@dataclass(frozen=True)
class Candidate:
    """Everything about one candidate; `reasons`: codes of why a mentor is needed."""

    row: CandidateRow
    texts: Mapping[str, str]
    reasons: Sequence[str]
    selection: Selection


def is_candidate(view: View, one: Participation, year: SchoolYear) -> bool:
    """Whether somebody applied and is yet to begin, or was declined in a school year.

    Whom the school has placed in Moodle without asking is no candidate.
    """
    has_applied = one.applied_on is not None or _application(view, one) is not None
    was_declined = one.state is State.DECLINED and one.left_on in year
    return has_applied and not one.was_active and (one.is_open or was_declined)


def row(view: View, one: Participation) -> CandidateRow:
    """A candidate in the list."""
    person = view.people[one.person_id]
    selection = view.register.selections.get(one.id) or Selection(one.id)
    return CandidateRow(
        id=one.id,
        person_id=one.person_id,
        name=person.name,
        role=one.role,
        kind=person.kind or "-",
        class_name=person.class_name,
        source=_source(view, one),
        applied_on=one.applied_on,
        wrote=_short(one.texts),
        has_consent=view.register.has_consent(one.person_id, Purpose.PROCESSING, view.today),
        training=_training(view, one) if one.role is Role.MENTOR else None,
        state=one.state,
        interviewed_on=selection.interviewed_on,
        decision=selection.decision,
        decided_on=selection.decided_on,
    )


def candidate(view: View, one: Participation) -> Candidate:
    """A candidate as a sheet shows them."""
    reasons = [r.code for r in view.register.reasons.values() if r.participation_id == one.id]
    return Candidate(
        row=row(view, one),
        texts={name: one.texts[name] for name in TEXTS if one.texts.get(name)},
        reasons=sorted(reasons),
        selection=view.register.selections.get(one.id) or Selection(one.id),
    )


def _source(view: View, one: Participation) -> str:
    application = _application(view, one)
    if application:
        return application.source
    return BY_HAND


def _application(view: View, one: Participation) -> Application | None:
    mine = (a for a in view.seen.applications if (a.person_id, a.role) == (one.person_id, one.role))
    return next(mine, None)


def _short(texts: Mapping[str, str]) -> str:
    """The beginning of what somebody wrote, in one line."""
    said = "; ".join(" ".join(texts[name].split()) for name in TEXTS if texts.get(name))
    return said if len(said) <= SHORT else said[: SHORT - 1].rstrip() + "…"


def _training(view: View, one: Participation) -> StudyState:
    papers = list(view.register.certificates.values())
    rule = view.deps.rules.admission
    return readiness(one.person_id, view.seen.studies, papers, rule, view.today).state
