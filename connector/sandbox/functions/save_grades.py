"""mod_assign_save_grades: writes grades, and says nothing about those it did not write."""

from collections.abc import Mapping
from typing import Any, Final

from connector.sandbox.assignments import Given
from connector.sandbox.call import Call, takes
from connector.sandbox.json_types import Json
from connector.sandbox.parameters import (
    Many,
    Structure,
    boolean,
    integer,
    letters,
    number,
    raw,
)
from connector.sandbox.records import Module
from connector.sandbox.refusals import invalid_parameter, not_writable

COMMENT: Final = "assignfeedbackcomments_editor"
EDITOR: Final = Structure({"text": raw(), "format": integer()}, default=None)
FILES: Final = integer(default=0)
GRADE: Final = Structure(
    {
        "userid": integer(),
        "grade": number(),
        "attemptnumber": integer(),
        "addattempt": boolean(),
        "workflowstate": letters(),
        "plugindata": Structure({COMMENT: EDITOR, "files_filemanager": FILES}, default={}),
    }
)


@takes(assignmentid=integer(), applytoall=boolean(), grades=Many(GRADE))
def save_grades(call: Call) -> Json:
    """Answer null whatever becomes of the grades; a team needs `applytoall` 0."""
    module = call.module("assign", call["assignmentid"])
    if module.team and call["applytoall"]:
        _refuse_team(call, module)
    for grade in call["grades"]:
        call.state.save_grade(module, _given(call, grade))
    return None


def _refuse_team(call: Call, module: Module) -> None:
    """Refuse as Moodle does while no team has submitted anything."""
    groups_of = call.school.courses[module.course_id].groups_of
    teams = [
        next((g.id for g in groups_of.get(grade["userid"], ())), 0) for grade in call["grades"]
    ]
    if len(set(teams)) < len(teams):
        raise invalid_parameter()
    raise not_writable()


def _given(call: Call, grade: Mapping[str, Any]) -> Given:
    editor = grade["plugindata"].get(COMMENT)
    return Given(
        user_id=grade["userid"],
        grade=grade["grade"],
        grader=call.caller.person.id,
        when=call.state.now(),
        comment=editor["text"] if editor else None,
        state=grade["workflowstate"],
    )
