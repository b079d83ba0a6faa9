"""What people picked in choices, and choices that do not tell."""

from typing import Any, Final

import pytest

from connector.moodle.errors import MoodleRefused, NotThere, RightMissing
from connector.moodle.functions import mod_choice
from connector.moodle.records.choice import Pick
from tests.unit.moodle.conftest import Site

NOBODY: Final[dict[str, Any]] = {"options": [{"id": 1, "numberofuser": 0, "userresponses": []}]}
BY_ZERO: Final = {"exception": "DivisionByZeroError", "message": "Division by zero"}


def an_option(number: int, text: str, *people: int) -> dict[str, Any]:
    picks = [{"userid": person, "answerid": person, "timemodified": 100} for person in people]
    return {"id": number, "text": text, "numberofuser": len(people), "userresponses": picks}


def counted(*counts: int, warning: str = "") -> dict[str, Any]:
    options = [{"id": number, "countanswers": count} for number, count in enumerate(counts, 1)]
    warnings = [{"item": "choice", "warningcode": warning}] if warning else []
    return {"options": options, "warnings": warnings}


def test_a_person_may_pick_several_options(site: Site) -> None:
    site.answers({"options": [an_option(1, "Очно", 3, 4), an_option(2, "Онлайн &amp; чат", 3)]})

    assert mod_choice.picks(site.client(), 1) == [
        Pick(3, "Очно", 100),
        Pick(4, "Очно", 100),
        Pick(3, "Онлайн & чат", 100),
    ]


def test_those_who_did_not_answer_picked_nothing(site: Site) -> None:
    waiting = {"id": 0, "text": "Нет ответа", "numberofuser": 2, "userresponses": [{"userid": 5}]}
    site.answers({"options": [an_option(1, "Очно"), waiting]})

    assert mod_choice.picks(site.client(), 1) == []
    assert len(site.forms) == 1


def test_an_anonymous_choice_tells_nobody(site: Site) -> None:
    site.answers({"options": [{**an_option(1, "Очно"), "numberofuser": 3}]})

    assert mod_choice.picks(site.client(), 1) == []
    assert len(site.forms) == 1


@pytest.mark.parametrize("told", [NOBODY, {"options": []}, BY_ZERO])
@pytest.mark.parametrize("witness", [counted(0, 0), counted(warning="1")])
def test_a_choice_in_which_nobody_picked_is_asked_for_its_counts(
    site: Site, told: object, witness: object
) -> None:
    site.answers(told, witness)

    assert mod_choice.picks(site.client(), 1) == []
    assert [dict(form)["wsfunction"] for form in site.forms] == [
        "mod_choice_get_choice_results",
        "mod_choice_get_choice_options",
    ]
    assert site.sent == [("choiceid", "1")]


@pytest.mark.parametrize("witness", [counted(0, 3), counted(warning="3")])
def test_picks_that_are_counted_or_no_longer_counted_but_not_told_are_a_missing_right(
    site: Site, witness: object
) -> None:
    site.answers(NOBODY, witness)

    with pytest.raises(RightMissing) as caught:
        mod_choice.picks(site.client(), 1)

    assert caught.value.facts["function"] == "mod_choice_get_choice_results"


def test_without_the_right_to_choose_an_empty_choice_is_not_believed(site: Site) -> None:
    site.answers(NOBODY, {"exception": "x", "errorcode": "nopermissions"})

    with pytest.raises(RightMissing) as caught:
        mod_choice.picks(site.client(), 1)

    assert caught.value.facts["function"] == "mod_choice_get_choice_options"


def test_a_refusal_is_not_taken_for_an_empty_choice(site: Site) -> None:
    for errorcode, kind in (("invalidcoursemodule", NotThere), ("other", MoodleRefused)):
        site.answers({"exception": "x", "errorcode": errorcode})

        with pytest.raises(kind):
            mod_choice.picks(site.client(), 1)


@pytest.mark.parametrize(
    ("published", "expected"),
    [({"publish": True}, False), ({"publish": False}, True), ({}, False), ({"publish": 0}, True)],
)
def test_a_choice_tells_whether_it_is_anonymous_where_moodle_does(
    site: Site, published: dict[str, object], expected: object
) -> None:
    told = {"id": 1, "course": 3, "coursemodule": 36, "name": "Выбор", **published}
    site.answers({"choices": [told]})

    [choice] = mod_choice.choices(site.client(), [3])

    assert choice.is_anonymous is expected
