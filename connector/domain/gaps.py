"""What could not be derived of a person from Moodle, and why."""

from dataclasses import dataclass
from enum import StrEnum

from connector.domain.people import PersonId


class About(StrEnum):
    """What is not known."""

    KIND = "kind"
    CLASS = "class"
    BIRTH_DATE = "birth_date"
    PATRONYMIC = "patronymic"
    SERVICE = "service_start"
    CONSENT = "consent"


class Why(StrEnum):
    """Why it is not known; each has its sentence."""

    NO_RULE_FITS = "no_rule_fits"
    EMPTY = "empty"
    UNREADABLE = "unreadable"
    SEVERAL = "several"
    IMPLAUSIBLE = "implausible"
    SIGNED_BY_MINOR = "signed_by_minor"


@dataclass(frozen=True)
class Gap:
    """One thing that is not known of one person; `value` is what stands in Moodle."""

    person_id: PersonId
    about: About
    why: Why
    value: str = ""
