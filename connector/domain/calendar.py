"""What is to stand in Moodle's calendars: rows of the roadmap, planned meetings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from connector.domain.roadmap import RoadmapRow

ROADMAP_MARK: Final = "roadmap"
ALL_DAY: Final = ""


@dataclass(frozen=True)
class WantedEvent:
    """An event that is to be in a calendar.

    `key`: what it is about, the same from run to run. `clock`: HH:MM, empty for the whole day.
    `minutes`: how long it lasts, 0 when nobody says. `group_id`: the group of a course that sees
    it, 0 for everybody in the course.
    """

    key: str
    title: str
    text: str
    on: date
    clock: str
    minutes: int
    course_id: int
    group_id: int


def roadmap_events(rows: Iterable[RoadmapRow], course_id: int) -> list[WantedEvent]:
    """An event in the course of the staff on the last day of each row that is to be done."""
    return [
        _event(row, row.due_to, course_id)
        for row in sorted(rows, key=lambda row: row.id)
        if row.is_open and row.due_to is not None
    ]


def _event(row: RoadmapRow, due_to: date, course_id: int) -> WantedEvent:
    said = (row.content, row.responsible, row.result)
    return WantedEvent(
        key=f"{ROADMAP_MARK}:{row.id}",
        title=row.activity,
        text="\n".join(part for part in said if part),
        on=due_to,
        clock=ALL_DAY,
        minutes=0,
        course_id=course_id,
        group_id=0,
    )
