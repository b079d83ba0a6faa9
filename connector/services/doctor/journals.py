"""Looks for the journals of meetings that the rules name, and for their fields."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from connector.mapping.pair_rules import JournalRule, Module
from connector.mapping.rules import ProgrammeRule
from connector.moodle.client import MoodleClient
from connector.moodle.errors import RightMissing
from connector.moodle.functions import mod_assign, mod_data, mod_forum
from connector.moodle.records.course import Course
from connector.services.doctor.checks import Checks
from connector.services.targets import choose

LISTS: Final[Mapping[Module, Callable[[MoodleClient, Sequence[int]], Sequence[Any]]]] = {
    "data": mod_data.databases,
    "assign": mod_assign.assignments,
    "forum": mod_forum.forums,
}


def look(
    moodle: MoodleClient, checks: Checks, programmes: Sequence[tuple[ProgrammeRule, Course]]
) -> None:
    """See whether every journal is there, each kind of them listed once."""
    journals = [(rule.journal, course) for rule, course in programmes if rule.journal]
    for module, listing in LISTS.items():
        of = [(rule, course) for rule, course in journals if rule.module == module]
        listed = listing(moodle, [course.id for _, course in of]) if of else []
        for rule, course in of:
            facts = {"activity": rule.activity, "where": rule.activity.where or "-"}
            found = choose(moodle, rule.activity, course.id, listed)
            if found is None:
                checks.failure("doctor.journal_missing", course=course.shortname, **facts)
            elif lacking := _lacking(moodle, rule, found.id):
                for field in lacking:
                    checks.failure("sync.journal_field_missing", field=field, **facts)
            elif _is_open(moodle, checks, rule, found):
                checks.ok("doctor.journal", name=found.name, course=course.shortname)


def _is_open(moodle: MoodleClient, checks: Checks, rule: JournalRule, found: Any) -> bool:  # noqa: ANN401 - one of LISTS
    """Whether everybody's entries are shown to us; a lack is noted."""
    if rule.module != "data":
        return True
    try:
        mod_data.check_all_are_shown(moodle, found.id, 0)
        mod_data.check_unapproved_are_shown(moodle, found)
    except RightMissing:
        checks.lacks("mod_data_get_entries")
        return False
    return True


def _lacking(moodle: MoodleClient, rule: JournalRule, database_id: int) -> list[str]:
    """The fields that a database does not have; other journals have none to lack."""
    if rule.module != "data":
        return []
    names = {field.name for field in mod_data.fields(moodle, database_id)}
    return sorted(set(rule.fields.values()) - names)
