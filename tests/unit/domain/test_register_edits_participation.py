"""Taking part by hand: begun once, ended by the table, written down without losing anything."""

from datetime import timedelta
from typing import Final

import pytest

from connector.domain.norms import Norms
from connector.domain.participation import FINAL, TEXTS, Reason, State
from connector.domain.people import PersonId, Role
from connector.domain.recruiting import Application
from connector.domain.register import Register, follow
from connector.domain.register.edits import EditRefused
from connector.domain.register.edits_participation import (
    ENDS,
    Entry,
    enter,
    leave,
    set_case,
    set_passed,
    set_texts,
)
from connector.domain.training import Admission
from tests.builders import TODAY, Change, a_person, a_school
from tests.register_builders import SIGNED, a_consent, a_participation, a_register, an_active_one

ANNA: Final = PersonId(1)
MENTOR: Final = Entry(Role.MENTOR, 50, "pupil-pupil")
IN_BASE: Final = Entry(Role.MENTOR)


def code(*, of: Change) -> str:
    with pytest.raises(EditRefused) as caught:
        of()
    return caught.value.code


def followed(register: Register, **school: Change) -> Register:
    seen = a_school(list(register.people.values()), **school)
    return follow(register, seen, Admission(), Norms(), TODAY)


def left(**changes: Change) -> Change:
    ended = {"state": State.WITHDRAWN, "left_on": SIGNED, "left_because": Reason.BY_HAND}
    return a_participation(**{"programme_id": 50, **ended, **changes})


def test_who_enters_is_a_candidate_until_there_is_a_consent() -> None:
    (one,) = enter(a_register(people=[1]), ANNA, MENTOR, TODAY).participations.values()

    assert (one.person_id, one.role, one.programme_id, one.form) == (
        ANNA,
        Role.MENTOR,
        50,
        "pupil-pupil",
    )
    assert (one.state, one.is_by_hand, one.applied_on) == (State.CANDIDATE, True, TODAY)


@pytest.mark.parametrize("entry", [MENTOR, IN_BASE])
def test_nobody_enters_past_the_consent(entry: Entry) -> None:
    entered = followed(enter(a_register(people=[1]), ANNA, entry, TODAY))

    assert entered.participations[1].state is State.CONSENT_PENDING


def test_who_has_a_consent_is_in_the_base_at_once() -> None:
    entered = followed(enter(a_register(a_consent(), people=[1]), ANNA, IN_BASE, TODAY))

    assert (entered.participations[1].state, entered.participations[1].entered_on) == (
        State.REGISTERED,
        TODAY,
    )


@pytest.mark.parametrize(
    ("programme", "entry"), [(50, MENTOR), (50, IN_BASE), (0, IN_BASE)], ids=str
)
def test_nobody_enters_where_they_take_part(programme: int, entry: Entry) -> None:
    register = a_register(a_participation(programme_id=programme), people=[1])

    assert code(of=lambda: enter(register, ANNA, entry, TODAY)) == "participation.open_already"


def test_another_programme_or_another_role_is_another_participation() -> None:
    register = a_register(a_participation(programme_id=51), people=[1])

    entered = enter(register, ANNA, MENTOR, TODAY)
    entered = enter(entered, ANNA, Entry(Role.MENTEE, 50), TODAY)

    assert [one.programme_id for one in entered.participations.values()] == [51, 50, 50]


def test_who_waits_in_the_base_goes_into_the_programme_with_what_they_wrote() -> None:
    waiting = a_participation(state=State.REGISTERED, entered_on=SIGNED, texts={"interests": "го"})
    register = a_register(waiting, a_consent(), people=[1])

    (one,) = enter(register, ANNA, MENTOR, TODAY).participations.values()

    assert (one.id, one.programme_id, one.form) == (1, 50, "pupil-pupil")
    assert (one.entered_on, one.texts, one.is_by_hand) == (SIGNED, {"interests": "го"}, True)


def test_coming_back_is_a_new_row_and_the_old_one_stays() -> None:
    before = left()
    register = a_register(before, a_consent(), people=[1])

    again = followed(enter(register, ANNA, MENTOR, TODAY))

    assert again.participations[1] == before
    assert again.participations[2].state is State.REGISTERED


def test_what_was_entered_by_hand_does_not_end_because_moodle_knows_nothing_of_it() -> None:
    entered = followed(enter(a_register(a_consent(), people=[1]), ANNA, MENTOR, TODAY))

    assert followed(entered) == entered
    assert entered.participations[1].is_open


def test_who_withdrew_the_consent_enters_only_with_a_new_one() -> None:
    withdrawn = a_consent(1, withdrawn_on=TODAY)
    register = a_register(withdrawn, people=[1])

    assert code(of=lambda: enter(register, ANNA, MENTOR, TODAY)) == "participation.has_withdrawn"
    again = register.with_rows("consents", [a_consent(2, signed_on=TODAY)])
    assert enter(again, ANNA, MENTOR, TODAY).participations


def test_who_is_gone_from_school_enters_nothing() -> None:
    register = Register().with_rows("people", [a_person(is_active=False)])

    assert code(of=lambda: enter(register, ANNA, MENTOR, TODAY)) == "participation.inactive"
    assert code(of=lambda: enter(register, PersonId(7), MENTOR, TODAY)) == "people.unknown"


@pytest.mark.parametrize(("because", "target"), ENDS.items())
def test_an_end_has_the_state_of_its_reason_and_its_day(because: Reason, target: State) -> None:
    register = a_register(an_active_one(), a_consent(), people=[1])

    one = leave(register, 1, because, TODAY, is_completed=False).participations[1]

    assert (one.state, one.left_on, one.left_because) == (target, TODAY, because)
    assert one.reached[target] == TODAY.isoformat()


def test_who_leaves_school_may_have_completed_the_programme() -> None:
    register = a_register(an_active_one(), people=[1])

    one = leave(register, 1, Reason.LEFT_SCHOOL, TODAY, is_completed=True).participations[1]

    assert one.state is State.COMPLETED


@pytest.mark.parametrize("state", [state for state in State if state not in FINAL])
def test_only_who_began_completes(state: State) -> None:
    register = a_register(a_participation(state=state), people=[1])

    def complete() -> Register:
        return leave(register, 1, Reason.GOALS_REACHED, TODAY, is_completed=False)

    if state is State.ACTIVE:
        assert complete().participations[1].state is State.COMPLETED
    else:
        assert code(of=complete) == "participation.not_begun"


@pytest.mark.parametrize("state", sorted(FINAL))
def test_what_has_ended_does_not_end_again(state: State) -> None:
    register = a_register(left(state=state), people=[1])

    def again() -> Register:
        return leave(register, 1, Reason.BY_HAND, TODAY, is_completed=False)

    assert code(of=again) == "participation.ended_already"


def test_a_refusal_is_no_completion() -> None:
    register = a_register(an_active_one(), people=[1])

    def refuse() -> Register:
        return leave(register, 1, Reason.REFUSED, TODAY, is_completed=True)

    assert code(of=refuse) == "participation.refused_and_completed"


@pytest.mark.parametrize("edit", [set_texts, leave, set_case, set_passed])
def test_a_number_that_nobody_has_is_refused(edit: Change) -> None:
    arguments: dict[Change, Change] = {
        set_texts: ({"request": "x"},),
        leave: (Reason.BY_HAND, TODAY),
        set_case: ("",),
        set_passed: (),
    }
    named: dict[Change, Change] = {
        leave: {"is_completed": False},
        set_passed: {"is_passed": True},
    }

    def call() -> Register:
        return edit(a_register(people=[1]), 9, *arguments[edit], **named.get(edit, {}))  # type: ignore[no-any-return] # one of four

    assert code(of=call) == "participation.unknown"


@pytest.mark.parametrize("name", TEXTS)
def test_every_text_can_be_written_and_the_others_stay(name: str) -> None:
    before = dict.fromkeys(TEXTS, "было")
    register = a_register(a_participation(texts=before), people=[1])

    one = set_texts(register, 1, {name: "стало"}).participations[1]

    assert one.texts == {**before, name: "стало"}


@pytest.mark.parametrize("name", ["state", "case_url", "person_id", "Request"])
def test_nothing_else_can_be_written_as_a_text(name: str) -> None:
    register = a_register(a_participation(), people=[1])

    assert code(of=lambda: set_texts(register, 1, {name: "x"})) == "participation.no_such_text"


@pytest.mark.parametrize("typed", ["по-другому", ""])
def test_what_was_corrected_by_hand_is_not_overwritten_by_the_questionnaire(typed: str) -> None:
    answered = Application(ANNA, Role.MENTOR, "анкета", texts={"interests": "шахматы"})
    register = followed(a_register(people=[1]), applications=(answered,))
    assert register.participations[1].texts["interests"] == "шахматы"

    corrected = set_texts(register, 1, {"interests": typed})

    again = followed(corrected, applications=(answered,))
    assert again.participations[1].texts["interests"] == typed


def test_the_result_is_written_after_the_end() -> None:
    ended = leave(
        a_register(an_active_one(), people=[1]), 1, Reason.GOALS_REACHED, TODAY, is_completed=False
    )

    written = set_texts(ended, 1, {"result": "сдал ОГЭ"})
    written = set_passed(set_case(written, 1, "https://school.example/case"), 1, is_passed=True)

    one = written.participations[1]
    assert (one.texts["result"], one.case_url, one.is_passed) == (
        "сдал ОГЭ",
        "https://school.example/case",
        True,
    )
    assert one.state is State.COMPLETED


def test_nothing_new_is_written_of_who_withdrew_but_erasing_is_free() -> None:
    gone = left(left_because=Reason.CONSENT_WITHDRAWN, texts={"result": "было"})
    register = a_register(gone, people=[1])

    assert code(of=lambda: set_texts(register, 1, {"result": "x"})) == "participation.withdrawn"
    assert code(of=lambda: set_case(register, 1, "https://s.example")) == "participation.withdrawn"
    assert set_texts(register, 1, {"result": ""}).participations[1].texts == {"result": ""}


@pytest.mark.parametrize("url", ["school.example/case", "javascript:alert(1)", "ftp://x", " "])
def test_a_case_stands_at_an_address_of_a_site(url: str) -> None:
    register = a_register(a_participation(), people=[1])

    assert code(of=lambda: set_case(register, 1, url)) == "participation.no_address"


def test_nobody_passed_a_programme_that_they_never_began() -> None:
    register = a_register(a_participation(), people=[1])

    assert code(of=lambda: set_passed(register, 1, is_passed=True)) == "participation.not_begun"
    assert not set_passed(register, 1, is_passed=False).participations[1].is_passed


def test_the_day_of_an_end_is_never_before_the_day_of_entering() -> None:
    register = a_register(a_consent(), people=[1])
    entered = followed(enter(register, ANNA, MENTOR, TODAY))

    one = leave(entered, 1, Reason.BY_HAND, TODAY, is_completed=False).participations[1]

    assert one.entered_on is not None
    assert one.left_on is not None
    assert one.left_on - one.entered_on == timedelta(0)
