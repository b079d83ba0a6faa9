"""Papers of the school: orders, regulations, programmes, journals (methodology 3.1, 8)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

ORDER_PAIRS: Final = "order_pairs"
"""The order of the head that makes pairs and groups (methodology 12.3: 6)."""


class DocumentState(StrEnum):
    """How far a paper has come (methodology 12.2)."""

    DRAFT = "draft"
    SIGNED = "signed"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Document:
    """A paper; `kind` is a code of stages.yaml, `programme_id` 0 for one of the whole school.

    `place`: where it lies, or its address.
    """

    id: int
    kind: str
    year: str
    title: str = ""
    number: str = ""
    dated_on: date | None = None
    state: DocumentState = DocumentState.SIGNED
    programme_id: int = 0
    place: str = ""
