"""mod_choice: choices of courses and who chose what, as in mod/choice/classes/external.php."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from connector.sandbox.call import Call, takes
from connector.sandbox.functions.access_warnings import entered
from connector.sandbox.functions.user_details import pictures
from connector.sandbox.json_types import Json, JsonObject
from connector.sandbox.parameters import Many, integer
from connector.sandbox.records import Module
from connector.sandbox.refusals import refusal
from connector.sandbox.surveys import Poll, Vote

NOT_ANSWERED: Final = 0
"""The id of an option that nobody chose: those who have not answered yet."""


@takes(courseids=Many(integer(), default=[]))
def get_choices_by_courses(call: Call) -> Json:
    """Answer the choices of courses; a course that may not be entered is a warning."""
    courses, warnings = entered(call)
    modules = (m for course in courses for m in course.modules if m.modname == "choice")
    choices: list[Json] = [_choice(m, call.school.polls[m.instance]) for m in modules]
    return {"choices": choices, "warnings": warnings}


@takes(choiceid=integer())
def get_choice_results(call: Call) -> Json:
    """Answer who chose each option; without the right to read that, as if nobody had."""
    module, poll = _asked(call)
    chosen = _chosen(call, module, poll)
    everybody = sum(map(len, chosen.values()))
    texts = poll.options | {NOT_ANSWERED: "Not answered yet"}
    shown = chosen if call.caller.reads_answers else dict.fromkeys(chosen, ())
    options: list[Json] = [
        {
            "id": option,
            "text": escape(texts[option], quote=False),
            "maxanswer": 0,
            "userresponses": list(_voters(call, voters)),
            "numberofuser": len(voters),
            "percentageamount": 100 * len(voters) / everybody if voters else 0,
        }
        for option, voters in shown.items()
    ]
    return {"options": options, "warnings": []}


@takes(choiceid=integer())
def get_choice_options(call: Call) -> Json:
    """Answer the options with the number of their votes, which needs no right to read them."""
    module, poll = _asked(call)
    chosen = _chosen(call, module, poll)
    options: list[Json] = [
        {
            "id": option,
            "text": escape(text, quote=False),
            "maxanswers": 0,
            "displaylayout": True,
            "countanswers": len(chosen[option]),
            "checked": False,
            "disabled": False,
        }
        for option, text in poll.options.items()
    ]
    return {"options": options, "warnings": []}


def _asked(call: Call) -> tuple[Module, Poll]:
    if ("choice", call["choiceid"]) not in call.school.instances:
        raise refusal("invalidcoursemodule", "Invalid course module ID")
    module = call.module("choice", call["choiceid"])
    return module, call.school.polls[module.instance]


def _chosen(call: Call, module: Module, poll: Poll) -> dict[int, Sequence[Vote]]:
    """The votes by option, without those of people who have left the course."""
    enrolled = call.school.enrolled[module.course_id]
    votes = [vote for vote in poll.votes if vote.user_id in enrolled]
    chosen = {option: [v for v in votes if v.option == option] for option in poll.options}
    if not poll.shows_unanswered:
        return dict(chosen)
    answered = {vote.user_id for vote in votes}
    silent = [Vote(0, who, NOT_ANSWERED, 0) for who in enrolled if who not in answered]
    return {**chosen, NOT_ANSWERED: silent}


def _choice(module: Module, poll: Poll) -> JsonObject:
    return {
        "id": module.instance,
        "coursemodule": module.id,
        "course": module.course_id,
        "name": escape(module.name, quote=False),
        "intro": module.intro,
        "introformat": 1,
        "introfiles": [],
        "lang": "",
        "publish": True,
        "showresults": 0,
        "display": 1,
        "allowupdate": True,
        "allowmultiple": False,
        "showunanswered": poll.shows_unanswered,
        "includeinactive": True,
        "limitanswers": False,
        "timeopen": 0,
        "timeclose": 0,
        "showpreview": False,
        "showavailable": False,
    }


def _voters(call: Call, votes: Sequence[Vote]) -> Iterator[Json]:
    picture = pictures(call.wwwroot)["profileimageurl"]
    for vote in votes:
        person = call.school.people[vote.user_id]
        voter: JsonObject = {
            "userid": person.id,
            "fullname": person.fullname,
            "profileimageurl": picture,
        }
        answered: JsonObject = {"answerid": vote.id, "timemodified": vote.when}
        yield voter | (answered if vote.option != NOT_ANSWERED else {})
