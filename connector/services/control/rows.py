"""Mentors as a list and a card show them: codes, days and what is wrong in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from connector.domain.concerns import Concern, Severity, Watched
from connector.domain.control import Card, Guided, Load
from connector.domain.participation import Participation, State
from connector.domain.training import Certificate, Study, StudyState, TrainingKind
from connector.services.by_hand.view import View


@dataclass(frozen=True)
class ConcernRow:
    """What is wrong, as a code and in words; `until`: the last day, for what runs out."""

    code: str
    severity: Severity
    about: str
    until: date | None
    in_words: str


@dataclass(frozen=True)
class MentorRow:
    """A mentor in the list: `severity` of the worst concern, None when all is well.

    `has_consent` None: the school keeps no consents.
    """

    person_id: int
    name: str
    kind: str
    class_name: str
    severity: Severity | None
    states: Sequence[str]
    training: str
    admitted: str
    trained_to: date | None
    mentees: int
    pairs: int
    has_consent: bool | None
    consent_to: date | None
    seen_on: date | None
    concerns: Sequence[ConcernRow]


@dataclass(frozen=True)
class PlaceRow:
    """A participation as a mentor."""

    participation: int
    programme: str
    state: State
    entered_on: date | None
    left_on: date | None


@dataclass(frozen=True)
class LearntRow:
    """A course that trains, or a certificate: `number` of the paper, empty for a course."""

    title: str
    kind: TrainingKind
    hours: Decimal
    state: StudyState
    done_on: date | None
    valid_to: date | None
    provider: str = ""
    number: str = ""


@dataclass(frozen=True)
class CardRows:
    """All that is known of one mentor."""

    mentor: MentorRow
    places: Sequence[PlaceRow]
    learnt: Sequence[LearntRow]
    loads: Sequence[Load]
    pairs: Sequence[Guided]


def row(view: View, one: Watched) -> MentorRow:
    """A mentor as the list shows them."""
    card, paper = one.card, one.card.processing
    return MentorRow(
        person_id=card.person.id,
        name=card.person.name,
        kind=card.person.kind or "-",
        class_name=card.person.class_name,
        severity=one.concerns[0].severity if one.concerns else None,
        states=[taking_part.state for taking_part in card.participations if taking_part.is_open],
        training=card.readiness.state,
        admitted=card.readiness.admitted,
        trained_to=card.readiness.valid_to,
        mentees=sum(load.mentees for load in card.loads),
        pairs=len(card.pairs),
        has_consent=paper.is_valid if paper else None,
        consent_to=paper.valid_to if paper else None,
        seen_on=_seen_on(view, card),
        concerns=[_concern(view, concern) for concern in one.concerns],
    )


def card(view: View, one: Watched) -> CardRows:
    """A mentor's card."""
    seen = one.card
    return CardRows(
        mentor=row(view, one),
        places=[_place(view, taking_part) for taking_part in seen.participations],
        learnt=[
            *(_course(view, study) for study in seen.studies),
            *(_paper(view, paper) for paper in seen.certificates),
        ],
        loads=seen.loads,
        pairs=seen.pairs,
    )


def _place(view: View, one: Participation) -> PlaceRow:
    programme = view.programme(one.programme_id)
    return PlaceRow(one.id, programme, one.state, one.entered_on, one.left_on)


def _course(view: View, study: Study) -> LearntRow:
    return LearntRow(
        title=study.title,
        kind=study.kind,
        hours=study.hours,
        state=study.state(view.today),
        done_on=study.done_on,
        valid_to=study.valid_to,
    )


def _paper(view: View, paper: Certificate) -> LearntRow:
    return LearntRow(
        title=paper.title,
        kind=paper.kind,
        hours=paper.hours,
        state=StudyState.DONE if paper.is_valid(view.today) else StudyState.EXPIRED,
        done_on=paper.issued_on,
        valid_to=paper.valid_to,
        provider=paper.provider,
        number=paper.number,
    )


def _seen_on(view: View, card: Card) -> date | None:
    zone = view.deps.rules.school.time_zone
    return datetime.fromtimestamp(card.seen_at, zone).date() if card.seen_at else None


def _concern(view: View, concern: Concern) -> ConcernRow:
    forms = view.deps.methodology.forms
    about = forms[concern.about].title if concern.about in forms else concern.about
    until = f"{concern.until:%d.%m.%Y}" if concern.until else ""
    said = view.deps.wording.say(f"control.{concern.code}", about=about, until=until)
    return ConcernRow(concern.code, concern.severity, about, concern.until, said)
