"""People of pairs who are not in the course: enrolled, or reported, as the school wants."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from connector.domain.arranging import Values
from connector.domain.write_back import State
from connector.moodle.client import MoodleClient
from connector.moodle.functions import core_enrol, enrol_manual
from connector.services.arranging.carrying import Carrier, Deed
from connector.services.arranging.groups import Place
from connector.store.outbox import Entry, Key, WriteKind

NOT_ENROLLED: Final = "pairs.not_enrolled"
PEOPLE: Final = "pairs.people_not_enrolled"


def enrolled(moodle: MoodleClient, course_id: int) -> frozenset[int]:
    """Everybody in a course, suspended or not."""
    return frozenset(one.user_id for one in core_enrol.enrolments(moodle, course_id))


def plan_enrolments(place: Place, members: Iterable[Entry], here: frozenset[int]) -> list[Entry]:
    """Whom to enrol so that they can be put into their group."""
    people = {int(entry.key.participant) for entry in waiting(members)}
    wanted: Values = {"role": place.rule.enrol_as}
    return [
        Entry(enrolment_key(place.course_id, who), wanted, State.PENDING)
        for who in sorted(people - here)
    ]


def refused(members: Sequence[Entry], here: frozenset[int]) -> list[Entry]:
    """The same members, those refused who are not in the course and would stay out in silence."""
    out = {entry.key for entry in waiting(members) if int(entry.key.participant) not in here}
    return [_refused(entry) if entry.key in out else entry for entry in members]


def without(members: Sequence[Entry], enrolled: Iterable[Entry]) -> list[Entry]:
    """The same members, those refused whose enrolment failed: they would keep the others out."""
    failed = {one.key.participant for one in enrolled if one.state is not State.WRITTEN}
    out = {entry.key for entry in waiting(members) if entry.key.participant in failed}
    return [_refused(entry) if entry.key in out else entry for entry in members]


def waiting(members: Iterable[Entry]) -> list[Entry]:
    """Members who are to be put into a group."""
    return [entry for entry in members if entry.state is State.PENDING and entry.desired]


def enrol(
    moodle: MoodleClient, carrier: Carrier, place: Place, plan: Sequence[Entry]
) -> list[Entry]:
    """Enrol one by one: an error of one, even with the enrolment made, must not stop the others."""
    deeds = [
        Deed(
            (entry,),
            partial(
                enrol_manual.enrol,
                moodle,
                place.course_id,
                int(entry.key.participant),
                place.rule.enrol_as,
            ),
        )
        for entry in plan
    ]
    return carrier.carry(deeds, partial(_look, moodle, place), place.course)


def enrolment_key(course_id: int, person_id: int) -> Key:
    """How the ledger names an enrolment."""
    return Key(WriteKind.ENROLMENT, f"{course_id}:enrolment:0", str(person_id))


def _refused(entry: Entry) -> Entry:
    return replace(entry, state=State.REFUSED, reason=NOT_ENROLLED)


def _look(moodle: MoodleClient, place: Place) -> Mapping[Key, Values]:
    wanted: Values = {"role": place.rule.enrol_as}
    here = enrolled(moodle, place.course_id)
    return {enrolment_key(place.course_id, who): wanted for who in here}
