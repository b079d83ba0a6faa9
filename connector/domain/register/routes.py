"""Takes over the steps of teachers' routes that the mapping plans."""

from dataclasses import replace
from itertools import count

from connector.domain.consents import BY_HAND
from connector.domain.growth import PlannedStep, RouteItem
from connector.domain.register.book import Register, next_id
from connector.domain.school import School


def follow_routes(register: Register, school: School) -> Register:
    """One step for each that is planned; what the rules no longer plan stays as it is."""
    known = {
        (item.person_id, item.year, item.source): item
        for item in register.route.values()
        if item.source != BY_HAND
    }
    numbers = count(next_id(register.route))
    rows = []
    for planned in school.route:
        item = known.get((planned.person_id, planned.year, planned.source))
        row = _as_planned(item or RouteItem(next(numbers), planned.person_id, "", ""), planned)
        if row != item:
            rows.append(row)
    return register.with_rows("route", rows)


def _as_planned(item: RouteItem, planned: PlannedStep) -> RouteItem:
    return replace(
        item,
        year=planned.year,
        title=planned.title,
        hours=planned.hours,
        due_on=planned.due_on,
        course_id=planned.course_id,
        source=planned.source,
    )
