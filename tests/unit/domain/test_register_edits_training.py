"""What is entered by hand of candidates, certificates and routes."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connector.domain.participation import State
from connector.domain.people import Role
from connector.domain.recruiting import Decision, Selection
from connector.domain.register.book import Register
from connector.domain.register.edits import EditRefused
from connector.domain.register.edits_certificates import (
    add_certificate,
    difference,
    remove_certificate,
)
from connector.domain.register.edits_route import plan_step, tick_off
from connector.domain.register.edits_selection import Interview, decide, note_interview
from connector.domain.training import Certificate
from tests.builders import TODAY
from tests.register_builders import a_certificate, a_participation, a_register
from tests.training_builders import a_step, a_teacher

TOMORROW: Final = TODAY + timedelta(days=1)
WAITING: Final = a_register(a_participation(state=State.CONSENT_PENDING))
TALKED: Final = Interview(TODAY, "психолог", {"communication": 2}, "готов")


def test_an_interview_adds_marks_and_keeps_what_it_does_not_say() -> None:
    once = note_interview(WAITING, 1, TALKED, TODAY)
    twice = note_interview(once, 1, Interview(TODAY, marks={"empathy": 1}), TODAY)

    selection = twice.selections[1]
    assert selection.criteria == {"communication": 2, "empathy": 1}
    assert (selection.interviewer, selection.outcome) == ("психолог", "готов")


@pytest.mark.parametrize("decision", Decision)
def test_a_decision_stands_beside_the_interview_and_keeps_its_day(decision: Decision) -> None:
    talked = note_interview(WAITING, 1, TALKED, TODAY)
    decided = decide(talked, 1, decision, TODAY, "по запросу 9А")
    again = decide(decided, 1, decision, TOMORROW)

    selection = again.selections[1]
    assert (selection.decision, selection.decided_on) == (decision, TODAY)
    assert (selection.comment, selection.outcome) == ("по запросу 9А", "готов")


def test_a_new_decision_has_a_day_of_its_own() -> None:
    reserve = decide(WAITING, 1, Decision.RESERVE, TODAY)

    assert decide(reserve, 1, Decision.ACCEPTED, TOMORROW).selections[1] == Selection(
        1, decision=Decision.ACCEPTED, decided_on=TOMORROW
    )


@pytest.mark.parametrize(
    ("state", "decision", "code"),
    [
        (State.DECLINED, Decision.ACCEPTED, "participation.ended_already"),
        (State.COMPLETED, Decision.DECLINED, "participation.ended_already"),
        (State.ACTIVE, Decision.DECLINED, "recruiting.active_already"),
        (State.TRAINED, Decision.RESERVE, "recruiting.chosen_already"),
    ],
)
def test_a_decision_that_comes_too_late_is_refused(
    state: State, decision: Decision, code: str
) -> None:
    register = a_register(a_participation(state=state))

    with pytest.raises(EditRefused, match=code):
        decide(register, 1, decision, TODAY)


def test_a_chosen_candidate_may_still_be_declined() -> None:
    register = a_register(a_participation(state=State.SELECTED))

    assert decide(register, 1, Decision.DECLINED, TODAY).selections[1].decision is (
        Decision.DECLINED
    )


def test_nobody_is_interviewed_tomorrow_or_without_a_participation() -> None:
    with pytest.raises(EditRefused, match=r"recruiting\.in_future"):
        note_interview(WAITING, 1, Interview(TOMORROW), TODAY)
    with pytest.raises(EditRefused, match=r"participation\.unknown"):
        note_interview(WAITING, 9, TALKED, TODAY)


def test_a_paper_gets_a_number_of_its_own() -> None:
    register = a_register(a_certificate(4))

    added = add_certificate(register, a_teacher(), a_certificate(0, title="Этика"), TODAY)

    assert {key: paper.title for key, paper in added.certificates.items()} == {
        4: "Школа наставника",
        5: "Этика",
    }


@pytest.mark.parametrize(
    ("paper", "code"),
    [
        (a_certificate(title=" школа  НАСТАВНИКА"), "training.certificate_known"),
        (a_certificate(title="Этика", issued_on=TOMORROW), "training.issued_in_future"),
        (
            a_certificate(title="Этика", valid_to=date(2026, 8, 31)),
            "training.ends_first",
        ),
    ],
)
def test_a_paper_that_cannot_be_is_refused(paper: Certificate, code: str) -> None:
    with pytest.raises(EditRefused, match=code):
        add_certificate(a_register(a_certificate()), a_teacher(), paper, TODAY)


def test_a_paper_that_was_entered_by_mistake_goes_and_others_stay() -> None:
    register = a_register(a_certificate(1), a_certificate(2, 2))

    assert list(remove_certificate(register, 1).certificates) == [2]
    with pytest.raises(EditRefused, match=r"training\.no_certificate"):
        remove_certificate(register, 3)


def test_what_a_row_leaves_empty_stays_as_it_was_entered() -> None:
    known = a_certificate(provider="ИРО", number="17", valid_to=TOMORROW)
    given_ = a_certificate(0, hours=Decimal(36))

    ((before, after),) = difference(a_register(known), [given_]).changed

    assert before == known
    assert after == replace(known, hours=Decimal(36))


papers = st.builds(
    lambda who, title, day, hours, number: a_certificate(
        0,
        who,
        title=title,
        issued_on=TODAY - timedelta(days=day),
        hours=Decimal(hours),
        number=number,
    ),
    st.integers(1, 3),
    st.sampled_from(["Этика", "этика ", "Школа"]),
    st.integers(0, 2),
    st.integers(1, 3),
    st.sampled_from(["", "17", "18"]),
)


@given(st.lists(papers), st.lists(papers))
def test_the_same_papers_twice_add_and_change_nothing(
    earlier: list[Certificate], given_: list[Certificate]
) -> None:
    register = entered(entered(Register(), earlier), given_)

    again = difference(register, given_)

    assert (again.added, again.changed) == ((), ())
    assert len({p.id for p in register.certificates.values()}) == len(register.certificates)


def entered(register: Register, papers: list[Certificate]) -> Register:
    return register.with_rows("certificates", difference(register, papers).rows)


def test_a_step_is_planned_once_a_year() -> None:
    planned = plan_step(Register(), a_teacher(), a_step(0))

    assert list(planned.route) == [1]
    assert list(plan_step(planned, a_teacher(), a_step(0, year="2027/28")).route) == [1, 2]
    with pytest.raises(EditRefused, match=r"growth\.planned_already"):
        plan_step(planned, a_teacher(), a_step(0, title="цифровые  инструменты"))


def test_a_step_is_ticked_off_by_its_day() -> None:
    register = a_register(a_step())

    assert tick_off(register, 1, TODAY, TODAY).route[1].done_on == TODAY
    with pytest.raises(EditRefused, match=r"growth\.done_in_future"):
        tick_off(register, 1, TOMORROW, TODAY)
    with pytest.raises(EditRefused, match=r"growth\.no_step"):
        tick_off(register, 2, TODAY, TODAY)


def test_a_mentee_may_be_declined_too() -> None:
    register = a_register(a_participation(role=Role.MENTEE))

    assert decide(register, 1, Decision.DECLINED, TODAY).selections
