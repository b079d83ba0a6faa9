"""Describes forums, discussions and posts with everything Moodle's own pages would need."""

from datetime import UTC, datetime
from typing import Final

from connector.sandbox.call import Call
from connector.sandbox.days import MOSCOW
from connector.sandbox.forums import Post
from connector.sandbox.functions.course_details import YEAR_STARTS
from connector.sandbox.functions.user_details import pictures
from connector.sandbox.json_types import Json, JsonObject
from connector.sandbox.records import Module

NOT_USED: Final = (
    "duedate",
    "cutoffdate",
    "assessed",
    "assesstimestart",
    "assesstimefinish",
    "scale",
    "grade_forum",
    "grade_forum_notify",
    "forcesubscribe",
    "rsstype",
    "rssarticles",
    "warnafter",
    "blockafter",
    "blockperiod",
    "completiondiscussions",
    "completionreplies",
    "completionposts",
    "lockdiscussionafter",
)
MAY: Final[JsonObject] = {
    "view": True,
    "edit": True,
    "delete": True,
    "split": False,
    "reply": True,
    "selfenrol": False,
    "export": False,
    "controlreadstatus": False,
    "canreplyprivately": False,
}


def forum(module: Module, call: Call) -> JsonObject:
    """Answer a forum with its settings."""
    known: JsonObject = {
        "id": module.instance,
        "course": module.course_id,
        "type": "general",
        "name": module.name,
        "intro": module.intro,
        "introformat": 1,
        "introfiles": [],
        "lang": "",
        "maxbytes": 10_485_760,
        "maxattachments": 5,
        "trackingtype": 1,
        "timemodified": YEAR_STARTS,
        "cmid": module.id,
        "numdiscussions": len(call.state.forums.of(module.instance)),
        "cancreatediscussions": True,
        "istracked": False,
    }
    return known | dict.fromkeys(NOT_USED, 0)


def discussion(post: Post, call: Call) -> JsonObject:
    """Answer a discussion; `id` is its first post, `discussion` the discussion itself."""
    author = _name(post, call)
    picture = pictures(call.wwwroot)["profileimageurlsmall"]
    return {
        "id": post.id,
        "name": post.name,
        "groupid": post.group,
        "timemodified": post.modified,
        "usermodified": post.author,
        "timestart": 0,
        "timeend": 0,
        "discussion": post.id,
        "parent": 0,
        "userid": post.author,
        "created": post.created,
        "modified": post.modified,
        "mailed": 0,
        "subject": post.subject,
        "message": post.message,
        "messageformat": 1,
        "messagetrust": 0,
        "attachment": False,
        "totalscore": 0,
        "mailnow": 0,
        "userfullname": author,
        "usermodifiedfullname": author,
        "userpictureurl": picture,
        "usermodifiedpictureurl": picture,
        "numreplies": 0,
        "numunread": 0,
        "pinned": post.pinned,
        "locked": False,
        "starred": False,
        "canreply": True,
        "canlock": True,
        "canfavourite": True,
    }


def post_details(post: Post, call: Call) -> JsonObject:
    """Answer all posts of a discussion: here always the first one only."""
    module = call.school.instances["forum", post.forum]
    ratings: JsonObject = {
        "contextid": module.contextid,
        "component": "mod_forum",
        "ratingarea": "post",
        "canviewall": None,
        "canviewany": None,
        "scales": [],
        "ratings": [],
    }
    return {
        "posts": [_post(post, call, module)],
        "forumid": post.forum,
        "courseid": module.course_id,
        "ratinginfo": ratings,
        "warnings": [],
    }


def _post(post: Post, call: Call, module: Module) -> JsonObject:
    return {
        "id": post.id,
        "subject": post.subject,
        "replysubject": f"Re: {post.subject}",
        "message": post.message,
        "messageformat": 1,
        "author": _author(post, call, module),
        "discussionid": post.id,
        "hasparent": False,
        "parentid": None,
        "timecreated": post.created,
        "timemodified": post.modified,
        "unread": None,
        "isdeleted": False,
        "isprivatereply": False,
        "haswordcount": False,
        "wordcount": None,
        "charcount": None,
        "capabilities": dict(MAY),
        "urls": _urls(post, call),
        "attachments": [],
        "messageinlinefiles": [],
        "tags": [],
        "html": _html(post, call, module),
    }


def _author(post: Post, call: Call, module: Module) -> Json:
    return {
        "id": post.author,
        "fullname": _name(post, call),
        "isdeleted": False,
        "groups": [],
        "urls": {
            "profile": _profile(post, call, module),
            "profileimage": pictures(call.wwwroot)["profileimageurl"],
        },
    }


def _urls(post: Post, call: Call) -> Json:
    forum_url = f"{call.wwwroot}/mod/forum"
    view = f"{forum_url}/discuss.php?d={post.id}"
    return {
        "view": f"{view}#p{post.id}",
        "viewisolated": f"{view}&parent={post.id}",
        "viewparent": None,
        "edit": f"{forum_url}/post.php?edit={post.id}",
        "delete": f"{forum_url}/post.php?delete={post.id}",
        "split": None,
        "reply": f"{forum_url}/post.php?reply={post.id}#mformforum",
        "export": None,
        "markasread": None,
        "markasunread": None,
        "discuss": view,
    }


def _html(post: Post, call: Call, module: Module) -> Json:
    moment = datetime.fromtimestamp(post.created, UTC).astimezone(MOSCOW)
    author = f'<a href="{_profile(post, call, module)}">{_name(post, call)}</a>'
    written = f'<time datetime="{moment.isoformat()}">{moment:%A, %d %B %Y, %I:%M %p}</time>'
    return {"rating": None, "taglist": None, "authorsubheading": f"by {author} - {written}"}


def _name(post: Post, call: Call) -> str:
    return call.school.people[post.author].plain_name


def _profile(post: Post, call: Call, module: Module) -> str:
    return f"{call.wwwroot}/user/view.php?id={post.author}&course={module.course_id}"
