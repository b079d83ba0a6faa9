"""What was handed in to an assignment: its state, its time and the text written online."""

from typing import Any

import pytest

from connector.moodle.errors import RightMissing
from connector.moodle.functions import mod_assign
from connector.moodle.records.assign import Submission
from tests.unit.moodle.conftest import Site


def told(*submissions: dict[str, Any]) -> dict[str, Any]:
    return {
        "assignments": [{"assignmentid": 2, "submissions": [*submissions]}],
        "warnings": [],
    }


def a_submission(plugins: object, **others: object) -> dict[str, Any]:
    return {
        "id": 5,
        "userid": 3,
        "groupid": 0,
        "status": "submitted",
        "timecreated": 1_795_487_242,
        "timemodified": 1_795_487_243,
        "plugins": plugins,
        **others,
    }


def online(text: str | None) -> dict[str, Any]:
    return {"type": "onlinetext", "editorfields": [{"name": "onlinetext", "text": text}]}


def test_a_submission_is_read_with_its_text(site: Site) -> None:
    plugins = [{"type": "comments"}, online("<p>План &amp; цели</p><p>Дальше: проект</p>")]
    site.answers(told(a_submission(plugins)))

    assert mod_assign.submissions(site.client(), [2]) == [
        Submission(2, 5, 3, 0, "submitted", 1_795_487_243, "План & цели\nДальше: проект")
    ]


def test_a_team_hands_in_as_a_group(site: Site) -> None:
    site.answers(told(a_submission([], userid=0, groupid=7, status="draft")))

    [found] = mod_assign.submissions(site.client(), [2])

    assert (found.user_id, found.group_id, found.status) == (0, 7, "draft")


@pytest.mark.parametrize(
    "plugins", [None, [], [{"type": "file"}], [{"type": "onlinetext"}], [online(None)]]
)
def test_without_a_text_written_online_there_is_none(site: Site, plugins: object) -> None:
    site.answers(told(a_submission(plugins)))

    assert [one.text for one in mod_assign.submissions(site.client(), [2])] == [""]


def test_a_warning_of_rights_is_a_right_that_is_missing(site: Site) -> None:
    warning = {"item": "assignment", "itemid": 2, "warningcode": "1", "message": "нельзя"}
    site.answers({"assignments": [], "warnings": [warning]})

    with pytest.raises(RightMissing):
        mod_assign.submissions(site.client(), [2])


def test_that_nobody_handed_in_is_no_error(site: Site) -> None:
    warning = {"item": "module", "itemid": 2, "warningcode": "3", "message": "No submissions"}
    site.answers({**told(), "warnings": [warning]})

    assert mod_assign.submissions(site.client(), [2]) == []
