"""Feedback activities. Only answers under a name are read; anonymous ones are passed over."""

from collections.abc import Mapping, Sequence
from typing import Final

from connector.moodle.answers import Json
from connector.moodle.client import MoodleClient
from connector.moodle.errors import NO_CODE, RightMissing, UnexpectedAnswer
from connector.moodle.parsing import listed, number, parse_many
from connector.moodle.records.feedback import (
    ATTEMPT,
    FEEDBACK,
    FEEDBACK_ITEM,
    Attempt,
    Feedback,
    FeedbackItem,
)

PAGE: Final = 100
PAGES: Final = 1000


def feedbacks(moodle: MoodleClient, course_ids: Sequence[int]) -> list[Feedback]:
    """The feedbacks of these courses. Moodle: mod_feedback_get_feedbacks_by_courses."""
    function = "mod_feedback_get_feedbacks_by_courses"
    found = [
        feedback
        for chunk in moodle.chunks(course_ids)
        for feedback in listed(
            moodle.read(function, courseids=chunk), "feedbacks", function=function
        )
    ]
    return parse_many(FEEDBACK, found, function=function)


def items(moodle: MoodleClient, feedback_id: int) -> list[FeedbackItem]:
    """The questions of a feedback, without labels and page breaks.

    Raises RightMissing for what Moodle says with a warning. Moodle: mod_feedback_get_items.
    """
    function = "mod_feedback_get_items"
    answer = moodle.read(function, feedbackid=feedback_id)
    found = listed(answer, "items", function=function)
    for warning in listed(answer, "warnings", function=function):
        errorcode = str(warning.get("warningcode") or NO_CODE)
        raise RightMissing("moodle.right_missing", errorcode=errorcode, function=function)
    asked = [item for item in found if item.get("hasvalue")]
    return parse_many(FEEDBACK_ITEM, asked, function=function)


def attempts(moodle: MoodleClient, feedback_id: int) -> list[Attempt]:
    """Everybody's latest answers that bear a name, page by page until all are there.

    Raises UnexpectedAnswer when a page brings nothing new before that: asked for a page past the
    end, Moodle may repeat the first. Moodle: mod_feedback_get_responses_analysis.
    """
    function = "mod_feedback_get_responses_analysis"
    found: dict[int, Attempt] = {}
    total = 0
    for page in range(PAGES):
        answer = moodle.read(function, feedbackid=feedback_id, page=page, perpage=PAGE)
        total = number(answer, "totalattempts", function=function)
        known = len(found)
        found |= _named(answer, function)
        if len(found) >= total:
            return _latest(found)
        if len(found) == known:
            break
    raise UnexpectedAnswer(
        "moodle.short_answer", function=function, asked=total, answered=len(found)
    )


def _named(answer: Json, function: str) -> dict[int, Attempt]:
    told = listed(answer, "attempts", function=function)
    ids = [number(attempt, "id", function=function) for attempt in told]
    return dict(zip(ids, parse_many(ATTEMPT, told, function=function), strict=True))


def _latest(found: Mapping[int, Attempt]) -> list[Attempt]:
    in_time = sorted(found.items(), key=lambda one: (one[1].answered_at, one[0]))
    latest = {attempt.user_id: attempt for _, attempt in in_time}
    return [latest[user_id] for user_id in sorted(latest)]
