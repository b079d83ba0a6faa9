"""How a participation goes from state to state: single steps, worked by hand."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

import pytest

from connector.domain.consents import Purpose, SeenConsent, Signer
from connector.domain.erasure import ErasureState
from connector.domain.norms import Norms
from connector.domain.pairs import Standing
from connector.domain.participation import (
    ForbiddenStep,
    Participation,
    Reason,
    State,
    step,
)
from connector.domain.people import PersonId, Role
from connector.domain.programmes import ProgrammeId
from connector.domain.recruiting import Application, Decision, Selection
from connector.domain.register import Register, follow, settle
from connector.domain.school import School
from connector.domain.training import Admission, Study, TrainingKind
from tests.builders import COURSE, TODAY, Change, a_pair_of, a_person, a_programme, a_school
from tests.register_builders import (
    SIGNED,
    a_certificate,
    a_consent,
    a_participation,
    a_register,
    an_active_one,
)

MENTOR, MENTEE = PersonId(1), PersonId(2)
WARN: Final = Admission("warn")
BLOCK: Final = Admission("block")
TOMORROW: Final = TODAY + timedelta(days=1)
SOURCE: Final = "profile: consent"
READ: Final = {SOURCE: frozenset({MENTOR, MENTEE})}


def a_trained(who: PersonId) -> Study:
    return Study(
        who,
        60,
        "Школа наставника",
        TrainingKind.INITIAL,
        Decimal(16),
        is_enrolled=True,
        is_done=True,
        done_on=SIGNED,
    )


def with_mentor(**changes: Change) -> School:
    """Give a school with a mentor 1 and a mentee 2 in the programme, without a pair."""
    places = {
        (COURSE, Role.MENTOR): frozenset({MENTOR}),
        (COURSE, Role.MENTEE): frozenset({MENTEE}),
    }
    return a_school([a_person(1), a_person(2)], **{"places": places, **changes})


def papers(*people: int) -> Register:
    return a_register(*(a_consent(key, key) for key in people), people=people)


def followed(
    register: Register, school: School, admission: Admission = WARN, on: date = TODAY
) -> Register:
    return follow(register, school, admission, Norms(), on)


def states(register: Register) -> dict[tuple[int, str], str]:
    return {(o.person_id, o.role.value): o.state.value for o in register.participations.values()}


def test_without_a_consent_a_role_leads_to_waiting_for_one() -> None:
    register = followed(Register(), with_mentor())

    assert states(register) == {(1, "mentor"): "consent_pending", (2, "mentee"): "consent_pending"}


def test_with_a_consent_a_mentor_is_selected_and_a_mentee_in_the_base() -> None:
    register = followed(papers(1, 2), with_mentor())

    assert states(register) == {(1, "mentor"): "selected", (2, "mentee"): "registered"}
    assert {one.entered_on for one in register.participations.values()} == {SIGNED}


@pytest.mark.parametrize(
    ("applied", "begins", "entered"),
    [
        (None, None, SIGNED),
        (date(2026, 10, 5), None, date(2026, 10, 5)),
        (date(2026, 8, 5), date(2026, 9, 14), date(2026, 9, 14)),
        (None, date(2027, 1, 11), TODAY),
    ],
)
def test_somebody_is_in_the_base_since_the_last_thing_that_was_missing(
    applied: date | None, begins: date | None, entered: date
) -> None:
    waiting = a_participation(1, 1, programme_id=COURSE, applied_on=applied)
    school = with_mentor(programmes=(a_programme(begins_on=begins),))

    register = followed(a_register(waiting, a_consent(1, 1), people=[1]), school)

    assert register.participations[1].entered_on == entered
    assert register.participations[1].reached[State.REGISTERED] == TODAY.isoformat()


def test_a_trained_mentor_in_a_whole_pair_works() -> None:
    school = with_mentor(studies=(a_trained(MENTOR),), pairs=(a_pair_of([1], [2]),))

    register = followed(papers(1, 2), school)

    assert states(register) == {(1, "mentor"): "active", (2, "mentee"): "active"}
    assert sorted(register.participations[1].reached) == sorted(
        ["consent_pending", "registered", "selected", "trained", "active"]
    )


def test_a_certificate_from_elsewhere_trains_as_well() -> None:
    register = papers(1).with_rows("certificates", [a_certificate()])

    assert states(followed(register, with_mentor()))[(1, "mentor")] == "trained"


@pytest.mark.parametrize(("admission", "state"), [(WARN, "active"), (BLOCK, "selected")])
def test_an_untrained_mentor_works_only_where_the_school_just_warns(
    admission: Admission, state: str
) -> None:
    school = with_mentor(pairs=(a_pair_of([1], [2]),))

    assert states(followed(papers(1, 2), school, admission))[(1, "mentor")] == state


def test_a_consent_that_ran_out_sends_back_to_waiting_and_a_new_one_brings_back() -> None:
    school = with_mentor(studies=(a_trained(MENTOR),), pairs=(a_pair_of([1], [2]),))
    first = a_register(a_consent(1, 1, valid_to=TODAY), a_consent(2, 2), people=[1, 2])
    works = followed(first, school)

    lapsed = followed(works, school, on=TOMORROW)
    renewed = followed(
        lapsed.with_rows("consents", [a_consent(3, 1, signed_on=TOMORROW)]), school, on=TOMORROW
    )

    assert works.participations[1].state is State.ACTIVE
    assert lapsed.participations[1].state is State.CONSENT_PENDING
    assert renewed.participations[1].state is State.ACTIVE
    assert renewed.participations[1].entered_on == SIGNED


def test_a_consent_taken_back_ends_everything_and_opens_an_erasure() -> None:
    working = a_register(
        an_active_one(programme_id=COURSE),
        a_consent(1, 1, withdrawn_on=TODAY),
        people=[1],
    )

    register = followed(working, with_mentor())

    assert register.participations[1].state is State.WITHDRAWN
    assert register.participations[1].left_because is Reason.CONSENT_WITHDRAWN
    (task,) = register.erasures.values()
    assert (task.person_id, task.opened_on, task.due_on) == (1, TODAY, date(2026, 12, 24))


def test_a_new_consent_cancels_the_erasure_and_begins_a_new_participation() -> None:
    ended = followed(
        a_register(
            an_active_one(programme_id=COURSE), a_consent(1, 1, withdrawn_on=TODAY), people=[1]
        ),
        with_mentor(),
    )

    again = followed(
        ended.with_rows("consents", [a_consent(2, 1, signed_on=TOMORROW)]),
        with_mentor(),
        on=TOMORROW,
    )

    assert [task.state for task in again.erasures.values()] == [ErasureState.CANCELLED]
    mine = again.participations_of[MENTOR]
    assert [one.state for one in mine] == [State.WITHDRAWN, State.SELECTED]


def test_a_withdrawn_consent_ends_a_pair_whatever_stands_in_moodle() -> None:
    school = with_mentor(pairs=(a_pair_of([1], [2]),))
    register = followed(
        a_register(a_consent(1, 1, withdrawn_on=TODAY), a_consent(2, 2), people=[1, 2]), school
    )

    (pair,) = settle(school, register, WARN, TODAY).pairs

    assert pair.mentors[0].standing is Standing.CONSENT_WITHDRAWN
    assert not pair.is_complete


def test_a_pair_of_people_without_papers_is_told_apart() -> None:
    school = with_mentor(pairs=(a_pair_of([1], [2]),))

    (pair,) = settle(school, papers(1), WARN, TODAY).pairs

    assert [member.has_consent for member in pair.members] == [True, False]


def test_while_the_school_keeps_no_consents_nobody_lacks_one() -> None:
    school = with_mentor(pairs=(a_pair_of([1], [2]),))

    (pair,) = settle(school, Register(), WARN, TODAY).pairs

    assert all(member.has_consent for member in pair.members)


def test_who_loses_the_role_has_left_and_begins_anew_when_it_is_given_again() -> None:
    there, gone = with_mentor(), with_mentor(places={})

    register = followed(followed(followed(papers(1), there), gone), there, on=TOMORROW)

    mine = register.participations_of[MENTOR]
    assert [(one.state, one.left_because) for one in mine] == [
        (State.WITHDRAWN, Reason.LEFT_IN_MOODLE),
        (State.SELECTED, None),
    ]


def test_what_was_entered_by_hand_does_not_end_with_a_role_in_moodle() -> None:
    by_hand = a_participation(1, 1, is_by_hand=True, programme_id=COURSE)

    register = followed(a_register(by_hand, people=[1]), with_mentor(places={}))

    assert register.participations[1].is_open


def test_who_waits_in_the_base_goes_into_the_programme_with_the_same_row() -> None:
    base = with_mentor(places={(0, Role.MENTOR): frozenset({MENTOR})})

    register = followed(followed(papers(1), base), with_mentor())

    (mine,) = register.participations_of[MENTOR]
    assert (mine.programme_id, mine.form) == (COURSE, "pupil-pupil")


def test_the_end_of_a_programme_completes_those_who_worked_and_lets_the_others_go() -> None:
    over = a_programme(id=ProgrammeId(COURSE), ends_on=TODAY - timedelta(days=1))
    known = a_register(
        an_active_one(1, 1, programme_id=COURSE),
        a_participation(2, 2, role=Role.MENTEE, programme_id=COURSE),
        a_consent(1, 1),
        people=[1, 2],
    )

    register = followed(known, with_mentor(programmes=(over,)))

    assert states(register) == {(1, "mentor"): "completed", (2, "mentee"): "withdrawn"}


@pytest.mark.parametrize(
    ("decision", "state"),
    [
        (None, "registered"),
        (Decision.RESERVE, "registered"),
        (Decision.ACCEPTED, "selected"),
        (Decision.DECLINED, "declined"),
    ],
)
def test_a_candidate_goes_on_by_what_is_decided(decision: Decision | None, state: str) -> None:
    school = a_school([a_person(1)], applications=(Application(MENTOR, Role.MENTOR, "анкета"),))
    register = followed(papers(1), school).with_rows(
        "selections", [Selection(1, decision=decision)]
    )

    assert states(followed(register, school)) == {(1, "mentor"): state}


def test_answers_fill_in_what_nobody_corrected_by_hand() -> None:
    def answering(text: str) -> School:
        answer = Application(MENTOR, Role.MENTOR, "анкета", texts={"interests": text, "time": "1"})
        return a_school([a_person(1)], applications=(answer,))

    first = followed(Register(), answering("шахматы"))
    row = first.participations[1]
    corrected = first.with_rows("participations", [with_text(row, "interests", "шахматы, го")])

    texts = followed(corrected, answering("футбол")).participations[1].texts

    assert first.participations[1].texts == {"interests": "шахматы", "time": "1"}
    assert texts["interests"] == "шахматы, го"
    assert followed(first, answering("футбол")).participations[1].texts["interests"] == "футбол"


def with_text(row: Participation, name: str, text: str) -> Participation:
    return replace(row, texts={**row.texts, name: text})


def seen(*people: PersonId, signed_on: date | None = None) -> Iterable[SeenConsent]:
    return tuple(
        SeenConsent(who, Purpose.PROCESSING, SOURCE, Signer.REPRESENTATIVE, signed_on)
        for who in people
    )


def test_a_consent_withdrawn_by_hand_is_not_given_again_by_what_moodle_still_says() -> None:
    school = with_mentor(consents=seen(MENTOR), consent_answers=READ)
    given = followed(Register(), school)
    (consent,) = given.consents_of[MENTOR]
    taken = given.with_rows("consents", [replace(consent, withdrawn_on=TODAY)])

    register = followed(taken, school, on=TOMORROW)

    assert len(register.consents_of[MENTOR]) == 1
    assert not register.has_consent(MENTOR, Purpose.PROCESSING, TOMORROW)


def test_after_moodle_has_taken_it_back_a_new_tick_is_a_new_consent() -> None:
    ticked = with_mentor(consents=seen(MENTOR), consent_answers=READ)
    cleared = with_mentor(consent_answers=READ)

    register = followed(followed(followed(Register(), ticked), cleared), ticked, on=TOMORROW)

    first, second = register.consents_of[MENTOR]
    assert (first.withdrawn_on, second.signed_on) == (TODAY, TOMORROW)


def test_a_rule_that_could_not_be_read_withdraws_nothing() -> None:
    ticked = with_mentor(consents=seen(MENTOR), consent_answers=READ)

    register = followed(followed(Register(), ticked), with_mentor())

    assert register.has_consent(MENTOR, Purpose.PROCESSING, TODAY)


def test_a_person_whom_moodle_hides_withdraws_nothing() -> None:
    ticked = with_mentor(consents=seen(MENTOR), consent_answers=READ)
    hidden = replace(ticked, people={}, places={}, consents=(), consent_answers={})

    register = followed(followed(Register(), ticked), hidden)

    assert register.consents_of[MENTOR][0].withdrawn_on is None
    assert not register.people[MENTOR].is_active


def test_a_later_signature_in_moodle_is_a_renewal() -> None:
    before = with_mentor(consents=seen(MENTOR, signed_on=SIGNED))
    after = with_mentor(consents=seen(MENTOR, signed_on=TODAY))

    register = followed(followed(Register(), before), after)

    assert [c.signed_on for c in register.consents_of[MENTOR]] == [SIGNED, TODAY]


def test_a_step_that_the_table_does_not_know_is_refused() -> None:
    with pytest.raises(ForbiddenStep):
        step(a_participation(), State.ACTIVE, TODAY)
    with pytest.raises(ForbiddenStep):
        step(a_participation(role=Role.MENTEE, state=State.REGISTERED), State.SELECTED, TODAY)
