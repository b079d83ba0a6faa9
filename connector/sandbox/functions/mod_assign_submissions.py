"""mod_assign: what was handed in; whoever was graded without that has an empty submission."""

from collections.abc import Iterator
from typing import Final

from connector.sandbox.assignments import NO_GRADE
from connector.sandbox.call import Call, takes
from connector.sandbox.functions.mod_assign import NO_ACCESS, warning
from connector.sandbox.json_types import Json, JsonObject
from connector.sandbox.notebooks import Submission
from connector.sandbox.parameters import Many, integer, letters
from connector.sandbox.records import Module

NO_SUBMISSIONS: Final = ("3", "No submissions found")
NEW: Final = "new"


@takes(
    assignmentids=Many(integer()),
    status=letters(default=""),
    since=integer(default=0),
    before=integer(default=0),
)
def get_submissions(call: Call) -> Json:
    """Answer all attempts at assignments; an unknown assignment is passed over."""
    found: list[Json] = []
    warnings: list[Json] = []
    for assignment_id in sorted(set(call["assignmentids"])):
        module = call.school.instances.get(("assign", assignment_id))
        if module is None:
            continue
        if not call.caller.has_rights:
            warnings.append(warning("assignment", assignment_id, NO_ACCESS))
            continue
        handed_in = list(_wanted(call, module))
        if handed_in:
            found.append({"assignmentid": assignment_id, "submissions": handed_in})
        else:
            warnings.append(warning("module", assignment_id, NO_SUBMISSIONS))
    return {"assignments": found, "warnings": warnings}


def _wanted(call: Call, module: Module) -> Iterator[Json]:
    rows = call.state.assignments.rows(module)
    graded = {row.user_id for row in rows.values() if row.grade != NO_GRADE}
    for one in _submissions(call, module):
        if call["status"] not in ("", one.status) or one.when < call["since"]:
            continue
        if not call["before"] or one.when <= call["before"]:
            yield _told(one, is_graded=one.user_id in graded)


def _submissions(call: Call, module: Module) -> Iterator[Submission]:
    handed_in = call.school.submissions.get(module.instance, ())
    yield from handed_in
    known = {one.user_id for one in handed_in}
    for row in call.state.assignments.rows(module).values():
        if row.user_id not in known:
            yield Submission(row.id, row.user_id, 0, row.created, status=NEW)


def _told(one: Submission, *, is_graded: bool) -> JsonObject:
    return {
        "id": one.id,
        "userid": one.user_id,
        "attemptnumber": one.attempt,
        "timecreated": one.when,
        "timemodified": one.when,
        "timestarted": None,
        "status": one.status,
        "groupid": 0,
        "plugins": [_online_text(one), {"type": "comments", "name": "Submission comments"}],
        "gradingstatus": "graded" if is_graded else "notgraded",
    }


def _online_text(one: Submission) -> JsonObject:
    return {
        "type": "onlinetext",
        "name": "Online text",
        "fileareas": [{"area": "submissions_onlinetext", "files": []}],
        "editorfields": [
            {
                "name": "onlinetext",
                "description": "Online text submissions",
                "text": one.text,
                "format": int(bool(one.text)),
            }
        ],
    }
