"""Cohorts."""

from collections.abc import Iterable, Iterator

from connector.moodle.answers import parse_many, part
from connector.moodle.client import MoodleClient
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
    for chunk in moodle.chunks(ids):
        for cohort in moodle.read(function, cohortids=chunk):
            for user_id in part(cohort, "userids", function=function):
                yield CohortMember(cohort_id=cohort["cohortid"], user_id=user_id)
