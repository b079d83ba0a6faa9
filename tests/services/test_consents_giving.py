"""Consents that are entered: one by one and for a class; what cannot be leaves nothing behind."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

import pytest

from connector.domain.consents import ConsentState, Purpose, Signer
from connector.domain.participation import State
from connector.domain.people import Person, PersonId
from connector.domain.register.edits import EditRefused
from connector.domain.register.edits_class import OfClass
from connector.domain.register.edits_consents import Sheet
from connector.services import picture, register
from connector.services.by_hand.view import View, view
from connector.services.consents import giving
from connector.services.deps import Deps
from tests.builders import TODAY
from tests.services.conftest import Clock
from tests.services.people_stand import (
    BY,
    a_sheet,
    a_stranger,
    open_one,
    without_consent,
)

GIVEN: Final = a_sheet()


def refused(deps: Deps, do: Callable[[], object]) -> str:
    """Have something refused, and see that nothing of it is kept."""
    before = register.read(deps)
    with pytest.raises(EditRefused) as caught:
        do()
    assert register.read(deps) == before
    return caught.value.code


def test_a_consent_lets_in_who_waited(seen: View) -> None:
    who = without_consent(seen)
    assert open_one(seen, who.id).state is State.CONSENT_PENDING

    giving.give(seen, BY, who, replace(GIVEN, signer_name="мать", paper="папка 3"))

    now = view(seen.deps)
    assert open_one(now, who.id).entered_on == TODAY
    (consent,) = now.register.consents_of[who.id]
    assert (consent.signer_name, consent.paper, consent.source) == ("мать", "папка 3", "hand")


def test_who_is_only_in_moodle_may_consent_before_taking_part(seen: View) -> None:
    who = a_stranger(seen)

    giving.give(seen, BY, who, GIVEN)

    after = register.read(seen.deps)
    assert after.people[who.id] == who
    assert after.has_consent(who.id, Purpose.PROCESSING, TODAY)
    assert who.id not in after.participations_of


@pytest.mark.parametrize(
    ("sheet", "code"),
    [
        (replace(GIVEN, signed_on=TODAY + timedelta(days=1)), "consents.signed_in_future"),
        (replace(GIVEN, signed_on=date(1990, 1, 1)), "consents.signed_before_birth"),
        (replace(GIVEN, valid_to=TODAY - timedelta(days=1)), "consents.ends_before_signing"),
        (replace(GIVEN, signed_by=Signer.SELF), "consents.minor_signs_not"),
    ],
)
def test_a_sheet_that_cannot_be_leaves_nothing_behind(seen: View, sheet: Sheet, code: str) -> None:
    who = without_consent(seen)

    assert refused(seen.deps, lambda: giving.give(seen, BY, who, sheet)) == code


def test_a_grown_up_signs_with_the_own_hand(seen: View) -> None:
    teacher = next(p for p in seen.people.values() if p.age(TODAY) and not p.is_minor(TODAY))

    code = refused(seen.deps, lambda: giving.give(seen, BY, teacher, GIVEN))

    assert code == "consents.grown_up_signs"


def test_the_same_sheet_entered_twice_is_entered_once(seen: View) -> None:
    who = without_consent(seen)
    giving.give(seen, BY, who, GIVEN)

    code = refused(seen.deps, lambda: giving.give(view(seen.deps), BY, who, GIVEN))

    assert code == "consents.given_already"


def test_what_was_asked_for_is_answered(seen: View) -> None:
    who = without_consent(seen)
    giving.request(seen, BY, who, Purpose.PROCESSING)
    (asked,) = register.read(seen.deps).consents_of[who.id]
    assert asked.state(TODAY) is ConsentState.REQUESTED
    assert open_one(view(seen.deps), who.id).state is State.CONSENT_PENDING
    code = refused(seen.deps, lambda: giving.request(seen, BY, who, Purpose.PROCESSING))
    assert code == "consents.asked_already"

    giving.give(seen, BY, who, GIVEN)

    (given,) = register.read(seen.deps).consents_of[who.id]
    assert (given.id, given.requested_on, given.state(TODAY)) == (
        asked.id,
        TODAY,
        ConsentState.GIVEN,
    )


def of_class(seen: View, **changes: object) -> OfClass:
    """The class of somebody who waits for a consent."""
    ours = OfClass(without_consent(seen).class_name, Purpose.PROCESSING, TODAY)
    return replace(ours, **changes)  # type: ignore[arg-type] # fields by name


def pupils(seen: View, class_name: str) -> list[Person]:
    return [
        person
        for person in seen.register.people.values()
        if person.class_name == class_name
        and any(one.is_open for one in seen.register.participations_of.get(person.id, ()))
    ]


def test_a_class_is_only_shown_until_somebody_says_yes(seen: View) -> None:
    before = register.read(seen.deps)

    done, handed = giving.give_class(seen, BY, of_class(seen), is_for_real=False)

    assert register.read(seen.deps) == before
    assert done.rows
    assert any(one.refused is None for one in handed)


def test_a_class_is_given_what_was_shown(seen: View) -> None:
    ours = of_class(seen)
    _, shown = giving.give_class(seen, BY, ours, is_for_real=False)

    _, handed = giving.give_class(seen, BY, ours, is_for_real=True)

    told = [(one.person.id, one.signed_by, one.refused and one.refused.code) for one in handed]
    assert told == [(o.person.id, o.signed_by, o.refused and o.refused.code) for o in shown]
    assert {one.person.id for one in handed} == {p.id for p in pupils(seen, ours.class_name)}
    after = register.read(seen.deps)
    for one in handed:
        assert after.has_consent(one.person.id, Purpose.PROCESSING, TODAY)
        if one.refused:
            assert after.consents_of[one.person.id] == seen.register.consents_of[one.person.id]


def test_who_did_not_hand_in_is_given_nothing(seen: View) -> None:
    who = without_consent(seen)
    ours = of_class(seen, without=frozenset({who.id}))

    _, handed = giving.give_class(seen, BY, ours, is_for_real=True)

    assert who.id not in register.read(seen.deps).consents_of
    rows = {row["person"]: row for row in giving.handed_rows(seen, handed)}
    assert rows[who.id]["why"] == "не сдал (--except)"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"class_name": "1Ъ"}, "consents.nobody_in_class"),
        ({"without": frozenset({PersonId(4242)})}, "consents.not_in_class"),
    ],
)
def test_a_class_that_is_mistyped_is_given_nothing(
    seen: View, changes: dict[str, object], code: str
) -> None:
    ours = of_class(seen, **changes)

    assert refused(seen.deps, lambda: giving.give_class(seen, BY, ours, is_for_real=True)) == code


def test_a_class_a_second_time_changes_nothing(seen: View) -> None:
    giving.give_class(seen, BY, of_class(seen), is_for_real=True)
    ours = OfClass(of_class(seen).class_name, Purpose.PROCESSING, TODAY)

    done, handed = giving.give_class(view(seen.deps), BY, ours, is_for_real=True)

    assert done.rows == []
    assert {one.refused and one.refused.code for one in handed} == {"consents.has_one"}
    cells = giving.handed_in_words(seen, handed)
    assert {len(row) for row in cells} == {len(giving.HEAD)}


def test_a_consent_that_the_register_gets_shows_in_the_pairs(seen: View) -> None:
    lacking = {
        member.person_id
        for pair in seen.school.pairs
        for member in (*pair.mentors, *pair.mentees)
        if not member.has_consent
    }
    assert lacking
    for who in lacking:
        person = seen.people[who]
        signer = Signer.REPRESENTATIVE if person.is_minor(TODAY) else Signer.SELF
        giving.give(seen, BY, person, a_sheet(signer=signer))

    members = [m for p in picture.school(seen.deps).pairs for m in (*p.mentors, *p.mentees)]
    assert all(member.has_consent for member in members)


def test_a_consent_that_ran_out_sends_back_and_a_renewal_brings_forward(
    seen: View, clock: Clock
) -> None:
    who = without_consent(seen)
    giving.give(seen, BY, who, replace(GIVEN, valid_to=TODAY + timedelta(days=2)))
    started = open_one(view(seen.deps), who.id).state
    clock.advance(days=3)

    register.update(seen.deps)
    assert open_one(view(seen.deps), who.id).state is State.CONSENT_PENDING

    giving.give(view(seen.deps), BY, who, replace(GIVEN, signed_on=TODAY + timedelta(days=3)))
    assert open_one(view(seen.deps), who.id).state is started
