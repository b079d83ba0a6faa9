"""The register in a few numbers."""

from collections.abc import Mapping
from datetime import date

from connector.domain.consents import Purpose
from connector.domain.journal import journal
from connector.domain.meetings import TOOK_PLACE
from connector.domain.norms import Norms
from connector.domain.people import Role
from connector.domain.plans import PlanState
from connector.domain.register.book import Register
from connector.domain.school import School


def summary(register: Register, school: School, norms: Norms, on: date) -> Mapping[str, int]:
    """How many people have a valid consent to processing, applied, are trained, have a route.

    A person counts once in each. Of pairs: those that have not ended, their open plans, and the
    meetings that took place. `school` is settled with the register.
    """
    open_ = [one for one in register.participations.values() if one.is_open]
    mentors = {one.person_id for one in open_ if one.role is Role.MENTOR}
    with_consent = {
        who for who in register.people if register.has_consent(who, Purpose.PROCESSING, on)
    }
    return {
        "participations": len(open_),
        "consents": len(with_consent),
        "candidates": len({application.person_id for application in school.applications}),
        "trained_mentors": len(mentors & school.trained),
        "teachers_with_route": len({item.person_id for item in register.route.values()}),
        "matches": sum(match.is_open for match in register.matches.values()),
        "plans": sum(plan.state is not PlanState.CLOSED for plan in register.plans.values()),
        "meetings": sum(line.state in TOOK_PLACE for line in journal(register, school, norms, on)),
        "roadmap_rows": len(register.roadmap),
    }
