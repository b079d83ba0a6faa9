"""Whatever people do by hand, in whatever order: the rules of methodology 12.3 hold."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import pairwise
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from connector.domain.consents import ConsentState, Purpose, Signer
from connector.domain.erasure import ErasureState
from connector.domain.norms import Norms
from connector.domain.participation import FINAL, NEEDS_CONSENT, TEXTS
from connector.domain.people import Kind, Person, PersonId, Role
from connector.domain.register import Register, follow, settle
from connector.domain.register.edits import EditRefused
from connector.domain.register.edits_class import OfClass, give_to_class
from connector.domain.register.edits_consents import (
    Sheet,
    give_consent,
    request_consent,
    withdraw_consent,
)
from connector.domain.register.edits_erasure import close_erasure
from connector.domain.register.edits_link import link
from connector.domain.register.edits_participation import (
    ENDS,
    Entry,
    enter,
    leave,
    set_case,
    set_texts,
)
from connector.domain.register.rules import faults
from connector.domain.school import School
from connector.domain.training import Admission
from tests.builders import a_pair_of, a_person, a_school

FIRST: Final = date(2026, 9, 1)
PEOPLE: Final = (
    a_person(1),
    a_person(2, born_on=date(2008, 9, 20)),
    a_person(3, born_on=None),
    a_person(4, kind=Kind.TEACHER, class_name="", born_on=date(1980, 1, 1)),
    a_person(-1, kind=Kind.EMPLOYER, class_name="", born_on=None),
)
SCHOOL: Final = a_school(
    [person for person in PEOPLE if person.in_moodle],
    pairs=(a_pair_of([1], [2]), a_pair_of([4], [3], id="group:2")),
)

Step = Callable[[Register, date], Register]

who = st.sampled_from([person.id for person in PEOPLE])
row = st.integers(1, 6)
purposes = st.sampled_from(Purpose)
days_ago = st.integers(-2, 25).map(timedelta)


def a_given(
    who: PersonId, purpose: Purpose, ago: timedelta, signer: Signer, register: Register, on: date
) -> Register:
    return give_consent(register, who, Sheet(purpose, signer, on - ago), on)


def a_class_given(purpose: Purpose, ago: timedelta, register: Register, on: date) -> Register:
    return give_to_class(register, OfClass("9А", purpose, on - ago), on)[0]


def asked(who: PersonId, purpose: Purpose, register: Register, on: date) -> Register:
    return request_consent(register, who, purpose, on)


def withdrawn(
    who: PersonId, purpose: Purpose, ago: timedelta, register: Register, on: date
) -> Register:
    return withdraw_consent(register, who, purpose, on - ago, on)


def entered(who: PersonId, role: Role, programme: int, register: Register, on: date) -> Register:
    return enter(register, who, Entry(role, programme), on)


def left(number: int, because: str, is_completed: bool, register: Register, on: date) -> Register:  # noqa: FBT001 - partial fills it
    reason = next(reason for reason in ENDS if reason == because)
    return leave(register, number, reason, on, is_completed=is_completed)


def written(number: int, name: str, register: Register, _: date) -> Register:
    return set_case(set_texts(register, number, {name: "x"}), number, "https://s.example/1")


def linked(register: Register, _: date) -> Register:
    return link(register, PersonId(-1), PEOPLE[3])


def erased(number: int, register: Register, on: date) -> Register:
    return close_erasure(register, number, on)


ordinary: Final = st.one_of(
    st.builds(partial, st.just(a_given), who, purposes, days_ago, st.sampled_from(Signer)),
    st.builds(partial, st.just(a_class_given), purposes, days_ago),
    st.builds(partial, st.just(asked), who, purposes),
    st.builds(partial, st.just(withdrawn), who, purposes, days_ago),
    st.builds(
        partial,
        st.just(entered),
        who,
        st.sampled_from([Role.MENTOR, Role.MENTEE]),
        st.sampled_from([0, 50]),
    ),
    st.builds(partial, st.just(left), row, st.sampled_from(sorted(ENDS)), st.booleans()),
    st.builds(partial, st.just(written), row, st.sampled_from(TEXTS)),
    st.builds(partial, st.just(erased), row),
)
days_after = st.integers(0, 9)
without_links = st.lists(st.tuples(ordinary, days_after), min_size=1, max_size=14)
histories = st.lists(st.tuples(ordinary | st.just(linked), days_after), min_size=1, max_size=14)


@dataclass(frozen=True)
class Moment:
    """The register on a day, after a step that was taken or refused."""

    register: Register
    on: date


def lived(history: list[tuple[Step, int]]) -> list[Moment]:
    register, on = Register().with_rows("people", PEOPLE), FIRST
    moments = [Moment(register, on)]
    for edit, days in history:
        on += timedelta(days=days)
        register = brought_up(register, on)
        with suppress(EditRefused):
            edited = brought_up(edit(register, on), on)
            register = register if faults(edited, on) else edited
        moments.append(Moment(register, on))
    return moments


def brought_up(register: Register, on: date) -> Register:
    return follow(register, SCHOOL, Admission(), Norms(), on)


@given(without_links)
def test_no_rule_is_ever_broken_but_by_an_account_that_tells_another_age(
    history: list[tuple[Step, int]],
) -> None:
    register, on = Register().with_rows("people", PEOPLE), FIRST
    for edit, days in history:
        on += timedelta(days=days)
        register = brought_up(register, on)
        with suppress(EditRefused):
            register = brought_up(edit(register, on), on)
        assert faults(register, on) == []


def test_a_link_to_an_account_of_another_age_is_seen_as_a_broken_rule() -> None:
    register = Register().with_rows("people", PEOPLE)
    sheet = Sheet(Purpose.PROCESSING, Signer.REPRESENTATIVE, FIRST)
    register = give_consent(register, PersonId(-1), sheet, FIRST)

    broken = faults(brought_up(linked(register, FIRST), FIRST), FIRST)

    assert [(fault.code, fault.person_id) for fault in broken] == [("register.wrong_signer", 4)]


@given(histories)
def test_nobody_is_in_the_base_without_a_consent_by_the_right_hand(
    history: list[tuple[Step, int]],
) -> None:
    for moment in lived(history):
        for one in moment.register.participations.values():
            if one.is_open and one.state in NEEDS_CONSENT:
                person = moment.register.people[one.person_id]
                assert any(
                    consent.signed_by is Signer.REPRESENTATIVE
                    if person.is_minor(consent.signed_on)
                    else consent.signed_by is Signer.SELF or person.born_on is None
                    for consent in moment.register.consents_of[one.person_id]
                    if consent.purpose is Purpose.PROCESSING
                    and consent.signed_on
                    and consent.state(moment.on) is ConsentState.GIVEN
                )


@given(histories)
def test_whoever_withdrew_takes_part_no_more_and_is_to_be_erased_in_thirty_days(
    history: list[tuple[Step, int]],
) -> None:
    for moment in lived(history):
        for who in withdrawers(moment):
            tasks = [t for t in moment.register.erasures.values() if t.person_id == who]
            assert {task.state for task in tasks} & {ErasureState.OPEN, ErasureState.DONE}
            assert all(task.due_on == task.opened_on + timedelta(days=30) for task in tasks)
            for one in moment.register.participations_of.get(who, ()):
                assert one.state not in NEEDS_CONSENT or not one.is_open


@given(histories)
def test_a_pair_of_somebody_who_withdrew_is_whole_no_more(
    history: list[tuple[Step, int]],
) -> None:
    for moment in lived(history):
        school: School = settle(SCHOOL, moment.register, Admission(), moment.on)
        gone = withdrawers(moment)
        for pair in school.pairs:
            members = {member.person_id for member in (*pair.mentors, *pair.mentees)}
            assert not (pair.is_complete and members & gone)


def withdrawers(moment: Moment) -> set[PersonId]:
    return {
        who
        for who, consents in moment.register.consents_of.items()
        if not moment.register.has_consent(who, Purpose.PROCESSING, moment.on)
        if any(
            consent.withdrawn_on and consent.purpose is Purpose.PROCESSING for consent in consents
        )
    }


@given(histories)
def test_no_row_is_ever_lost_and_what_has_ended_stays_ended(
    history: list[tuple[Step, int]],
) -> None:
    for before, after in pairwise(lived(history)):
        for part in ("participations", "consents", "erasures"):
            assert getattr(before.register, part).keys() <= getattr(after.register, part).keys()
        for key, one in before.register.participations.items():
            if one.state in FINAL:
                now = after.register.participations[key]
                assert (now.state, now.left_on, now.left_because) == (
                    one.state,
                    one.left_on,
                    one.left_because,
                )


@given(histories)
def test_a_signature_is_never_changed_back(history: list[tuple[Step, int]]) -> None:
    for before, after in pairwise(lived(history)):
        for key, consent in before.register.consents.items():
            now = after.register.consents[key]
            assert now.purpose is consent.purpose
            if consent.signed_on:
                assert (now.signed_on, now.signed_by) == (consent.signed_on, consent.signed_by)
            if consent.withdrawn_on:
                assert now.withdrawn_on == consent.withdrawn_on


@given(histories)
def test_the_same_step_twice_leaves_what_once_did(history: list[tuple[Step, int]]) -> None:
    moment = lived(history)[-1]
    edit = history[-1][0]
    try:
        once = brought_up(edit(moment.register, moment.on), moment.on)
    except EditRefused:
        return

    for part in ("participations", "consents"):
        grown = len(getattr(once, part)) - len(getattr(moment.register, part))
        assert grown <= len(PEOPLE)
    assert brought_up(once, moment.on) == once


def test_people_of_these_histories_can_all_be_given_a_consent() -> None:
    register = Register().with_rows("people", PEOPLE)
    for person in PEOPLE:
        register = given_to(register, person)

    assert len(register.consents) == len(PEOPLE)


def given_to(register: Register, person: Person) -> Register:
    signer = Signer.REPRESENTATIVE if person.is_minor(FIRST) else Signer.SELF
    return give_consent(register, person.id, Sheet(Purpose.PROCESSING, signer, FIRST), FIRST)
