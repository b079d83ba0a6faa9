"""The yearly template of the roadmap: rows with terms in a school year, not on a day."""

from dataclasses import dataclass
from datetime import date

from connector.domain.roadmap import RoadmapRow
from connector.domain.years import SEPTEMBER, SchoolYear, years_later

MonthDay = tuple[int, int]
"""A month and a day of it."""

A_LEAP_YEAR = 2000


@dataclass(frozen=True)
class TemplateRow:
    """A row for every year; without `due_to` it is `recurrence` that says when.

    The terms lie in the school year, and a first day that would come after the last one in the
    summer before it.
    """

    code: str
    stage: int
    activity: str
    heading: str = ""
    content: str = ""
    due_from: MonthDay | None = None
    due_to: MonthDay | None = None
    recurrence: str = ""
    responsible: str = ""
    result: str = ""
    document_kind: str = ""

    def of_year(self, year: SchoolYear, number: int) -> RoadmapRow:
        """The row of one year, planned."""
        first = placed(self.due_from, year) if self.due_from else None
        last = placed(self.due_to, year) if self.due_to else None
        if first and last and first > last:
            first = years_later(first, -1)
        return RoadmapRow(
            id=number,
            year=str(year),
            stage=self.stage,
            activity=self.activity,
            heading=self.heading,
            content=self.content,
            due_from=first,
            due_to=last,
            recurrence=self.recurrence,
            responsible=self.responsible,
            result=self.result,
            document_kind=self.document_kind,
            source=self.code,
        )


def placed(month_day: MonthDay, year: SchoolYear) -> date:
    """A day of a school year; 28 February for a 29th that it does not have."""
    month, day = month_day
    calendar_year = year.first + (month < SEPTEMBER)
    return years_later(date(A_LEAP_YEAR, month, day), calendar_year - A_LEAP_YEAR)
