"""N1, N3 and N7, worked out by hand (methodology 13)."""

from datetime import date, timedelta

from connector.domain.indicators import Place, indicators
from connector.domain.matches import EndReason, MatchState
from connector.domain.programmes import ProgrammeId
from tests.builders import TODAY, Change, a_person, a_programme, a_school
from tests.indicators_builders import OTHER, a_pair, facts, figure, parts, rows

COMPLETED = {"state": MatchState.COMPLETED, "ended_because": EndReason.GOALS_REACHED}
TERMINATED = {"state": MatchState.TERMINATED, "ended_because": EndReason.NOT_SUITED}


def test_n1_counts_pairs_and_people_of_each_form() -> None:
    told = facts(
        a_pair(1, [1], [2]),
        a_pair(2, [1], [3, 4]),
        a_pair(3, [5], [6], programme_id=OTHER),
        people=[a_person(who) for who in range(1, 7)],
    )

    counted = {
        (form, code): figure(told, code, place=Place.FORM, place_id=form).value
        for form in ("pupil-pupil", "teacher-teacher")
        for code in ("N1.pairs", "N1.mentors", "N1.mentees")
    }
    assert counted == {
        ("pupil-pupil", "N1.pairs"): 2,
        ("pupil-pupil", "N1.mentors"): 1,
        ("pupil-pupil", "N1.mentees"): 3,
        ("teacher-teacher", "N1.pairs"): 1,
        ("teacher-teacher", "N1.mentors"): 1,
        ("teacher-teacher", "N1.mentees"): 1,
    }


def test_a_form_without_pairs_counts_nought() -> None:
    assert figure(facts(), "N1.pairs", place=Place.FORM, place_id="pupil-pupil").value == 0


def test_a_pair_is_of_the_class_of_its_mentees() -> None:
    people = [a_person(1, class_name="10А"), a_person(2, class_name="8Б"), a_person(3)]
    told = facts(a_pair(1, [1], [2, 3]), people=people)

    of_classes = {row.classes for row in rows(told, "N1.pairs")}
    assert of_classes == {("8Б", "9А")}


def test_n3_is_the_load_of_a_mentor() -> None:
    told = facts(
        a_pair(1, [1], [2, 3]),
        a_pair(2, [1], [3]),
        a_pair(3, [1], [4], programme_id=OTHER),
        a_pair(4, [5], [6]),
    )

    # Mentor 1 guides 2 and 3 here, and 4 elsewhere; mentor 5 guides one: (3 + 1) / 2.
    assert parts(figure(told, "N3.mean")) == (4, 2, "2.0")
    assert figure(told, "N3.most").value == 3
    assert parts(figure(told, "N3.mean", place=Place.PROGRAMME, place_id="50")) == (3, 2, "1.5")
    assert figure(told, "N3.most", place=Place.PROGRAMME, place_id="51").value == 1


def test_nobody_has_no_load() -> None:
    assert figure(facts(), "N3.mean").value is None
    assert figure(facts(), "N3.most").value is None


def ended(key: int, days: int, **how: Change) -> list[object]:
    """A pair that worked for so many days since 1 October."""
    return a_pair(
        key, [10 + key], [20 + key], ended_on=date(2026, 10, 1) + timedelta(days=days), **how
    )


def test_n7_is_the_share_of_pairs_that_came_to_their_end() -> None:
    told = facts(
        ended(1, 30, **COMPLETED),
        ended(2, 50, **COMPLETED),
        ended(3, 5, **TERMINATED),
        ended(4, 1, state=MatchState.REJECTED),
        a_pair(5, [1], [2]),
    )

    assert parts(figure(told, "N7.completed")) == (2, 3, "66.7")
    assert parts(figure(told, "N7.days")) == (85, 3, "28.3")
    assert figure(told, "N7.reasons", item="not_suited").value == 1


def test_a_pair_that_ended_before_the_period_or_after_its_last_day_is_not_of_it() -> None:
    told = facts(
        ended(1, -40, **COMPLETED), ended(2, (TODAY - date(2026, 10, 1)).days + 1, **COMPLETED)
    )

    assert parts(figure(told, "N7.completed")) == (0, 0, "None")


def test_a_role_model_counts_its_programmes_and_is_told_with_its_form() -> None:
    told = facts(
        a_pair(1, [1], [11]),
        a_pair(2, [2], [12], programme_id=OTHER),
        school=a_school(
            programmes=(
                a_programme(role_model="achiever"),
                a_programme(id=ProgrammeId(OTHER), role_model="leader"),
            )
        ),
    )
    model = "pupil-pupil:achiever"

    assert figure(told, "N1.pairs", "day", place=Place.ROLE_MODEL, place_id=model).value == 1
    assert figure(told, "N1.pairs", "day", place=Place.FORM, place_id="pupil-pupil").value == 2
    plain = facts(a_pair(1, [1], [11]))
    assert Place.ROLE_MODEL not in {one.place for one in indicators(plain)}
