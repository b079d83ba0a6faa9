"""What the register shows of pairs that a curator should look at."""

from datetime import date, timedelta
from typing import Any, Final

import pytest

from connector.domain.consents import Purpose, Signer
from connector.domain.documents import ORDER_PAIRS, Document
from connector.domain.matches import MatchState
from connector.domain.norms import Norms
from connector.domain.pairs import PairId
from connector.domain.paper_alerts import paper_alerts
from connector.domain.people import Kind, Role
from connector.domain.plans import Plan, PlanState
from connector.domain.programmes import ProgrammeId
from tests.builders import COURSE, TODAY, a_pair_of, a_person, a_school
from tests.meetings_builders import a_match, a_match_member, register_of
from tests.register_builders import a_consent, a_register

NORMS: Final = Norms()
ORDER: Final = Document(1, ORDER_PAIRS, "2026/27", number="7", dated_on=date(2026, 10, 1))
SCHOOL: Final = a_school(pairs=(a_pair_of([1], [2], match_id=1),))


def found(*rows: Any, on: date = TODAY) -> list[tuple[str, str, int]]:  # noqa: ANN401 - rows of any part
    people = {"mentor": a_match_member(1, Role.MENTOR), "mentee": a_match_member(2)}
    documents = [row for row in rows if isinstance(row, Document)]
    register = register_of(*people.values(), *rows).with_rows("documents", documents)
    told = paper_alerts(register, SCHOOL, NORMS, on)
    return [(one.code, one.pair_id, one.person_id) for one in told]


def test_where_nothing_is_kept_nothing_is_missing() -> None:
    assert found(a_match()) == []


def test_a_pair_without_an_order_is_told_of_once_orders_are_kept() -> None:
    assert found(a_match(), ORDER) == [("no_order", "group:1", 0)]
    assert found(a_match(order_id=1), ORDER) == []


@pytest.mark.parametrize("state", [MatchState.PROPOSED, MatchState.TRIAL, MatchState.COMPLETED])
def test_a_pair_that_needs_no_order_yet_or_any_more_is_not_told_of(state: MatchState) -> None:
    assert found(a_match(state=state), ORDER) == []


@pytest.mark.parametrize(
    ("state", "days", "is_told"),
    [
        (PlanState.DRAFT, 14, True),
        (PlanState.DRAFT, 13, False),
        (PlanState.AGREED, 14, False),
        (PlanState.CLOSED, 14, False),
    ],
)
def test_a_plan_that_is_not_agreed_in_two_weeks_is_told_of(
    state: PlanState, days: int, *, is_told: bool
) -> None:
    match = a_match(begins_on=TODAY - timedelta(days=days))

    assert found(match, Plan(1, 1, state)) == ([("no_plan", "group:1", 0)] if is_told else [])


def test_a_pair_without_a_plan_is_told_of_where_others_have_one() -> None:
    other = a_match(2, state=MatchState.COMPLETED)

    assert found(a_match(), other, Plan(1, 2)) == [("no_plan", "group:1", 0)]


def test_an_employee_who_took_the_consent_back_is_told_of() -> None:
    teachers = [a_person(k, kind=Kind.TEACHER, born_on=date(1980, 1, 1)) for k in (1, 2)]
    consent = a_consent(1, 1, purpose=Purpose.LABOUR, signed_by=Signer.SELF, withdrawn_on=TODAY)
    register = register_of(a_match(), a_match_member(1, Role.MENTOR), a_match_member(2))
    register = register.with_rows("people", teachers).with_rows("consents", [consent])

    told = paper_alerts(register, SCHOOL, NORMS, TODAY)

    assert [(one.code, one.person_id) for one in told] == [("no_labour_consent", 1)]
    day_before = TODAY - timedelta(days=1)
    assert paper_alerts(register, SCHOOL, NORMS, day_before) == []


def test_pupils_give_no_consent_of_employees() -> None:
    register = a_register(
        a_consent(1, 1, purpose=Purpose.LABOUR, withdrawn_on=TODAY), people=[1, 2]
    )
    pair = register_of(a_match(), a_match_member(1, Role.MENTOR), a_match_member(2))
    register = register.with_rows("matches", pair.matches.values())

    assert (
        paper_alerts(register.with_rows("members", pair.members.values()), SCHOOL, NORMS, TODAY)
        == []
    )


def test_of_a_pair_that_no_page_shows_nothing_is_told() -> None:
    school = a_school(pairs=(a_pair_of([1], [2], id=PairId("group:9")),))
    register = register_of(a_match()).with_rows("documents", [ORDER])

    assert paper_alerts(register, school, NORMS, TODAY) == []
    assert a_match().programme_id == ProgrammeId(COURSE)
