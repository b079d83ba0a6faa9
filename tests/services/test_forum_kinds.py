from typing import Any

from connector.moodle.functions import mod_forum
from connector.services.deps import Deps
from connector.services.writing_back import write_back
from tests.services.outcomes import codes
from tests.services.stand import Stand, edited


def of_one_discussion(forums: Any) -> None:  # noqa: ANN401 - decoded JSON
    for forum in forums:
        forum["type"] = "single"


def test_a_forum_of_one_discussion_takes_no_reports(synced: Deps, stand: Stand) -> None:
    stand.always("mod_forum_get_forums_by_courses", edited(of_one_discussion))

    _, record = write_back(synced)

    assert {forum.kind for forum in mod_forum.forums(synced.moodle, [3])} == {"single"}
    assert codes(record) == ["report.single_forum"] * 2
    assert stand.posts == []
