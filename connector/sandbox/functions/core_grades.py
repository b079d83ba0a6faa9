"""core_grades: writes past an activity, straight into the gradebook."""

from typing import Final

from connector.sandbox.call import Call, takes
from connector.sandbox.gradebook import Item
from connector.sandbox.json_types import Json
from connector.sandbox.parameters import Many, Structure, boolean, integer, number, raw, word
from connector.sandbox.records import Module
from connector.sandbox.refusals import coding_error, refusal

WRITTEN: Final = 0
FAILED: Final = 1
ABSENT: Final = None
DETAILS: Final = Structure(
    {
        "itemname": word(default=ABSENT),
        "idnumber": integer(default=ABSENT),
        "gradetype": integer(default=ABSENT),
        "grademax": number(default=ABSENT),
        "grademin": number(default=ABSENT),
        "scaleid": integer(default=ABSENT),
        "multfactor": number(default=ABSENT),
        "plusfactor": number(default=ABSENT),
        "deleted": boolean(default=ABSENT),
        "hidden": boolean(default=ABSENT),
    },
    default={},
)
GRADE: Final = Structure(
    {"studentid": integer(), "grade": number(), "str_feedback": raw(default="")}
)


@takes(
    source=raw(),
    courseid=integer(),
    component=word(),
    activityid=integer(),
    itemnumber=integer(),
    grades=Many(GRADE, default=[]),
    itemdetails=DETAILS,
)
def update_grades(call: Call) -> Json:
    """Answer 0 when written, 1 when a cell was locked; the feedback is dropped."""
    module = _activity(call)
    call.course_in_context(call["courseid"])
    item = _item(call, module)
    who = call.caller.person.id
    written = [
        call.state.update_gradebook(item, grade["studentid"], grade["grade"], who)
        for grade in call["grades"]
    ]
    return WRITTEN if all(written) else FAILED


def _activity(call: Call) -> Module:
    kind, _, modname = call["component"].partition("_")
    if kind != "mod":
        raise coding_error("Invalid modulename parameter")
    module = call.school.modules.get(call["activityid"])
    if module is None or module.modname != modname:
        raise refusal("invalidcoursemodule", "Invalid course module ID")
    return module


def _item(call: Call, module: Module) -> Item:
    """Answer the column; one that is missing is made, whatever the activity is."""
    details, book, wanted = call["itemdetails"], call.state.book, call["itemnumber"]
    name = details.get("itemname") or module.name
    maximum = details.get("grademax") or 100.0
    return book.item(module, wanted) or book.create_item(module, wanted, name, maximum)
