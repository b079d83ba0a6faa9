"""The bases of mentees and of mentors (methodology 5.1, 5.2): the register as two tables."""

from connector.domain.bases.base import Base
from connector.domain.bases.checking import Check
from connector.domain.bases.columns import (
    COLUMNS,
    EDITABLE,
    OF_PERSON,
    Column,
    Value,
    empty,
    key,
    same,
)
from connector.domain.bases.comparing import Verdict, compared
from connector.domain.bases.editing import Edit, Entry, Newcomer, edited
from connector.domain.bases.marks import mark, remembered
from connector.domain.bases.newcomers import Known, Newcomers
from connector.domain.bases.rows import EVERYTHING, Filter, Naming, Row

__all__ = [
    "COLUMNS",
    "EDITABLE",
    "EVERYTHING",
    "OF_PERSON",
    "Base",
    "Check",
    "Column",
    "Edit",
    "Entry",
    "Filter",
    "Known",
    "Naming",
    "Newcomer",
    "Newcomers",
    "Row",
    "Value",
    "Verdict",
    "compared",
    "edited",
    "empty",
    "key",
    "mark",
    "remembered",
    "same",
]
