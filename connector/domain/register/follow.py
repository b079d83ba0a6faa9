"""Register + school -> register: follows Moodle, then lets every state follow from the facts.

A pure function. Applied twice it changes nothing; what people entered by hand stays.
"""

from datetime import date
from typing import Final

from connector.domain.norms import Norms
from connector.domain.register.advance import advance
from connector.domain.register.applications import follow_applications
from connector.domain.register.book import Register
from connector.domain.register.consents import follow_consents
from connector.domain.register.doubts import Held, believable
from connector.domain.register.erasures import follow_withdrawals
from connector.domain.register.matches import follow_matches
from connector.domain.register.people import follow_people
from connector.domain.register.places import follow_places
from connector.domain.register.plans import follow_plans
from connector.domain.register.programmes import follow_programmes
from connector.domain.register.routes import follow_routes
from connector.domain.school import School
from connector.domain.training import Admission

ROUNDS: Final = 5
"""More than enough: an end may make room for one new beginning, which may end at once."""


def follow(
    register: Register,
    school: School,
    admission: Admission,
    norms: Norms,
    on: date,
    *,
    believes: frozenset[Held] = frozenset(),
) -> Register:
    """Bring the register up to a day: again and again until nothing follows any more.

    `believes`: what a person has confirmed of that which would be doubted (see `doubts`).
    """
    school = believable(register, school, on, believes)
    for _ in range(ROUNDS):
        before, register = register, _followed(register, school, admission, norms, on)
        if register == before:
            break
    return register


def _followed(
    register: Register, school: School, admission: Admission, norms: Norms, on: date
) -> Register:
    register = follow_people(register, school)
    register = follow_programmes(register, school)
    register = follow_consents(register, school, on)
    register = follow_places(register, school, on)
    register = follow_applications(register, school, on)
    register = follow_routes(register, school)
    register = follow_matches(register, school, admission, on)
    register = follow_plans(register, school, on)
    register = advance(register, school, admission, on)
    return follow_withdrawals(register, norms, on)
