"""mod_feedback: questionnaires of courses, their questions and what was answered."""

from collections.abc import Sequence
from typing import TypeVar

from connector.sandbox.call import Call, takes
from connector.sandbox.chance import chance
from connector.sandbox.functions.access_warnings import entered
from connector.sandbox.functions.feedback_details import anonymous, attempt, feedback, question
from connector.sandbox.json_types import Json, JsonObject
from connector.sandbox.parameters import Many, integer
from connector.sandbox.refusals import no_permission
from connector.sandbox.surveys import Response, Survey

Row = TypeVar("Row")


@takes(courseids=Many(integer(), default=[]))
def get_feedbacks_by_courses(call: Call) -> Json:
    """Answer the questionnaires of courses; a course that may not be entered is a warning."""
    courses, warnings = entered(call)
    modules = (m for course in courses for m in course.modules if m.modname == "feedback")
    found: list[Json] = [feedback(m, call.school.surveys[m.instance]) for m in modules]
    return {"feedbacks": found, "warnings": warnings}


@takes(feedbackid=integer(), courseid=integer(default=0))
def get_items(call: Call) -> Json:
    """Answer the questions; to who may not see the answers only a warning."""
    module = call.module("feedback", call["feedbackid"])
    if not call.caller.reads_answers:
        return {"items": [], "warnings": [_closed(module.instance)]}
    asked = call.school.surveys[module.instance].questions
    items: list[Json] = [question(one, n, module.instance) for n, one in enumerate(asked, 1)]
    return {"items": items, "warnings": []}


@takes(
    feedbackid=integer(),
    groupid=integer(default=0),
    page=integer(default=0),
    perpage=integer(default=0),
    courseid=integer(default=0),
)
def get_responses_analysis(call: Call) -> Json:
    """Answer what everybody said, named answers apart from anonymous ones."""
    module = call.module("feedback", call["feedbackid"])
    if not call.caller.reads_answers:
        raise no_permission("View reports")
    survey = call.school.surveys[module.instance]
    given = _given(call, survey)
    named, hidden = ([], given) if survey.is_anonymous else (given, [])
    random = chance(call.school.seed, "anonymous", module.id)
    shuffled = list(enumerate(random.sample(hidden, len(hidden)), 1))
    return {
        "attempts": [attempt(call, module, survey, one) for one in _page(call, named)],
        "totalattempts": len(named),
        "anonattempts": [
            anonymous(module, survey, one, number) for number, one in _page(call, shuffled)
        ],
        "totalanonattempts": len(hidden),
        "warnings": [],
    }


def _given(call: Call, survey: Survey) -> list[Response]:
    """The responses of people who are not deleted, sorted by surname."""
    people, members = call.school.people, call.school.members(call["groupid"])
    responses = [
        one
        for one in survey.responses
        if not people[one.user_id].deleted and (members is None or one.user_id in members)
    ]
    return sorted(responses, key=lambda one: (people[one.user_id].lastname, one.id))


def _page(call: Call, rows: Sequence[Row]) -> Sequence[Row]:
    """Cut a page; where all rows fit on one, every page is the first one."""
    size: int = call["perpage"]
    if not 0 < size < len(rows):
        return rows
    first = call["page"] * size
    return rows[first : first + size]


def _closed(feedback_id: int) -> JsonObject:
    return {
        "item": str(feedback_id),
        "warningcode": "nopermission",
        "message": "error/nopermission",
    }
