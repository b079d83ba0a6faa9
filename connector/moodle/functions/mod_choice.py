"""Choice activities. Without the right to read answers a choice looks as if nobody had picked."""

from collections.abc import Sequence
from typing import Final

from connector.moodle.answers import Json
from connector.moodle.client import MoodleClient
from connector.moodle.errors import NO_CODE, MoodleRefused, RightMissing
from connector.moodle.parsing import listed, number, parse_many
from connector.moodle.records.choice import CHOICE, PICK, Choice, Pick

NOT_ANSWERED: Final = 0
"""The id of the column of those who picked nothing, where the choice shows it."""
CLOSED: Final = "3"


def choices(moodle: MoodleClient, course_ids: Sequence[int]) -> list[Choice]:
    """The choices of these courses. Moodle: mod_choice_get_choices_by_courses."""
    function = "mod_choice_get_choices_by_courses"
    found = [
        choice
        for chunk in moodle.chunks(course_ids)
        for choice in listed(moodle.read(function, courseids=chunk), "choices", function=function)
    ]
    return parse_many(CHOICE, found, function=function)


def picks(moodle: MoodleClient, choice_id: int) -> list[Pick]:
    """Who of those enrolled now picked what; nothing of an anonymous choice.

    Raises RightMissing when nobody seems to have picked and Moodle counts picks all the same, or
    does not tell because the choice is closed. Moodle: mod_choice_get_choice_results.
    """
    function = "mod_choice_get_choice_results"
    options = _options(moodle, function, choice_id)
    if not any(number(option, "numberofuser", function=function) for option in options):
        _check_nobody_picked(moodle, choice_id, hidden_from=function)
    found = [
        {**pick, "text": option.get("text")}
        for option in options
        if option.get("id") != NOT_ANSWERED
        for pick in listed(option, "userresponses", function=function)
    ]
    return parse_many(PICK, found, function=function)


def _options(moodle: MoodleClient, function: str, choice_id: int) -> list[dict[str, Json]]:
    """Where nobody may choose, Moodle divides by their number, which is an error of PHP."""
    try:
        return listed(moodle.read(function, choiceid=choice_id), "options", function=function)
    except MoodleRefused as error:
        if error.errorcode != NO_CODE:
            raise
        return []


def _check_nobody_picked(moodle: MoodleClient, choice_id: int, *, hidden_from: str) -> None:
    """Ask a function that counts picks without the right to read them.

    Moodle: mod_choice_get_choice_options.
    """
    function = "mod_choice_get_choice_options"
    answer = moodle.read(function, choiceid=choice_id)
    options = listed(answer, "options", function=function)
    warnings = listed(answer, "warnings", function=function)
    is_closed = any(warning.get("warningcode") == CLOSED for warning in warnings)
    if is_closed or any(number(option, "countanswers", function=function) for option in options):
        raise RightMissing("moodle.right_missing", errorcode=NO_CODE, function=hidden_from)
