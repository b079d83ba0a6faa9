"""The register in a few numbers."""

from collections.abc import Mapping
from datetime import date

from connector.domain.consents import Purpose
from connector.domain.people import Role
from connector.domain.register.book import Register
from connector.domain.school import School


def summary(register: Register, school: School, on: date) -> Mapping[str, int]:
    """How many people have a valid consent to processing, applied, are trained, have a route.

    `school` is settled with the register. A person counts once in each.
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
    }
