"""Cohorts."""

from collections.abc import Iterable, Iterator

from connector.moodle.answers import number, numbers, objects, parse_many
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
        for cohort in objects(moodle.read(function, cohortids=chunk), function=function):
            cohort_id = number(cohort, "cohortid", function=function)
            for user_id in numbers(cohort, "userids", function=function):
                yield CohortMember(cohort_id=cohort_id, user_id=user_id)
