"""Forums: the place where staff read reports."""

from collections.abc import Iterator, Sequence
from typing import Final

from connector.moodle.client import MoodleClient
from connector.moodle.errors import (
    NO_CODE,
    MoodleRefused,
    NotThere,
    OutcomeUnknown,
    UnexpectedAnswer,
)
from connector.moodle.parsing import number, parse_many, part
from connector.moodle.records.forum import DISCUSSION, FORUM, POST, Discussion, Forum, Post

PAGE: Final = 50
ALL_GROUPS: Final = -1


def forums(moodle: MoodleClient, course_ids: Sequence[int]) -> list[Forum]:
    """The forums of these courses. Moodle: mod_forum_get_forums_by_courses."""
    function = "mod_forum_get_forums_by_courses"
    return [
        forum
        for chunk in moodle.chunks(course_ids)
        for forum in parse_many(FORUM, moodle.read(function, courseids=chunk), function=function)
    ]


def may_start(moodle: MoodleClient, forum_id: int) -> bool:
    """Whether we may start a discussion there. Moodle: mod_forum_can_add_discussion."""
    function = "mod_forum_can_add_discussion"
    answer = moodle.read(function, forumid=forum_id, groupid=ALL_GROUPS)
    return bool(part(answer, "status", function=function))


def discussions(moodle: MoodleClient, forum_id: int) -> Iterator[Discussion]:
    """The discussions of a forum, page by page until an empty one.

    Moodle: mod_forum_get_forum_discussions.
    """
    function = "mod_forum_get_forum_discussions"
    page = 0
    while True:
        answer = moodle.read(function, forumid=forum_id, page=page, perpage=PAGE)
        found = part(answer, "discussions", function=function)
        yield from parse_many(DISCUSSION, found, function=function)
        if not found:
            return
        page += 1


def posts(moodle: MoodleClient, discussion_id: int) -> list[Post]:
    """The posts of a discussion. Moodle: mod_forum_get_discussion_posts.

    Raises NotThere for an unknown discussion, over which Moodle stumbles without an error code.
    """
    function = "mod_forum_get_discussion_posts"
    try:
        answer = moodle.read(function, discussionid=discussion_id)
    except MoodleRefused as error:
        if error.errorcode != NO_CODE:
            raise
        raise NotThere("moodle.not_there", errorcode=NO_CODE, function=function) from error
    return parse_many(POST, part(answer, "posts", function=function), function=function)


def add_discussion(moodle: MoodleClient, forum_id: int, subject: str, message: str) -> int:
    """Start a pinned discussion and give its id; a repeat makes a second one.

    `subject` is plain text, `message` HTML. Moodle: mod_forum_add_discussion.
    """
    function = "mod_forum_add_discussion"
    options = [
        {"name": "discussionpinned", "value": "1"},
        {"name": "discussionsubscribe", "value": "0"},
    ]
    answer = moodle.write(
        function,
        forumid=forum_id,
        subject=subject,
        message=message,
        groupid=ALL_GROUPS,
        options=options,
    )
    try:
        return number(answer, "discussionid", function=function)
    except UnexpectedAnswer as error:
        raise OutcomeUnknown("moodle.outcome_unknown", function=function) from error


def update_post(moodle: MoodleClient, post_id: int, subject: str, message: str) -> None:
    """Replace the text of a post. Moodle: mod_forum_update_discussion_post."""
    moodle.write(
        "mod_forum_update_discussion_post", postid=post_id, subject=subject, message=message
    )
