"""Recruiting, training and control as services: who may look, what is kept, whose year it is."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

import pytest

from connector.domain.access import Looking, Viewer
from connector.domain.participation import State
from connector.domain.people import PersonId, Role
from connector.domain.recruiting import Decision, Stage
from connector.domain.register.edits import EditRefused
from connector.domain.register.edits_selection import Interview
from connector.domain.training import Study
from connector.domain.years import SchoolYear
from connector.services import control, recruiting, register, training
from connector.services.by_hand.view import View, view
from connector.services.deps import Deps
from connector.services.recruiting.rows import CandidateRow
from tests.services.conftest import Clock

YEAR: Final = SchoolYear(2026)
OTHERS: Final = sorted(set(Viewer) - {Viewer.CURATOR})


@pytest.fixture
def seen(registered: Deps) -> View:
    """A school whose register is up to date."""
    register.update(registered)
    return view(registered)


def looking(*offices: Viewer, who: int = 1) -> Looking:
    return Looking(PersonId(who), frozenset(offices))


def registered(seen: View) -> CandidateRow:
    """A candidate for a mentor who waits for a decision."""
    return next(
        one for one in recruiting.candidates(seen, Role.MENTOR) if one.state is State.REGISTERED
    )


@pytest.mark.parametrize("office", OTHERS)
def test_control_and_candidates_are_for_curators_only(seen: View, office: Viewer) -> None:
    one = registered(seen)
    for by in (looking(office), looking(office, who=one.person_id), looking()):
        with pytest.raises(EditRefused, match=r"control\.not_allowed"):
            control.watched(seen, by)
        with pytest.raises(EditRefused, match=r"control\.not_allowed"):
            control.card_of(seen, PersonId(one.person_id), by)
        with pytest.raises(EditRefused, match=r"control\.not_allowed"):
            recruiting.candidates(seen, by=by)
        with pytest.raises(EditRefused, match=r"control\.not_allowed"):
            recruiting.show(seen, one.id, by)


def test_a_curator_sees_what_this_computer_sees(seen: View) -> None:
    by = looking(Viewer.CURATOR)

    assert control.watched(seen, by) == control.watched(seen)
    assert recruiting.candidates(seen, by=by) == recruiting.candidates(seen)


def test_the_newest_candidates_come_first(seen: View) -> None:
    days = [one.applied_on for one in recruiting.candidates(seen) if one.applied_on]

    assert days == sorted(days, reverse=True)
    assert len(set(days)) > 3


def test_what_somebody_wrote_is_one_short_line(seen: View) -> None:
    wrote = [one.wrote for one in recruiting.candidates(seen)]

    assert all(len(text) <= 100 and "\n" not in text for text in wrote)
    assert any(text.endswith("…") for text in wrote)


def test_an_interview_leaves_the_state_and_a_decision_moves_it(seen: View) -> None:
    one = registered(seen)
    talk = Interview(seen.today, "психолог", {"empathy": 2}, "готов")

    talked = recruiting.interview(seen, "куратор", one.id, talk)
    assert talked.after.participations[one.id].state is State.REGISTERED

    chosen = recruiting.decided(view(seen.deps), "куратор", one.id, Decision.ACCEPTED)
    assert chosen.after.participations[one.id].state in {State.SELECTED, State.TRAINED}
    assert chosen.after.selections[one.id].criteria == {"empathy": 2}


def test_who_was_declined_stays_in_the_list_of_the_year_and_not_of_the_next(
    seen: View, clock: Clock
) -> None:
    one = registered(seen)
    recruiting.decided(seen, "куратор", one.id, Decision.DECLINED)

    assert one.id in ids(seen.deps)
    clock.advance(days=365)
    assert one.id not in ids(seen.deps)


def ids(deps: Deps) -> set[int]:
    return {one.id for one in recruiting.candidates(view(deps))}


def test_a_candidate_who_was_declined_is_not_taken_in_again_by_moodle(seen: View) -> None:
    one = registered(seen)
    recruiting.decided(seen, "куратор", one.id, Decision.DECLINED)

    register.update(seen.deps)

    mine = view(seen.deps).register.participations_of[PersonId(one.person_id)]
    assert [p.state for p in mine if p.role is Role.MENTOR] == [State.DECLINED]


def test_the_journal_names_the_curator_and_tells_no_comment(seen: View) -> None:
    one = registered(seen)
    recruiting.decided(seen, "Куратор Петрова", one.id, Decision.RESERVE, "тайное замечание")

    with seen.deps.database.reading(seen.deps.school_id) as tx:
        newest = tx.register.journal(one.person_id)[0]

    assert newest.by == "Куратор Петрова"
    assert "тайное" not in repr(newest)


def test_a_course_that_was_done_after_a_year_does_not_count_in_it(seen: View, clock: Clock) -> None:
    before = recruiting.funnel_of(seen, Role.MENTOR, YEAR)
    clock.advance(days=365)
    late = replace(seen, seen=replace(seen.seen, studies=done(seen, date(2027, 10, 1))))
    early = replace(seen, seen=replace(seen.seen, studies=done(seen, date(2027, 8, 31))))

    assert recruiting.funnel_of(late, Role.MENTOR, YEAR)[Stage.TRAINED] == before[Stage.TRAINED]
    assert recruiting.funnel_of(early, Role.MENTOR, YEAR)[Stage.TRAINED] > before[Stage.TRAINED]


def done(seen: View, on: date) -> tuple[Study, ...]:
    """Everybody's courses as if what is under way were done on a day."""
    return tuple(
        replace(study, is_done=True, done_on=on)
        if study.is_enrolled and not study.is_done
        else study
        for study in seen.seen.studies
    )


def test_of_a_year_that_is_over_nobody_knows_the_invited(seen: View, clock: Clock) -> None:
    assert Stage.INVITED in recruiting.funnel_of(seen, Role.MENTOR, YEAR)
    clock.advance(days=365)

    assert Stage.INVITED not in recruiting.funnel_of(seen, Role.MENTOR, YEAR)


def test_everybody_in_the_status_is_a_mentor_or_wants_to_be_one(seen: View) -> None:
    told = training.status(seen)

    watched = {one.card.person.id for one in control.watched(seen)}
    wanting = {one.person_id for one in recruiting.candidates(seen, Role.MENTOR)}
    assert {p.person_id for p in told.people if not p.is_candidate} == watched
    assert {p.person_id for p in told.people if p.is_candidate} == wanting - watched


def test_everybody_who_is_not_trained_is_stuck_somewhere(seen: View) -> None:
    told = training.status(seen)

    stuck = {name for halt in told.halts for name in halt.people}
    assert {one.name for one in told.people if one.state != "done"} <= stuck


def test_a_card_is_dated_by_the_schools_clock(seen: View) -> None:
    now = control.yardstick(seen.deps).now

    assert now.utcoffset() == timedelta(hours=5)
