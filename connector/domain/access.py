"""Who may see what of whom (methodology 12.3: 16); what is not in the table is denied."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from connector.domain.people import PersonId


class Viewer(StrEnum):
    """In which office somebody looks."""

    CURATOR = "curator"
    DIRECTOR = "director"
    CLASS_TEACHER = "class_teacher"
    MENTOR = "mentor"
    MENTEE = "mentee"
    ADMINISTRATOR = "administrator"


class Thing(StrEnum):
    """What there is to see of a person who takes part."""

    STATE = "state"
    CONTACTS = "contacts"
    TEXTS = "texts"
    REQUEST = "request"
    SENSITIVE_REASON = "sensitive_reason"
    CONSENTS = "consents"
    CONTROL = "control"
    FIGURES = "figures"


class Scope(StrEnum):
    """Of whom."""

    EVERYBODY = "everybody"
    OWN_CLASS = "own_class"
    OWN_MENTEES = "own_mentees"
    OWN_PAIR = "own_pair"
    SELF = "self"


RIGHTS: Final[Mapping[Viewer, Mapping[Thing, Scope]]] = {
    Viewer.CURATOR: dict.fromkeys(Thing, Scope.EVERYBODY),
    Viewer.DIRECTOR: {Thing.FIGURES: Scope.EVERYBODY},
    Viewer.CLASS_TEACHER: {Thing.STATE: Scope.OWN_CLASS, Thing.CONSENTS: Scope.OWN_CLASS},
    Viewer.MENTOR: {
        Thing.STATE: Scope.OWN_PAIR,
        Thing.CONTACTS: Scope.OWN_MENTEES,
        Thing.REQUEST: Scope.OWN_MENTEES,
        Thing.TEXTS: Scope.SELF,
    },
    Viewer.MENTEE: {Thing.STATE: Scope.OWN_PAIR, Thing.TEXTS: Scope.SELF},
    Viewer.ADMINISTRATOR: {},
}


@dataclass(frozen=True)
class Looking:
    """Somebody who looks: their offices, the class they lead and whom they share a pair with."""

    person_id: PersonId
    offices: frozenset[Viewer]
    leads_class: str = ""
    mentees: frozenset[PersonId] = frozenset()
    partners: frozenset[PersonId] = frozenset()


def may_see(looking: Looking, thing: Thing, of: PersonId, class_name: str = "") -> bool:
    """Whether one of somebody's offices lets them see a thing of a person."""
    scopes = {RIGHTS[office].get(thing) for office in looking.offices} - {None}
    return any(scope and _covers(scope, looking, of, class_name) for scope in scopes)


def _covers(scope: Scope, looking: Looking, of: PersonId, class_name: str) -> bool:
    if scope is Scope.EVERYBODY or of == looking.person_id:
        return True
    if scope is Scope.OWN_CLASS:
        return bool(class_name) and class_name == looking.leads_class
    if scope is Scope.OWN_MENTEES:
        return of in looking.mentees
    return scope is Scope.OWN_PAIR and of in looking.mentees | looking.partners
