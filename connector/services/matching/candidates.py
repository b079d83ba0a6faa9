"""Whom a matching of a programme is about: mentors with places, mentees without a mentor."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from connector.domain.consents import Purpose
from connector.domain.matching import Candidate, Constraint, ConstraintKind
from connector.domain.participation import Participation, State
from connector.domain.people import Person, PersonId, Role
from connector.domain.programmes import GROUP, Form, Programme
from connector.domain.register import Register
from connector.services.by_hand.view import View

READY: Final = {
    Role.MENTOR: frozenset({State.SELECTED, State.TRAINED, State.ACTIVE}),
    Role.MENTEE: frozenset({State.CONSENT_PENDING, State.REGISTERED, State.ACTIVE}),
}
"""In which states somebody waits to be matched; who lacks a consent is told so.

A mentor whose consent is lacking counts when they were selected before.
"""


def mentors(
    view: View, programme: Programme, form: Form, constraints: list[Constraint]
) -> Iterator[Candidate]:
    """Everybody who may mentor, those without a free place too: it is said why not."""
    taken = _taken(view.register, programme.form)
    own = {one.mentor_id: one.number for one in constraints if one.kind is ConstraintKind.PLACES}
    most = form.places(programme.kind)
    enough = sum(1 for _ in _ready(view.register, programme, Role.MENTEE))
    for one in _ready(view.register, programme, Role.MENTOR):
        who = one.person_id
        limits = [number for number in (most, own.get(who)) if number is not None]
        places = max(0, min(limits) - taken[who]) if limits else enough
        load = taken[who]
        if programme.kind == GROUP:
            group = group_of(view.register, programme, who)
            load = len(view.register.side_of(group, Role.MENTEE))
        yield _candidate(view, one, places, load)


def group_of(register: Register, programme: Programme, mentor: PersonId) -> int:
    """The open group of ours that a mentor has in a programme of groups, 0 for none."""
    if programme.kind != GROUP:
        return 0
    ours = (
        key
        for key, match in sorted(register.matches.items())
        if match.is_open and match.is_ours and match.programme_id == programme.id
    )
    return next((key for key in ours if _mentors(register, key) == {mentor}), 0)


def _mentors(register: Register, match_id: int) -> set[PersonId]:
    return {one.person_id for one in register.side_of(match_id, Role.MENTOR)}


def mentees(view: View, programme: Programme) -> Iterator[Candidate]:
    """Everybody who waits for a mentor."""
    has_mentor = {
        one.person_id
        for one in view.register.members.values()
        if one.side is Role.MENTEE and one.left_on is None and one.programme_id == programme.id
    }
    for one in _ready(view.register, programme, Role.MENTEE):
        if one.person_id not in has_mentor:
            yield _candidate(view, one, places=0, load=0)


def _ready(register: Register, programme: Programme, role: Role) -> Iterator[Participation]:
    for _, one in sorted(register.participations.items()):
        person = register.people.get(one.person_id)
        is_here = person is not None and person.is_active
        place = (one.programme_id, one.role)
        if is_here and place == (programme.id, role) and _is_ready(one):
            yield one


def _is_ready(one: Participation) -> bool:
    has_lost_consent = one.state is State.CONSENT_PENDING and State.SELECTED in one.reached
    return one.state in READY[one.role] or has_lost_consent


def _candidate(view: View, one: Participation, places: int, load: int) -> Candidate:
    person, texts, register = view.people[one.person_id], one.texts, view.register
    has_consent = register.has_consent(person.id, Purpose.PROCESSING, view.today)
    return Candidate(
        person=_bare(person),
        wish=texts.get("request", ""),
        offer=_joined(texts.get("competencies"), texts.get("achievements"), person.subject),
        interests=_joined(texts.get("interests"), *person.interests),
        subject=person.subject,
        time=texts.get("time", ""),
        desired_age=texts.get("desired_age", ""),
        places=places,
        load=load,
        is_trained=person.id in view.school.trained,
        has_consent=has_consent or not register.consents,
    )


def _bare(person: Person) -> Person:
    """What of a person counts for a matching: who writes a new address is matched as before."""
    return Person(
        id=person.id,
        name="",
        kind=person.kind,
        class_name=person.class_name,
        born_on=person.born_on,
        is_young_specialist=False,
        is_active=True,
        roles=frozenset(),
    )


def _taken(register: Register, form: str) -> Counter[PersonId]:
    """How many mentees each mentor has in all programmes of a form."""
    programmes = {key for key, one in register.programmes.items() if one.form == form}
    found: Counter[PersonId] = Counter()
    for match in register.matches.values():
        if match.is_open and match.programme_id in programmes:
            mentees = len(register.side_of(match.id, Role.MENTEE))
            for mentor in register.side_of(match.id, Role.MENTOR):
                found[mentor.person_id] += mentees
    return found


def _joined(*texts: str | None) -> str:
    return "; ".join(text for text in texts if text)
