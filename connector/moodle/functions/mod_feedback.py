"""Feedback activities: their questions and answers, with names and without."""

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
FUNCTION = "mod_feedback_get_responses_analysis"


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
    """Everybody's latest answers that bear a name.

    Raises UnexpectedAnswer as `_paged`. Moodle: mod_feedback_get_responses_analysis.
    """
    told = _paged(moodle, feedback_id, "attempts", "totalattempts")
    parsed = parse_many(ATTEMPT, list(told.values()), function=FUNCTION)
    found = dict(zip(told, parsed, strict=True))
    return _latest(found)


def unnamed(moodle: MoodleClient, feedback_id: int) -> list[Attempt]:
    """All answers that bear no name, numbered from -1 down by what they say.

    Neither Moodle's numbers of them nor their order are kept: both tell who came when. Raises
    UnexpectedAnswer as `_paged`. Moodle: mod_feedback_get_responses_analysis.
    """
    told = _paged(moodle, feedback_id, "anonattempts", "totalanonattempts").values()
    blank = [{**one, "userid": 0, "timemodified": 0} for one in told]
    found = parse_many(ATTEMPT, blank, function=FUNCTION)
    said = sorted((dict(one.answers) for one in found), key=lambda one: sorted(one.items()))
    return [Attempt(-number, 0, answers) for number, answers in enumerate(said, 1)]


def _paged(moodle: MoodleClient, feedback_id: int, what: str, how_many: str) -> dict[int, Json]:
    """Answers by their numbers, page by page until all are there.

    Raises UnexpectedAnswer when a page brings nothing new before that: asked for a page past the
    end, Moodle may repeat the first.
    """
    found: dict[int, Json] = {}
    total = 0
    for page in range(PAGES):
        answer = moodle.read(FUNCTION, feedbackid=feedback_id, page=page, perpage=PAGE)
        total, known = number(answer, how_many, function=FUNCTION), len(found)
        told = listed(answer, what, function=FUNCTION)
        found |= {number(one, "id", function=FUNCTION): one for one in told}
        if len(found) >= total:
            return found
        if len(found) == known:
            break
    raise UnexpectedAnswer(
        "moodle.short_answer", function=FUNCTION, asked=total, answered=len(found)
    )


def _latest(found: Mapping[int, Attempt]) -> list[Attempt]:
    in_time = sorted(found.items(), key=lambda one: (one[1].answered_at, one[0]))
    latest = {attempt.user_id: attempt for _, attempt in in_time}
    return [latest[user_id] for user_id in sorted(latest)]
