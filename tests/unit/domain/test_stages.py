"""What is there and what is missing of each stage of a programme."""

from dataclasses import replace
from typing import Final

import pytest

from connector.domain.documents import DocumentState
from connector.domain.matches import MatchState
from connector.domain.meetings import Meeting, MeetingState, SeenMeeting
from connector.domain.participation import State
from connector.domain.people import PersonId, Role
from connector.domain.plans import Plan, PlanState
from connector.domain.programmes import ProgrammeId
from connector.domain.recruiting import RequestReason
from connector.domain.register import Register
from connector.domain.school import School
from connector.domain.stage_facts import Count, Fact
from connector.domain.stages import (
    ProgrammeStage,
    StageCheck,
    document_titles,
    first_missing,
    missing,
    stage,
)
from tests.builders import COURSE, TODAY, Change, a_person, a_programme, a_school
from tests.register_builders import a_consent, a_participation, an_active_one
from tests.roadmap_builders import SINCE, a_book, a_document, a_match, a_mentee_of, a_row

HERE: Final = {"programme_id": COURSE}
ORDER: Final = ProgrammeStage(1, "Подготовка", documents={"order_intro": "Приказ"})


def count(fact: Fact, register: Register, school: School | None = None) -> tuple[int, int]:
    one = ProgrammeStage(1, "Этап", facts=(fact,))
    (check,) = missing(a_programme(), register, school or a_school(), [one], TODAY)
    return check.facts[fact].have, check.facts[fact].of


def order(register: Register, **changes: Change) -> StageCheck:
    (check,) = missing(a_programme(**changes), register, a_school(), [ORDER], TODAY)
    return check


def mentors(*states: State) -> Register:
    rows = [
        a_participation(key, key, state=state, **HERE) for key, state in enumerate(states, start=1)
    ]
    return a_book(*rows, people=[row.person_id for row in rows])


def test_the_first_stage_with_something_missing_is_the_stage() -> None:
    stages = [ORDER, ProgrammeStage(2, "База", facts=(Fact.MENTORS_REGISTERED,))]
    nobody, paper = a_book(), a_book(a_document())
    both = replace(paper, participations=mentors(State.REGISTERED).participations)

    assert stage(a_programme(), nobody, a_school(), stages, TODAY) == 1
    assert stage(a_programme(), paper, a_school(), stages, TODAY) == 2
    assert stage(a_programme(), both, a_school(), stages, TODAY) is None
    assert first_missing([]) is None


def test_a_paper_of_the_school_counts_for_every_programme_of_its_year() -> None:
    register = a_book(a_document(7))

    assert order(register).documents == {"order_intro": 7}
    assert order(register, id=ProgrammeId(-1)).is_complete
    assert order(register, school_year="2027/28").missing_documents == ["order_intro"]


def test_a_paper_of_another_programme_does_not_count_and_the_own_comes_first() -> None:
    of_another = a_document(7, programme_id=51)
    own, of_school = a_document(3, programme_id=COURSE), a_document(8)

    assert not order(a_book(of_another)).is_complete
    assert order(a_book(of_another, own, of_school)).documents == {"order_intro": 3}


@pytest.mark.parametrize("state", [DocumentState.DRAFT, DocumentState.CANCELLED])
def test_only_a_signed_paper_counts(state: DocumentState) -> None:
    assert not order(a_book(a_document(state=state))).is_complete


def test_of_nobody_nothing_is_so() -> None:
    people = [fact for fact in Fact if fact not in {Fact.CURATOR_NAMED, Fact.ROADMAP_BEGUN}]

    assert all(count(fact, a_book()) == (0, 0) for fact in people)
    assert not Count(0, 0).is_met
    assert not Count(2, 3).is_met
    assert Count(3, 3).is_met


def test_it_is_told_how_many_mentors_are_not_trained() -> None:
    register = mentors(*[State.SELECTED] * 10)
    school = a_school(trained=frozenset(PersonId(key) for key in range(1, 8)))

    assert count(Fact.MENTORS_TRAINED, register, school) == (7, 10)


def test_whom_the_programme_turned_away_is_not_waited_for() -> None:
    register = mentors(State.ACTIVE, State.DECLINED, State.WITHDRAWN, State.CANDIDATE)

    assert count(Fact.MENTORS_REGISTERED, register) == (1, 2)
    assert count(Fact.MENTORS_SELECTED, register) == (1, 2)


def test_the_other_side_and_other_programmes_do_not_count() -> None:
    register = a_book(
        a_participation(1, 1, state=State.ACTIVE, programme_id=51),
        a_participation(2, 2, state=State.ACTIVE, role=Role.MENTEE, **HERE),
        people=(1, 2),
    )

    assert count(Fact.MENTORS_REGISTERED, register) == (0, 0)
    assert count(Fact.MENTEES_REGISTERED, register) == (1, 1)


def test_consents_are_those_that_hold() -> None:
    register = a_book(
        a_participation(1, 1, **HERE), a_participation(2, 2, **HERE),
        a_participation(3, 3, role=Role.MENTEE, **HERE), a_consent(1, 1), people=(1, 2, 3),
    )  # fmt: skip

    assert count(Fact.MENTORS_CONSENTED, register) == (1, 2)
    assert count(Fact.MENTEES_CONSENTED, register) == (0, 1)


def test_a_request_is_a_text_or_a_reason() -> None:
    mentees = [a_participation(key, key, role=Role.MENTEE, **HERE) for key in (1, 2, 3)]
    mentees[0] = replace(mentees[0], texts={"request": "Математика"})
    register = a_book(*mentees, people=(1, 2, 3))
    register = register.with_rows("reasons", [RequestReason(2, "low_results")])

    assert count(Fact.REQUESTS_COLLECTED, register) == (2, 3)


def test_pairs_that_fell_through_count_nowhere() -> None:
    states = [MatchState.PROPOSED, MatchState.ACTIVE, MatchState.REJECTED, MatchState.COMPLETED]
    rows = [a_match(key, state=state) for key, state in enumerate(states, start=1)]
    register = a_book(*rows, a_match(9, programme_id=51))

    assert count(Fact.PAIRS_CONFIRMED, register) == (2, 3)
    assert count(Fact.PAIRS_ENDED, register) == (1, 3)


def test_a_mentee_is_matched_by_a_pair_that_an_order_made() -> None:
    register = a_book(
        a_participation(1, 1, role=Role.MENTEE, **HERE),
        a_participation(2, 2, role=Role.MENTEE, **HERE),
        a_match(1, state=MatchState.CONFIRMED), a_match(2, state=MatchState.TRIAL),
        a_mentee_of(1, 1), a_mentee_of(2, 2), people=(1, 2),
    )  # fmt: skip

    assert count(Fact.MENTEES_MATCHED, register) == (1, 2)


def test_plans_and_meetings_are_those_of_pairs_that_an_order_made() -> None:
    pairs = [a_match(key, state=MatchState.ACTIVE) for key in (1, 2, 3)]
    register = a_book(
        *pairs, a_match(4), Plan(1, 1, PlanState.AGREED), Plan(2, 2), Plan(3, 4, PlanState.AGREED),
        Meeting(1, 1, SINCE, state=MeetingState.HELD), Meeting(2, 3, SINCE),
    )  # fmt: skip
    seen = SeenMeeting(COURSE, pairs[1].group_id, SINCE, "data:1:1", PersonId(1))

    assert count(Fact.PLANS_AGREED, register) == (1, 3)
    assert count(Fact.MEETINGS_HELD, register) == (1, 3)
    assert count(Fact.MEETINGS_HELD, register, a_school(meetings=(seen,))) == (2, 3)
    nameless = replace(seen, group_id=0)
    assert count(Fact.MEETINGS_HELD, register, a_school(meetings=(nameless,))) == (1, 3)


def test_results_are_asked_of_those_who_really_started() -> None:
    register = a_book(
        an_active_one(1, 1, texts={"result": "Готов к экзамену"}, **HERE),
        an_active_one(2, 2, role=Role.MENTEE, **HERE), a_participation(3, 3, **HERE),
        people=(1, 2, 3),
    )  # fmt: skip

    assert count(Fact.RESULTS_WRITTEN, register) == (1, 2)


def test_a_curator_and_a_roadmap_of_the_year_are_asked_for() -> None:
    curator = a_person(1, roles=frozenset({Role.CURATOR}))

    assert count(Fact.CURATOR_NAMED, a_book()) == (0, 1)
    assert count(Fact.CURATOR_NAMED, a_book(), a_school([curator])) == (1, 1)
    assert count(Fact.ROADMAP_BEGUN, a_book(a_row(year="2025/26"))) == (0, 1)
    assert count(Fact.ROADMAP_BEGUN, a_book(a_row())) == (1, 1)


def test_papers_are_known_by_their_titles() -> None:
    stages = [ORDER, ProgrammeStage(2, "База", also={"requests": "Справка"})]

    assert document_titles(stages) == {"order_intro": "Приказ", "requests": "Справка"}
