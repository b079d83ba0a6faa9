"""Recruiting at the command line: from the list of candidates to the funnel."""

from datetime import date, timedelta
from typing import Any, Final

import pytest

from tests.cli.conftest import TODAY, Mentoring
from tests.services.stand import Stand

TALKED_ON: Final = TODAY - timedelta(days=4)
TALK: Final = (
    "--on",
    TALKED_ON.isoformat(),
    "--interviewer",
    "педагог-психолог",
    "--outcome",
    "готов",
)


def waiting(known: Mentoring, **wanted: object) -> dict[str, Any]:
    """The first candidate for a mentor of whom something is so."""
    listed: list[dict[str, Any]] = known(
        "recruiting", "candidates", "--role", "mentor", "--json"
    ).json
    return next(one for one in listed if all(one[key] == value for key, value in wanted.items()))


def test_the_list_says_who_applied_from_where_when_and_what_they_wrote(known: Mentoring) -> None:
    one = waiting(known, state="registered")

    assert one["source"].startswith("feedback")
    assert date.fromisoformat(one["applied_on"]) < TALKED_ON
    assert one["wrote"]
    assert len(one["wrote"]) <= 100
    assert one["has_consent"] is True
    assert one["training"] in {"not_enrolled", "not_begun", "under_way", "done", "expired"}
    assert one["decision"] is None


def test_candidates_of_one_role_are_a_part_of_all(known: Mentoring) -> None:
    everybody = known("recruiting", "candidates", "--json").json
    mentees = known("recruiting", "candidates", "--role", "mentee", "--json").json

    assert {one["role"] for one in everybody} == {"mentor", "mentee"}
    assert [one for one in everybody if one["role"] == "mentee"] == mentees
    assert all(one["training"] is None for one in mentees)


def mentors_of(pair: dict[str, Any]) -> list[int]:
    """The people who mentor in a pair."""
    return [one["id"] for one in pair["mentors"]]


def test_who_was_placed_in_moodle_without_asking_is_no_candidate(known: Mentoring) -> None:
    listed = {one["person_id"] for one in known("recruiting", "candidates", "--json").json}
    paired = {who for pair in known("pairs", "list", "--json").json for who in mentors_of(pair)}

    assert listed
    assert paired
    assert not listed & paired


def test_a_person_reads_the_list_under_heads(known: Mentoring) -> None:
    head, first, *_ = known("recruiting", "candidates").out.splitlines()

    assert head.endswith("Написал")
    assert "анкета" in first


def test_an_interview_and_its_marks_are_kept(known: Mentoring) -> None:
    one = waiting(known, state="registered")
    number = str(one["id"])
    marks = ("--mark", "communication=2", "--mark", "empathy=1")

    ran = known("recruiting", "interview", number, *TALK, *marks, "--by", "куратор", "--json")

    assert ran.code == 0
    assert [change["part"] for change in ran.json["changes"]] == ["selections"]
    told = known("recruiting", "show", number, "--json").json
    assert told["selection"]["criteria"] == {"communication": 2, "empathy": 1}
    assert told["selection"]["interviewed_on"] == TALKED_ON.isoformat()
    assert told["texts"]
    said = known("recruiting", "show", number).out
    assert f"Собеседование {TALKED_ON:%d.%m.%Y}, педагог-психолог: готов" in said
    assert "Эмпатия: 1" in said


@pytest.mark.parametrize(
    ("mark", "code", "said"),
    [
        ("height=2", 2, "Нет критерия «height»"),
        ("empathy=7", 2, "Оценка 7 вне шкалы: можно от 0 до 2."),
        ("empathy", 2, "напишите оценку как communication=2"),
        ("empathy=да", 2, "напишите оценку как communication=2"),
    ],
)
def test_a_mark_that_cannot_be_is_refused_and_nothing_is_kept(
    known: Mentoring, mark: str, code: int, said: str
) -> None:
    number = str(waiting(known, state="registered")["id"])

    ran = known("recruiting", "interview", number, *TALK, "--mark", mark)

    assert ran.code == code
    assert said in ran.err
    assert known("recruiting", "show", number, "--json").json["selection"]["criteria"] == {}


def test_a_mistyped_day_is_explained(known: Mentoring) -> None:
    ran = known("recruiting", "interview", "1", "--on", "31.02.2026", "--interviewer", "x")

    assert ran.code == 2
    assert "не день" in ran.err


def test_who_is_accepted_goes_on_and_who_is_declined_ends(known: Mentoring) -> None:
    one = waiting(known, state="registered")
    number = str(one["id"])

    known("recruiting", "decide", number, "accepted", "--comment", "по запросу 9А")
    chosen = waiting(known, id=one["id"])
    assert chosen["decision"] == "accepted"
    assert chosen["state"] in {"selected", "trained"}
    assert one["person_id"] in {m["person_id"] for m in known("training", "mentors", "--json").json}

    declined = known("recruiting", "decide", number, "declined", "--json")
    assert [c["part"] for c in declined.json["changes"]] == ["participations", "selections"]
    assert waiting(known, id=one["id"])["state"] == "declined"
    again = known("recruiting", "decide", number, "accepted")
    assert again.code == 2


def test_who_waits_in_reserve_stays_in_the_base(known: Mentoring) -> None:
    one = waiting(known, state="registered")

    known("recruiting", "decide", str(one["id"]), "reserve")

    assert waiting(known, id=one["id"])["state"] == "registered"
    assert waiting(known, id=one["id"])["decision"] == "reserve"


def test_there_is_no_candidate_of_an_unknown_number(known: Mentoring) -> None:
    assert known("recruiting", "show", "9999").code == 2


def test_the_funnel_narrows_and_follows_a_decision(known: Mentoring) -> None:
    before = known("recruiting", "funnel", "--json").json["stages"]
    one = waiting(known, state="registered")
    known("recruiting", "decide", str(one["id"]), "accepted")

    after = known("recruiting", "funnel", "--json").json["stages"]

    assert list(before) == ["invited", "applied", "selected", "trained", "active"]
    assert before["invited"] >= before["applied"] >= before["selected"] >= before["trained"]
    assert after["selected"] == before["selected"] + 1
    assert after["applied"] == before["applied"]


def test_the_funnel_of_another_year_is_empty_and_says_nothing_of_invitations(
    known: Mentoring,
) -> None:
    told = known("recruiting", "funnel", "--year", "2019/20", "--json").json

    assert told["stages"] == {"applied": 0, "selected": 0, "trained": 0, "active": 0}
    assert known("recruiting", "funnel", "--year", "2019").code == 2


def test_the_funnel_of_mentees_has_no_training(known: Mentoring, stand: Stand) -> None:
    stand.asked.clear()
    told = known("recruiting", "funnel", "--role", "mentee")

    assert told.out.splitlines()[1:]
    assert "обучены" not in told.out
    assert stand.asked == []
