"""The gradebook of a course."""

from connector.moodle.answers import parse_many, part
from connector.moodle.client import MoodleClient
from connector.moodle.records.grade import GRADE, GRADE_ITEM, Grade, GradeItem


def gradebook(moodle: MoodleClient, course_id: int) -> tuple[list[GradeItem], list[Grade]]:
    """The columns and all participants' grades in one call (6 to 11 ms a person at Moodle).

    Moodle: gradereport_user_get_grade_items.
    """
    function = "gradereport_user_get_grade_items"
    answer = moodle.read(function, courseid=course_id, userid=0)
    cells = [
        {**cell, "course": course_id, "user": user["userid"]}
        for user in part(answer, "usergrades", function=function)
        for cell in part(user, "gradeitems", function=function)
    ]
    columns = {cell["id"]: cell for cell in cells}
    return (
        parse_many(GRADE_ITEM, [columns[key] for key in sorted(columns)], function=function),
        parse_many(GRADE, cells, function=function),
    )
