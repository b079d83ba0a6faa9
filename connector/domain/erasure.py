"""What must be destroyed, why and by when (methodology 10, 12.3: 14)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from connector.domain.people import PersonId


class ErasureState(StrEnum):
    """Where a task stands; `cancelled`: a new consent came before it was done."""

    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class ErasureTask:
    """A person's data to be destroyed by a day, because a consent was withdrawn."""

    id: int
    person_id: PersonId
    consent_id: int
    opened_on: date
    due_on: date
    state: ErasureState = ErasureState.OPEN
    closed_on: date | None = None
