"""Who sees what (methodology 12.3: rule 16)."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connector.domain.access import RIGHTS, Looking, Scope, Thing, Viewer, may_see
from connector.domain.people import PersonId

ME, MY_MENTEE, MY_MENTOR, STRANGER = (PersonId(key) for key in (1, 2, 3, 4))


def looking(*offices: Viewer, leads_class: str = "") -> Looking:
    return Looking(
        ME, frozenset(offices), leads_class, frozenset({MY_MENTEE}), frozenset({MY_MENTOR})
    )


@pytest.mark.parametrize("thing", Thing)
def test_nobody_without_an_office_sees_anything_even_of_themselves(thing: Thing) -> None:
    assert not may_see(looking(), thing, ME)


@pytest.mark.parametrize("thing", Thing)
def test_the_curator_sees_everything_and_the_administrator_nothing(thing: Thing) -> None:
    assert may_see(looking(Viewer.CURATOR), thing, STRANGER)
    assert not may_see(looking(Viewer.ADMINISTRATOR), thing, ME)


@pytest.mark.parametrize("thing", [one for one in Thing if one is not Thing.FIGURES])
def test_the_director_sees_figures_and_no_person(thing: Thing) -> None:
    assert not may_see(looking(Viewer.DIRECTOR), thing, STRANGER)
    assert may_see(looking(Viewer.DIRECTOR), Thing.FIGURES, STRANGER)


def test_a_mentor_sees_the_request_of_their_own_mentee_only() -> None:
    mentor = looking(Viewer.MENTOR)

    seen = [who for who in (MY_MENTEE, MY_MENTOR, STRANGER) if may_see(mentor, Thing.REQUEST, who)]

    assert seen == [MY_MENTEE]


@pytest.mark.parametrize("thing", [Thing.SENSITIVE_REASON, Thing.CONSENTS, Thing.CONTROL])
def test_a_mentor_sees_no_sensitive_reason_consent_or_control(thing: Thing) -> None:
    assert not any(may_see(looking(Viewer.MENTOR), thing, who) for who in (ME, MY_MENTEE))


def test_a_mentee_sees_how_the_own_pair_stands_and_no_more() -> None:
    mentee = looking(Viewer.MENTEE)

    assert may_see(mentee, Thing.STATE, MY_MENTOR)
    assert not may_see(mentee, Thing.STATE, STRANGER)
    assert not may_see(mentee, Thing.CONTACTS, MY_MENTOR)


def test_a_class_teacher_sees_the_state_of_the_own_class_without_texts() -> None:
    teacher = looking(Viewer.CLASS_TEACHER, leads_class="9А")

    assert may_see(teacher, Thing.STATE, STRANGER, "9А")
    assert not may_see(teacher, Thing.STATE, STRANGER, "9Б")
    assert not may_see(teacher, Thing.TEXTS, STRANGER, "9А")


def test_who_leads_no_class_does_not_see_those_without_one() -> None:
    assert not may_see(looking(Viewer.CLASS_TEACHER), Thing.STATE, STRANGER, "")


@given(st.sets(st.sampled_from(Viewer)), st.sampled_from(Viewer), st.sampled_from(Thing))
def test_another_office_never_takes_a_right_away(
    offices: set[Viewer], more: Viewer, thing: Thing
) -> None:
    for who in (ME, MY_MENTEE, MY_MENTOR, STRANGER):
        if may_see(looking(*offices), thing, who):
            assert may_see(looking(*offices, more), thing, who)


def test_only_the_curator_sees_everybody() -> None:
    wide = {
        (viewer, thing)
        for viewer, thing in product(Viewer, Thing)
        if RIGHTS[viewer].get(thing) is Scope.EVERYBODY
    }

    assert {viewer for viewer, _ in wide} == {Viewer.CURATOR, Viewer.DIRECTOR}
    assert {thing for viewer, thing in wide if viewer is Viewer.DIRECTOR} == {Thing.FIGURES}
