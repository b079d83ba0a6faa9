"""The gradebook of a course."""

from typing import Final

from connector.moodle.client import MoodleClient
from connector.moodle.parsing import listed, parse_many
from connector.moodle.records.grade import GRADE, GRADE_ITEM, Grade, GradeItem

EVERYBODY: Final = 0


def gradebook(
    moodle: MoodleClient, course_id: int, user_id: int = EVERYBODY
) -> tuple[list[GradeItem], list[Grade]]:
    """The columns and everybody's grades, or one person's, in one call.

    A person costs Moodle 6 to 11 ms.

    Moodle: gradereport_user_get_grade_items.
    """
    function = "gradereport_user_get_grade_items"
    answer = moodle.read(function, courseid=course_id, userid=user_id)
    cells = [
        {**cell, "course": course_id, "user": user.get("userid")}
        for user in listed(answer, "usergrades", function=function)
        for cell in listed(user, "gradeitems", function=function)
    ]
    grades = parse_many(GRADE, cells, function=function)
    columns = {cell["id"]: cell for cell in cells}
    items = parse_many(GRADE_ITEM, [columns[key] for key in sorted(columns)], function=function)
    return items, grades
