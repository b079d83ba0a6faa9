import pytest

from connector.sandbox.cleaning import clean
from tests.sandbox.conftest import Answer, Moodle

ADD = "mod_forum_add_discussion"
REPORTS, PAIRS = 1, 2


def add(moodle: Moodle, **changes: object) -> Answer:
    given: dict[str, object] = {"forumid": REPORTS, "subject": "Отчёт", "message": "<p>ok</p>"}
    return moodle.ask(ADD, **(given | changes))


def posts(moodle: Moodle, discussion: int) -> Answer:
    return moodle.ask("mod_forum_get_discussion_posts", discussionid=discussion)["posts"]


def option(name: str, value: object) -> list[dict[str, object]]:
    return [{"name": name, "value": value}]


def test_a_repeat_makes_a_second_discussion(moodle: Moodle) -> None:
    assert (add(moodle)["discussionid"], add(moodle)["discussionid"]) == (1, 2)
    found = moodle.ask("mod_forum_get_forum_discussions", forumid=REPORTS)["discussions"]
    assert [discussion["discussion"] for discussion in found] == [2, 1]


def test_a_pinned_discussion_stands_first(moodle: Moodle) -> None:
    add(moodle, options=option("discussionpinned", 1))
    add(moodle)
    found = moodle.ask("mod_forum_get_forum_discussions", forumid=REPORTS)["discussions"]
    assert [(one["discussion"], one["pinned"]) for one in found] == [(1, True), (2, False)]


def test_tags_in_the_subject_are_refused(moodle: Moodle) -> None:
    assert add(moodle, subject="<b>ж</b>")["errorcode"] == "invalidparameter"
    assert "discussionid" in add(moodle, subject="5 < 6 и «Пара 01»")


@pytest.mark.parametrize("name", ["discussionsubscribe", "attachmentsid", "inlineattachmentsid"])
def test_known_options_are_taken(moodle: Moodle, name: str) -> None:
    assert add(moodle, options=option(name, 0))["warnings"] == []


def test_an_unknown_option_is_refused(moodle: Moodle) -> None:
    assert add(moodle, options=option("zzz", 1))["errorcode"] == "errorinvalidparam"


def test_a_message_is_cleaned(moodle: Moodle) -> None:
    message = (
        '<script>alert(1)</script><p onclick="x()" style="color:red">ok</p>'
        '<table class="table" border="1"><tr><th>А</th></tr></table>'
        '<img src="data:image/png;base64,iVBORw0KGgo="><iframe src="http://e"></iframe>'
    )
    discussion = add(moodle, message=message)["discussionid"]
    assert posts(moodle, discussion)[0]["message"] == (
        '<p style="color:red">ok</p><table class="table" border="1"><tr><th>А</th></tr></table>'
    )


@pytest.mark.parametrize(
    ("dirty", "cleaned"),
    [
        ('<a href="javascript:x()">a</a>', "<a>a</a>"),
        ('<a href="JaVa\nScript:x()">a</a>', "<a>a</a>"),
        ('<a href="https://school.example/?a=1:2">a</a>', None),
        ('<a href="/course/view.php?id=3">a</a>', None),
        ("<p>a<b>b", "<p>a<b>b</b></p>"),
        ("a</div>b", "ab"),
        ("&lt;script&gt;x&lt;/script&gt; & co", "&lt;script&gt;x&lt;/script&gt; &amp; co"),
        ('<p style="background:url(http://e)">a</p>', "<p>a</p>"),
        ("<embed src='x'>текст<!-- c -->", "текст"),
        ("<svg onload=x()><p>a</p></svg>", "<p>a</p>"),
        ('<img src="x" onerror="y()" alt="">', '<img src="x" alt="">'),
    ],
)
def test_cleaning_keeps_only_what_is_harmless(dirty: str, cleaned: str | None) -> None:
    assert clean(dirty) == (dirty if cleaned is None else cleaned)


def test_a_post_is_updated_and_keeps_what_was_not_sent(moodle: Moodle) -> None:
    post = posts(moodle, add(moodle)["discussionid"])[0]
    update = "mod_forum_update_discussion_post"
    assert moodle.ask(update, postid=post["id"], message="<p>новый</p>")["status"] is True
    changed = posts(moodle, post["discussionid"])[0]
    assert (changed["subject"], changed["message"]) == ("Отчёт", "<p>новый</p>")
    assert moodle.refused(update, postid=999, message="x") == "invalidpostid"


def test_only_a_forum_of_groups_keeps_the_group(moodle: Moodle) -> None:
    add(moodle, groupid=1)
    add(moodle, forumid=PAIRS, groupid=1)
    groups = [
        moodle.ask("mod_forum_get_forum_discussions", forumid=forum)["discussions"][0]["groupid"]
        for forum in (REPORTS, PAIRS)
    ]
    assert groups == [-1, 1]


def test_unknown_forums_and_discussions_fail_in_their_own_ways(moodle: Moodle) -> None:
    assert add(moodle, forumid=999)["errorcode"] == "invalidrecord"
    unknown = moodle.ask("mod_forum_get_forum_discussions", forumid=999)
    assert unknown["errorcode"] == "Unable to find forum with id 999"
    lost = moodle.ask("mod_forum_get_discussion_posts", discussionid=999)
    assert "errorcode" not in lost
    assert lost["exception"] == "Error"


def test_forums_are_listed_by_course(moodle: Moodle) -> None:
    add(moodle)
    forums = moodle.ask("mod_forum_get_forums_by_courses", courseids=[3, 4])
    assert [(forum["name"], forum["numdiscussions"]) for forum in forums] == [
        ("Отчёты наставников", 1),
        ("Форум пар", 0),
        ("Отчёты наставников", 0),
    ]
    may = moodle.ask("mod_forum_can_add_discussion", forumid=REPORTS)
    assert may["canpindiscussions"] is True


def test_forums_need_rights(nocaps: Moodle) -> None:
    assert nocaps.ask("mod_forum_get_forums_by_courses", courseids=[3]) == []
    assert add(nocaps)["errorcode"] == "requireloginerror"
    assert nocaps.refused("mod_forum_can_add_discussion", forumid=1) == "requireloginerror"
    assert nocaps.refused("mod_forum_get_forum_discussions", forumid=1) == "requireloginerror"


def test_pages_of_discussions_are_cut(moodle: Moodle) -> None:
    for _ in range(5):
        add(moodle)
    page = moodle.ask("mod_forum_get_forum_discussions", forumid=1, page=1, perpage=2)
    assert [one["discussion"] for one in page["discussions"]] == [3, 2]
