"""Forums of other kinds than the usual one, and authors that Moodle hides."""

import pytest

from connector.moodle.functions import mod_forum
from tests.unit.moodle.conftest import Site


@pytest.mark.parametrize("kind", ["general", "single", "qanda", "news", "blog"])
def test_a_forum_tells_its_kind(site: Site, kind: str) -> None:
    site.answers([{"id": 1, "cmid": 2, "course": 3, "name": "Отчёты", "type": kind}])

    assert [forum.kind for forum in mod_forum.forums(site.client(), [3])] == [kind]


def test_a_forum_of_no_kind_is_a_general_one(site: Site) -> None:
    site.answers([{"id": 1, "cmid": 2, "course": 3, "name": "Отчёты"}])

    assert [forum.kind for forum in mod_forum.forums(site.client(), [3])] == ["general"]


@pytest.mark.parametrize("author", [{"userid": None}, {}])
def test_a_discussion_of_nobody_has_no_author(site: Site, author: dict[str, None]) -> None:
    page = [{"discussion": 5, "id": 9, "subject": "Отчёты", **author}]
    site.answers({"discussions": page}, {"discussions": []})

    assert [one.author_id for one in mod_forum.discussions(site.client(), 1)] == [0]


@pytest.mark.parametrize("author", [{"id": None}, {}, None])
def test_a_post_of_nobody_has_no_author(site: Site, author: dict[str, None] | None) -> None:
    site.answers({"posts": [{"id": 9, "subject": "Отчёты", "message": "x", "author": author}]})

    assert [post.author_id for post in mod_forum.posts(site.client(), 5)] == [0]


@pytest.mark.parametrize(("told", "group"), [(7, 7), (0, 0), (-1, 0), (None, 0)])
def test_a_discussion_is_of_a_group_or_of_everybody(
    site: Site, told: int | None, group: int
) -> None:
    page = [{"discussion": 5, "id": 9, "subject": "Встреча", "groupid": told}]
    site.answers({"discussions": page}, {"discussions": []})

    assert [one.group_id for one in mod_forum.discussions(site.client(), 1)] == [group]


def test_a_discussion_tells_its_time_and_text(site: Site) -> None:
    told = {"created": 1_795_487_262, "message": "<p>Проект &amp; план</p><p>Дальше</p>"}
    page = [{"discussion": 5, "id": 9, "subject": "Встреча", "userid": 3, **told}]
    site.answers({"discussions": page}, {"discussions": []})

    [found] = mod_forum.discussions(site.client(), 1)

    assert (found.created_at, found.text) == (1_795_487_262, "Проект & план\nДальше")


def test_a_post_tells_its_time_and_text(site: Site) -> None:
    told = {"id": 9, "subject": "Re", "message": "<p>Была</p>", "timecreated": 1_795_487_262}
    gone = {"id": 10, "subject": "—", "message": "—", "timecreated": None, "isdeleted": True}
    site.answers({"posts": [told, gone]})

    found = mod_forum.posts(site.client(), 5)

    assert [(post.created_at, post.text) for post in found] == [(1_795_487_262, "Была"), (0, "—")]
    assert [post.is_deleted for post in found] == [False, True]
