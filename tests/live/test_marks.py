"""Marks against a live Moodle: the share of a mark is the percentage that Moodle itself shows."""

import re
from decimal import Decimal

import pytest

from connector.moodle.functions import gradereport_user
from connector.moodle.records.grade import GradeItem
from connector.services import picture, syncing
from connector.services.deps import Deps

pytestmark = pytest.mark.live


def is_total(item: GradeItem) -> bool:
    return item.kind == "course"


def shown(deps: Deps, course: int) -> dict[int, Decimal]:
    """The percentage of the course total in everybody's report, as it is written there."""
    answer = deps.moodle.read("gradereport_user_get_grade_items", courseid=course, userid=0)
    totals = {
        user["userid"]: str(cell["percentageformatted"])
        for user in answer["usergrades"]
        for cell in user["gradeitems"]
        if cell["itemtype"] == "course"
    }
    found = {who: re.search(r"-?\d+[.,]\d+", text) for who, text in totals.items()}
    return {who: Decimal(one[0].replace(",", ".")) for who, one in found.items() if one}


def test_a_mark_is_the_percentage_that_moodle_shows(live: Deps) -> None:
    syncing.sync(live)
    courses = {item.course_id for item in picture.mirror(live).grade_items}
    told = {course: shown(live, course) for course in courses}

    for course, percentages in told.items():
        is_there, marks = gradereport_user.marks(live.moodle, course, is_total)
        shares = {
            mark.user_id: 100 * (mark.value - mark.minimum) / (mark.maximum - mark.minimum)
            for mark in marks
            if mark.maximum > mark.minimum
        }

        assert is_there
        assert shares.keys() == percentages.keys()
        for who, share in shares.items():
            assert abs(share - percentages[who]) < Decimal("0.01"), (course, who)
    assert any(told.values())
