"""The grouping of our groups: made when it is missing; each group is put into it once."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from connector.domain.write_back import State
from connector.moodle.client import MoodleClient
from connector.moodle.functions import core_group
from connector.services.arranging.groups import GROUPING, Place, Seen, match_of
from connector.store.outbox import Entry

IDNUMBER: Final = "mentoring-pairs"


def grouped(moodle: MoodleClient, place: Place, groups: Sequence[Entry], seen: Seen) -> list[Entry]:
    """Put the groups that never were in the grouping into it, and remember that they were.

    Who takes one out again later is not contradicted.
    """
    new = [entry for entry in groups if _is_new(entry) and match_of(entry.key) in seen.ids]
    if not place.rule.grouping or not new:
        return []
    grouping_id = _grouping(moodle, place)
    there = core_group.grouping_groups(moodle, grouping_id)
    for entry in new:
        group_id = seen.ids[match_of(entry.key)]
        if group_id not in there:
            core_group.assign_grouping(moodle, grouping_id, group_id)
    return [replace(e, written={**(e.written or {}), GROUPING: grouping_id}) for e in new]


def _is_new(entry: Entry) -> bool:
    written = entry.written or {}
    return entry.state is State.WRITTEN and bool(entry.desired) and GROUPING not in written


def _grouping(moodle: MoodleClient, place: Place) -> int:
    """The grouping that the school names, else the one we made and somebody renamed, else new."""
    listed = core_group.groupings(moodle, place.course_id)
    by_name = [one.id for one in listed if one.name == place.rule.grouping]
    by_mark = [one.id for one in listed if one.idnumber == IDNUMBER]
    found = next(iter(by_name + by_mark), None)
    if found is not None:
        return found
    return core_group.create_grouping(moodle, place.course_id, place.rule.grouping, IDNUMBER)
