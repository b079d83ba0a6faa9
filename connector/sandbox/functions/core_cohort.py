"""core_cohort: lists of people across the site."""

from connector.sandbox.call import Call, takes
from connector.sandbox.json_types import Json, JsonObject
from connector.sandbox.parameters import Many, integer
from connector.sandbox.records import Cohort
from connector.sandbox.refusals import invalid_record, no_permission


@takes(cohortids=Many(integer(), default=[]))
def get_cohorts(call: Call) -> Json:
    """Answer all cohorts, or those asked for; unknown ids are silently left out."""
    cohorts = call.school.cohorts
    wanted = sorted(set(call["cohortids"])) or list(cohorts)
    return [_described(call, cohorts[cohort]) for cohort in wanted if cohort in cohorts]


@takes(cohortids=Many(integer()))
def get_cohort_members(call: Call) -> Json:
    """Answer ids of members; one unknown cohort loses the whole call."""
    return [_members(call, cohort_id) for cohort_id in call["cohortids"]]


def _members(call: Call, cohort_id: int) -> JsonObject:
    cohort = call.school.cohorts.get(cohort_id)
    if cohort is None:
        raise invalid_record("cohort")
    _require_view(call)
    return {"cohortid": cohort.id, "userids": list(cohort.members)}


def _described(call: Call, cohort: Cohort) -> JsonObject:
    _require_view(call)
    return {
        "id": cohort.id,
        "name": cohort.name,
        "idnumber": cohort.idnumber,
        "description": cohort.description,
        "descriptionformat": 1,
        "visible": True,
        "theme": "",
        "customfields": [],
    }


def _require_view(call: Call) -> None:
    if not call.caller.has_rights:
        raise no_permission("View site-wide cohorts")
