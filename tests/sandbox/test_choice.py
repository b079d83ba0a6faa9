import pytest

from connector.sandbox.school import School
from tests.sandbox.conftest import Answer, Moodle

LISTED = "mod_choice_get_choices_by_courses"
RESULTS = "mod_choice_get_choice_results"
OPTIONS = "mod_choice_get_choice_options"
CONSENT, MEETINGS = 1, 2


def results(moodle: Moodle, choice: int = CONSENT) -> dict[str, Answer]:
    options = moodle.ask(RESULTS, choiceid=choice)["options"]
    return {option["text"]: option for option in options}


def users(option: Answer) -> set[int]:
    return {one["userid"] for one in option["userresponses"]}


def test_choices_are_listed_by_course(moodle: Moodle) -> None:
    found = moodle.ask(LISTED, courseids=[2, 3])["choices"]
    assert [(one["id"], one["course"], one["name"]) for one in found] == [
        (CONSENT, 2, "Согласие на распространение"),
        (MEETINGS, 3, "Как встречаться паре"),
    ]
    assert moodle.ask(LISTED) == {"choices": [], "warnings": []}


def test_results_name_who_chose_what_and_when(moodle: Moodle, school: School) -> None:
    agreed = results(moodle)["Согласен"]["userresponses"]
    assert [one["fullname"] for one in agreed] == [
        school.people[one["userid"]].fullname for one in agreed
    ]
    assert all(one["answerid"] and one["timemodified"] < school.now for one in agreed)
    assert len(agreed) == 9
    assert len(results(moodle)["Не согласен"]["userresponses"]) == 2


def test_those_who_have_not_answered_stand_under_an_option_of_their_own(
    moodle: Moodle, school: School
) -> None:
    found = results(moodle)
    silent = found["Not answered yet"]
    assert silent["id"] == 0
    assert all("answerid" not in one for one in silent["userresponses"])
    assert set().union(*map(users, found.values())) == set(school.enrolled[2])
    assert sum(option["percentageamount"] for option in found.values()) == pytest.approx(100)


def test_a_vote_of_somebody_who_has_left_is_not_counted(moodle: Moodle, school: School) -> None:
    gone = school.groups[1].members[1]
    assert gone in {vote.user_id for vote in school.polls[CONSENT].votes}
    assert gone not in set().union(*map(users, results(moodle).values()))


def test_a_choice_that_nobody_answered_counts_nobody(moodle: Moodle) -> None:
    found = results(moodle, MEETINGS)
    assert list(found) == ["Очно &amp; дистанционно", "Только очно"]
    assert {(one["numberofuser"], one["percentageamount"]) for one in found.values()} == {(0, 0)}


def test_without_the_right_to_read_answers_it_looks_as_if_there_were_none(
    moodle: Moodle, no_reports: Moodle
) -> None:
    hidden = results(no_reports)
    assert list(hidden) == list(results(moodle))
    assert {(one["numberofuser"], len(one["userresponses"])) for one in hidden.values()} == {(0, 0)}
    counted = no_reports.ask(OPTIONS, choiceid=CONSENT)["options"]
    assert [(one["text"], one["countanswers"]) for one in counted] == [
        ("Согласен", 9),
        ("Не согласен", 2),
    ]


def test_an_unknown_choice_and_a_closed_course_are_refused(moodle: Moodle, nocaps: Moodle) -> None:
    for function in (RESULTS, OPTIONS):
        assert moodle.refused(function, choiceid=999) == "invalidcoursemodule"
        assert nocaps.refused(function, choiceid=CONSENT) == "requireloginerror"
    assert nocaps.ask(LISTED, courseids=[2])["choices"] == []
