"""mod_forum: reports that the staff will see."""

from collections.abc import Mapping
from typing import Final

from connector.sandbox.call import Call, takes
from connector.sandbox.cleaning import clean
from connector.sandbox.forums import Post
from connector.sandbox.functions.forum_details import discussion, forum, post_details
from connector.sandbox.json_types import Json
from connector.sandbox.parameters import Many, boolean, integer, letters, options, raw, text
from connector.sandbox.records import Module
from connector.sandbox.refusals import RefusalError, refusal

DISCUSSION_OPTIONS: Final = frozenset(
    {"discussionsubscribe", "discussionpinned", "inlineattachmentsid", "attachmentsid"}
)
POST_OPTIONS: Final = DISCUSSION_OPTIONS - {"discussionpinned"} | {"pinned"}
ALL_GROUPS: Final = -1
YES: Final = frozenset({"1", "on", "yes", "true"})


@takes(courseids=Many(integer(), default=[]))
def get_forums_by_courses(call: Call) -> Json:
    """Answer the forums of courses; without rights an empty list."""
    wanted = [call.school.courses[c] for c in call["courseids"] if c in call.school.courses]
    if not call.caller.has_rights:
        return []
    return [forum(m, call) for course in wanted for m in course.modules if m.modname == "forum"]


@takes(forumid=integer(), groupid=integer(default=None))
def can_add_discussion(call: Call) -> Json:
    """Answer whether the caller may post, pin and attach."""
    call.module("forum", call["forumid"])
    return {
        "status": True,
        "canpindiscussions": True,
        "cancreateattachment": True,
        "warnings": [],
    }


@takes(
    forumid=integer(),
    subject=text(),
    message=raw(),
    groupid=integer(default=0),
    options=options(),
)
def add_discussion(call: Call) -> Json:
    """Make a discussion; a repeat makes a second one; attachments of drafts are not kept."""
    module = call.module("forum", call["forumid"])
    wanted = _options(call, DISCUSSION_OPTIONS)
    now = call.state.now()
    post = Post(
        id=0,
        forum=module.instance,
        subject=call["subject"],
        name=call["subject"],
        message=clean(call["message"]),
        author=call.caller.person.id,
        group=_group(call, module),
        created=now,
        modified=now,
        pinned=wanted.get("discussionpinned", "0") in YES,
    )
    return {"discussionid": call.state.forums.add(post).id, "warnings": []}


@takes(
    postid=integer(),
    subject=text(default=""),
    message=raw(default=""),
    messageformat=integer(default=1),
    options=options(),
)
def update_discussion_post(call: Call) -> Json:
    """Change the subject, the text or the pin of a post; what was left empty stays."""
    wanted = _options(call, POST_OPTIONS)
    post = call.state.forums.find(call["postid"])
    if post is None:
        raise refusal("invalidpostid", "Invalid post ID - {$a}")
    call.enter()
    post.subject = post.name = call["subject"] or post.subject
    post.message = clean(call["message"]) if call["message"] else post.message
    post.pinned = wanted.get("pinned", str(int(post.pinned))) in YES
    post.modified = call.state.now()
    return {"status": True, "warnings": []}


@takes(
    forumid=integer(),
    sortorder=integer(default=-1),
    page=integer(default=-1),
    perpage=integer(default=0),
    groupid=integer(default=0),
)
def get_forum_discussions(call: Call) -> Json:
    """Answer the discussions of a forum, pinned first, then the latest."""
    module = call.school.instances.get(("forum", call["forumid"]))
    if module is None:
        message = f"Unable to find forum with id {call['forumid']}"
        raise refusal(message, f"error/{message}")
    call.enter()
    found = call.state.forums.of(module.instance)
    if call["page"] >= 0 and call["perpage"] > 0:
        first = call["page"] * call["perpage"]
        found = found[first : first + call["perpage"]]
    return {"discussions": [discussion(post, call) for post in found], "warnings": []}


@takes(
    discussionid=integer(),
    sortby=letters(default="created"),
    sortdirection=letters(default="DESC"),
    includeinlineattachments=boolean(default=False),
)
def get_discussion_posts(call: Call) -> Json:
    """Answer the posts of a discussion; an unknown one is an error of PHP without a code."""
    post = call.state.forums.find(call["discussionid"])
    if post is None:
        raise RefusalError(None, "Call to a member function get_forum_id() on null", "Error")
    call.enter()
    return post_details(post, call)


def _options(call: Call, known: frozenset[str]) -> Mapping[str, str]:
    wanted = {option["name"]: option["value"] for option in call["options"]}
    for name in wanted:
        if name not in known:
            raise refusal("errorinvalidparam", f'The param "{name}" is invalid.')
    return wanted


def _group(call: Call, module: Module) -> int:
    group: int = call["groupid"]
    return group if module.groupmode and group else ALL_GROUPS
