"""Describes questionnaires, questions and answers as Moodle's exporters do."""

from collections.abc import Mapping
from typing import Final

from connector.sandbox.call import Call
from connector.sandbox.formats import shortened
from connector.sandbox.json_types import Json, JsonObject
from connector.sandbox.records import Module
from connector.sandbox.surveys import OPTION_SEPARATOR, Question, Response, Survey

ANONYMOUS, NAMED = 1, 2
POSTFIXES: Final[Mapping[str, str]] = {"numeric": '<span class="boundaries"></span>'}


def feedback(module: Module, survey: Survey) -> JsonObject:
    """Answer a questionnaire with the settings that need no right to edit."""
    return {
        "id": module.instance,
        "course": module.course_id,
        "name": module.name,
        "intro": module.intro,
        "introformat": 1,
        "lang": None,
        "anonymous": ANONYMOUS if survey.is_anonymous else NAMED,
        "multiple_submit": False,
        "autonumbering": False,
        "page_after_submitformat": 0,
        "publish_stats": False,
        "completionsubmit": "completionsubmit" in module.rules,
        "coursemodule": module.id,
        "introfiles": [],
    }


def question(one: Question, number: int, feedback_id: int) -> JsonObject:
    """Answer a question; `typ` is its kind, `options` h hides «not selected»."""
    return {
        "id": one.id,
        "feedback": feedback_id,
        "template": 0,
        "name": one.name,
        "nameformat": 1,
        "label": one.label,
        "presentation": one.presentation,
        "presentationformat": 1,
        "typ": one.kind,
        "hasvalue": 1,
        "position": number,
        "required": one.required,
        "dependitem": 0,
        "dependvalue": "",
        "options": "h" if one.has_options else "",
        "itemfiles": [],
        "itemnumber": number,
        "otherdata": None,
    }


def attempt(call: Call, module: Module, survey: Survey, response: Response) -> JsonObject:
    """Answer what a person said; the name is in the order of the language."""
    return {
        "id": response.id,
        "courseid": module.course_id,
        "userid": response.user_id,
        "timemodified": response.when,
        "fullname": call.school.people[response.user_id].plain_name,
        "responses": _responses(survey, response),
    }


def anonymous(module: Module, survey: Survey, response: Response, number: int) -> JsonObject:
    """Answer what somebody said, under a number that tells nothing."""
    return {
        "id": response.id,
        "courseid": module.course_id,
        "number": number,
        "responses": _responses(survey, response),
    }


def _responses(survey: Survey, response: Response) -> list[Json]:
    return [
        {"id": one.id, "name": _name(one), "printval": _printed(one, value), "rawval": value}
        for one, value in zip(survey.questions, response.values, strict=True)
    ]


def _name(one: Question) -> str:
    """Answer a heading: the label, and the name cut to thirty characters."""
    return f"({one.label}) {shortened(one.name)}{POSTFIXES.get(one.kind, '')}"


def _printed(one: Question, value: str | None) -> str:
    if not value:
        return ""
    if not one.has_options:
        return value.strip()
    chosen = (one.options[int(number) - 1] for number in value.split(OPTION_SEPARATOR))
    return "\n".join(chosen)
