"""Rows of programmes, papers and the roadmap for tests: a test states only what matters to it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any, Final

from connector.domain.documents import Document
from connector.domain.matches import Match, MatchMember
from connector.domain.meetings import Meeting
from connector.domain.people import PersonId, Role
from connector.domain.plans import Plan
from connector.domain.programmes import Programme
from connector.domain.register import Register
from connector.domain.roadmap import RoadmapRow
from connector.domain.years import SchoolYear
from tests.builders import COURSE, Change
from tests.register_builders import a_register

YEAR: Final = SchoolYear(2026)
SINCE: Final = date(2026, 10, 15)
PARTS: Final = (
    (Programme, "programmes"),
    (Document, "documents"),
    (Match, "matches"),
    (MatchMember, "members"),
    (Meeting, "meetings"),
    (Plan, "plans"),
    (RoadmapRow, "roadmap"),
)


def a_book(*rows: Any, people: Iterable[int] = ()) -> Register:  # noqa: ANN401 - rows of any part
    """Build a register of rows of any part, with plain pupils by their ids."""
    register = a_register(*rows, people=people)
    for kind, part in PARTS:
        register = register.with_rows(part, [row for row in rows if isinstance(row, kind)])
    return register


def a_match(key: int = 1, **changes: Change) -> Match:
    """Build a pair of the programme that was just proposed."""
    return replace(Match(key, COURSE, f"Пара {key}", group_id=100 + key), **changes)


def a_mentee_of(match_id: int, person_id: int) -> MatchMember:
    """Put a mentee into a pair."""
    who = PersonId(person_id)
    return MatchMember(1000 * match_id + person_id, match_id, COURSE, who, Role.MENTEE, SINCE)


def a_document(key: int = 1, kind: str = "order_intro", **changes: Change) -> Document:
    """Build a signed paper of the whole school."""
    return replace(Document(key, kind, str(YEAR), number=str(key), dated_on=SINCE), **changes)


def a_row(key: int = 1, **changes: Change) -> RoadmapRow:
    """Build a planned row of the first stage."""
    row = RoadmapRow(key, str(YEAR), 1, f"Мероприятие {key}", due_to=date(2026, 9, 30))
    return replace(row, **changes)
