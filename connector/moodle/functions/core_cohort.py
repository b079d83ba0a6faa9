"""Cohorts."""

from collections.abc import Iterable, Iterator

from connector.moodle.client import MoodleClient
from connector.moodle.functions.membership import membership
from connector.moodle.parsing import parse_many
from connector.moodle.records.cohort import COHORT, Cohort, CohortMember


def cohorts(moodle: MoodleClient) -> list[Cohort]:
    """Every cohort of the site. Moodle: core_cohort_get_cohorts."""
    function = "core_cohort_get_cohorts"
    return parse_many(COHORT, moodle.read(function), function=function)


def members(moodle: MoodleClient, ids: Iterable[int]) -> Iterator[CohortMember]:
    """Who is in these cohorts; one unknown id loses the call.

    Moodle: core_cohort_get_cohort_members.
    """
    function = "core_cohort_get_cohort_members"
    for cohort_id, user_id in membership(moodle, function, "cohort", ids):
        yield CohortMember(cohort_id, user_id)
