"""Meetings over the sandbox: the journal with what Moodle tells, who may see what, by hand."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from connector.domain.access import Looking, Viewer
from connector.domain.meetings import MeetingState, MeetingType, SeenMeeting
from connector.domain.people import PersonId
from connector.domain.register.edits import EditRefused
from connector.domain.register.edits_meetings import Series, Told
from connector.services import meetings
from connector.services.by_hand import finding_pairs
from connector.services.by_hand.telling import in_words
from connector.services.by_hand.view import View, view
from connector.services.deps import Deps
from connector.services.meetings import When, words
from connector.services.meetings.showing import Wanted, show
from connector.services.people.looking import looking
from tests.builders import TODAY
from tests.meetings_builders import a_meeting
from tests.services.pairs_stand import days_ago, only_pairs_of, with_a_pair
from tests.services.people_stand import BY, a_curator, couples

SECRET = "Поссорились с классом"
TEXTS = ("topic", "outcome", "next_task")


@pytest.fixture
def seen(registered: Deps) -> View:
    """Two pairs: the first met a week ago and Moodle tells of it, the second never."""
    found = view(registered)
    alone = only_pairs_of(found, *couples(found)[:2])
    told = a_seen_meeting(alone)
    return replace(alone, seen=replace(alone.seen, meetings=(told,)))


def a_seen_meeting(seen: View) -> SeenMeeting:
    match = seen.register.matches[1]
    mentor, mentee = (one.person_id for one in seen.register.members_of[1])
    return SeenMeeting(
        match.programme_id, match.group_id, days_ago(7), "data:5:1", mentor, 45,
        MeetingType.PLANNING, topic=SECRET, outcome="Помирились", attended=(mentor, mentee),
    )  # fmt: skip


def member(seen: View, match: int, place: int) -> PersonId:
    return seen.register.members_of[match][place].person_id


def look(seen: View, who: PersonId) -> Looking:
    return looking(seen, seen.people[who])


def test_the_journal_of_a_pair_holds_what_moodle_tells(seen: View) -> None:
    shown = show(seen, Wanted(seen.register.matches[1]))

    (row,) = shown.meetings
    assert (row["state"], row["on"], row["topic"]) == (MeetingState.HELD, days_ago(7), SECRET)
    assert len(row["attended"]) == 2
    (cells,) = words.line_cells(seen, shown.meetings)
    assert {"встреча-планирование", "проведена", SECRET, "45"} <= set(cells)
    assert len(cells) == len(words.LINE_HEAD)


def test_pairs_beside_each_other_show_who_is_silent_and_their_programme(seen: View) -> None:
    shown = show(seen, Wanted())

    assert [row["is_without_meeting"] for row in shown.pairs] == [False, True]
    assert [row["quiet_days"] for row in shown.pairs] == [7, 60]
    assert sum(row["figures"]["held"] for row in shown.programmes) == 1
    assert sum(len(row["without_meeting"]) for row in shown.programmes) == 1
    said = " ".join(words.total_lines(seen, shown.programmes))
    assert "проведено 1" in said
    assert all(len(c) == len(words.PAIR_HEAD) for c in words.pair_cells(seen, shown.pairs))


def test_only_silent_pairs_are_shown_when_these_are_asked_for(seen: View) -> None:
    shown = show(seen, Wanted(only_silent=True))

    assert [row["match"] for row in shown.pairs] == [2]
    assert shown.meetings == []


def test_the_mentor_of_a_pair_reads_its_texts_and_no_other_pair(seen: View) -> None:
    by = look(seen, member(seen, 1, 0))

    shown = show(seen, Wanted(), by)

    assert [row["topic"] for row in shown.meetings] == [SECRET]
    assert [row["match"] for row in shown.pairs] == [1]
    assert shown.programmes == []


def test_the_mentee_of_a_pair_sees_when_they_met_and_no_texts(seen: View) -> None:
    shown = show(seen, Wanted(), look(seen, member(seen, 1, 1)))

    (row,) = shown.meetings
    assert (row["on"], row["minutes"], len(row["attended"])) == (days_ago(7), 45, 2)
    assert not {*TEXTS, "source"} & row.keys()
    assert words.line_cells(seen, shown.meetings)


def test_nobody_of_another_pair_sees_anything(seen: View) -> None:
    by = look(seen, member(seen, 2, 0))

    with pytest.raises(EditRefused) as refusal:
        show(seen, Wanted(seen.register.matches[1]), by)

    assert refusal.value.code == "meetings.not_allowed"


def test_the_curator_sees_everything(seen: View) -> None:
    shown = show(seen, Wanted(), look(seen, a_curator(seen).id))

    assert shown == show(seen, Wanted())


@pytest.mark.parametrize("office", [Viewer.CLASS_TEACHER, Viewer.DIRECTOR])
def test_a_class_teacher_and_the_director_see_numbers_and_no_texts(
    seen: View, office: Viewer
) -> None:
    school_class = seen.people[member(seen, 1, 1)].class_name
    by = Looking(PersonId(999999), frozenset({office}), leads_class=school_class)

    shown = show(seen, Wanted(), by)

    (row,) = shown.meetings
    assert (row["minutes"], row["state"]) == (45, MeetingState.HELD)
    assert not {*TEXTS, "source", "place", "attended"} & row.keys()
    assert bool(shown.programmes) is (office is Viewer.DIRECTOR)


def test_whoever_has_no_office_sees_nothing(seen: View) -> None:
    shown = show(seen, Wanted(), Looking(PersonId(999999), frozenset()))

    assert (shown.meetings, shown.pairs, shown.programmes) == ([], [], [])


def test_a_pair_is_found_by_number_and_by_a_part_of_its_name(seen: View) -> None:
    first, second = seen.register.matches.values()

    assert finding_pairs.match(seen, "2") == second
    assert finding_pairs.match(seen, first.name.upper()) == first
    for typed, code in (
        ("999", "finding.no_pair"),
        ("нет такой", "finding.no_pair_named"),
        (" ", "finding.no_pair_named"),
    ):
        with pytest.raises(EditRefused) as refusal:
            finding_pairs.match(seen, typed)
        assert refusal.value.code == code


def test_a_part_of_several_names_finds_none(seen: View) -> None:
    renamed = {key: replace(m, name=f"Пара {key}") for key, m in seen.register.matches.items()}
    several = replace(seen, register=replace(seen.register, matches=renamed))

    with pytest.raises(EditRefused) as refusal:
        finding_pairs.match(several, "пара")

    assert refusal.value.facts == {"count": 2, "ids": "1, 2"}


def test_a_meeting_is_planned_held_confirmed_and_told_without_its_texts(registered: Deps) -> None:
    seen, match = with_a_pair(registered)

    planned = meetings.plan(seen, BY, match, When(TODAY, "15:00"), Told(place="каб. 12"))
    (number,) = planned.after.meetings
    seen = view(registered)
    held = meetings.hold(seen, BY, number, None, Told(minutes=40, topic=SECRET))
    confirmed = meetings.confirm(view(registered), BY, number, None)

    said = "\n".join(in_words(seen, [*planned.rows, *held.rows, *confirmed.rows]))
    assert "24.11.2026" in said
    assert "запланирована → проведена" in said
    assert SECRET not in said
    kept = view(registered).register.meetings[number]
    assert kept == a_meeting(
        number, TODAY, match_id=match.id, clock="15:00", place="каб. 12", minutes=40,
        topic=SECRET, state=MeetingState.CONFIRMED, confirmed_on=TODAY,
    )  # fmt: skip


def test_a_series_is_moved_missed_cancelled_and_corrected_one_by_one(registered: Deps) -> None:
    seen, match = with_a_pair(registered)
    until = TODAY + timedelta(days=21)
    meetings.plan_series(seen, BY, match, When(TODAY), Told(), Series(7, until=until))

    meetings.miss(view(registered), BY, 1)
    meetings.cancel(view(registered), BY, 2)
    meetings.move(view(registered), BY, 3, until - timedelta(days=1), "16:00")
    meetings.correct(view(registered), BY, 4, Told(type=MeetingType.FINAL), has_reason=False)

    rows: list[Any] = [*view(registered).register.meetings.values()]
    assert [row.state for row in rows] == [
        MeetingState.MISSED, MeetingState.CANCELLED, MeetingState.PLANNED, MeetingState.PLANNED,
    ]  # fmt: skip
    assert (rows[2].clock, rows[3].type) == ("16:00", MeetingType.FINAL)


def test_what_is_refused_leaves_nothing(registered: Deps) -> None:
    seen, match = with_a_pair(registered)

    with pytest.raises(EditRefused):
        meetings.hold_unplanned(seen, BY, match, When(TODAY + timedelta(days=1)), Told())

    assert view(registered).register.meetings == {}
