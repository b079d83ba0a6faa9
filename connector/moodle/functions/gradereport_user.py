"""The gradebook of a course."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from connector.moodle.client import MoodleClient
from connector.moodle.parsing import listed, parse_many
from connector.moodle.records.grade import GRADE, GRADE_ITEM, CourseMark, Grade, GradeItem

EVERYBODY: Final = 0
FUNCTION = "gradereport_user_get_grade_items"


def gradebook(
    moodle: MoodleClient, course_id: int, user_id: int = EVERYBODY
) -> tuple[list[GradeItem], list[Grade]]:
    """The columns and everybody's grades, or one person's, in one call.

    A person costs Moodle 6 to 11 ms.

    Moodle: gradereport_user_get_grade_items.
    """
    cells = list(_cells(moodle, course_id, user_id))
    grades = parse_many(GRADE, cells, function=FUNCTION)
    columns = {cell["id"]: cell for cell in cells}
    items = parse_many(GRADE_ITEM, [columns[key] for key in sorted(columns)], function=FUNCTION)
    return items, grades


def marks(
    moodle: MoodleClient, course_id: int, is_mark: Callable[[GradeItem], bool]
) -> tuple[bool, list[CourseMark]]:
    """Everybody's grade in the column that is the mark: whether there is one, and what is in it.

    Who has no grade there is left out.

    Moodle: gradereport_user_get_grade_items.
    """
    cells = list(_cells(moodle, course_id, EVERYBODY))
    rows = zip(
        parse_many(GRADE_ITEM, cells, function=FUNCTION),
        parse_many(GRADE, cells, function=FUNCTION),
        strict=True,
    )
    found = [(item, grade) for item, grade in rows if is_mark(item)]
    return bool(found) or not cells, [
        CourseMark(course_id, grade.user_id, grade.value, item.minimum, item.maximum)
        for item, grade in found
        if grade.value is not None
    ]


def _cells(moodle: MoodleClient, course_id: int, user_id: int) -> Iterator[Mapping[str, Any]]:
    """The cells of everybody's report, each with whose it is."""
    answer = moodle.read(FUNCTION, courseid=course_id, userid=user_id)
    for user in listed(answer, "usergrades", function=FUNCTION):
        for cell in listed(user, "gradeitems", function=FUNCTION):
            yield {**cell, "course": course_id, "user": user.get("userid")}
