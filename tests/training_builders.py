"""Training, routes and mentors' cards for tests: a test states only what matters to it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from connector.domain.consents import Consent, Signer
from connector.domain.growth import RouteItem
from connector.domain.people import Kind, Person, PersonId
from connector.domain.training import Study, TrainingKind
from tests.builders import TRAINING, Change, a_person
from tests.register_builders import a_consent

SELF: Final = Signer.SELF


def a_study(person_id: int = 1, **changes: Change) -> Study:
    """Build the initial course of a mentor who is enrolled and has not been there."""
    study = Study(
        person_id=PersonId(person_id),
        course_id=TRAINING,
        title="Школа наставника",
        kind=TrainingKind.INITIAL,
        hours=Decimal(16),
        is_enrolled=True,
        is_done=False,
        seen_at=0,
    )
    return replace(study, **changes)


def a_teacher(person_id: int = 1, **changes: Change) -> Person:
    """Build a teacher of forty, ten years at school."""
    teacher = replace(
        a_person(person_id),
        kind=Kind.TEACHER,
        class_name="",
        born_on=date(1986, 3, 1),
        serving_since=date(2016, 9, 1),
        position="Учитель физики",
    )
    return replace(teacher, **changes)


def an_own_consent(key: int = 1, person_id: int = 1, **changes: Change) -> Consent:
    """Build a consent that a grown-up signed."""
    return a_consent(key, person_id, **{"signed_by": SELF, **changes})


def a_step(key: int = 1, person_id: int = 1, **changes: Change) -> RouteItem:
    """Build a step of a route that was planned by hand."""
    item = RouteItem(key, PersonId(person_id), "2026/27", "Цифровые инструменты", Decimal(36))
    return replace(item, **changes)
