"""What a real Moodle tells of feedbacks, choices, messages and custom fields."""

from typing import Final

import pytest

from connector.moodle.answers import Json
from connector.moodle.errors import MoodleRefused, RightMissing
from connector.moodle.functions import (
    core_completion,
    core_course,
    core_message,
    mod_choice,
    mod_feedback,
)
from connector.moodle.records.choice import Pick
from connector.moodle.records.feedback import Attempt, FeedbackItem
from tests.contract.conftest import Replay, Source, recording

SCHOOL: Final = 2
RESPONSES: Final = "mod_feedback_get_responses_analysis"
RESULTS: Final = "mod_choice_get_choice_results"
SEND: Final = "core_message_send_instant_messages"


def answered(replay: Replay, name: str) -> Json:
    told = recording(name)
    return replay(name).read(told.function, **told.params)


def test_an_anonymous_feedback_is_told_from_one_with_names(replay: Replay) -> None:
    found = mod_feedback.feedbacks(replay("mod_feedback_get_feedbacks_by_courses/ok"), [SCHOOL])

    assert {(one.cmid, one.name): one.is_anonymous for one in found} == {
        (4, "Анкета наставника после обучения"): False,
        (5, "Анонимная анкета"): True,
    }


def test_the_questions_of_a_feedback_have_labels_and_kinds(replay: Replay) -> None:
    found = mod_feedback.items(replay("mod_feedback_get_items/ok"), 1)

    assert found[0] == FeedbackItem(1, "course", "Как оцениваете курс?", "multichoice")
    assert [item.label for item in found] == ["course", "ready", "improve", "topics"]


def test_what_asks_nothing_is_no_question(replay: Replay) -> None:
    name = "mod_feedback_get_items/other_site/all_types"
    silent = {one["typ"] for one in answered(replay, name)["items"] if not one["hasvalue"]}
    found = mod_feedback.items(replay(name), 3)

    assert silent == {"label", "pagebreak", "captcha"}
    assert not silent & {item.type for item in found}
    assert found[0].name == "Насколько полезно & легко?"


def test_answers_are_told_as_they_are_printed(replay: Replay) -> None:
    found = mod_feedback.attempts(replay(f"{RESPONSES}/named"), 1)

    assert found[0] == Attempt(
        user_id=3,
        answered_at=1795487242,
        answers={1: "Отлично", 2: "7", 3: "Больше практики №0", 4: "Общение\nОбратная связь"},
    )
    assert len({attempt.user_id for attempt in found}) == 7


@pytest.mark.parametrize("case", ["lang_en", "lang_ru_service_user"])
def test_answers_are_the_same_in_every_language(replay: Replay, case: str) -> None:
    found = mod_feedback.attempts(replay(f"{RESPONSES}/{case}"), 1)

    assert found == mod_feedback.attempts(replay(f"{RESPONSES}/named"), 1)


def test_answers_without_names_are_all_there_and_bear_none(replay: Replay) -> None:
    found = mod_feedback.unnamed(replay(f"{RESPONSES}/anonymous"), 2)

    assert [one.user_id for one in found] == [-1, -2, -3, -4, -5, -6, -7]
    assert {answer for one in found for answer in one.answers.values()} == {"Да", "Скорее да"}
    assert {one.answered_at for one in found} == {0}


def test_a_rated_option_is_printed_without_its_rate(replay: Replay) -> None:
    answer = answered(replay, f"{RESPONSES}/other_site/several_attempts")
    [first] = [attempt for attempt in answer["attempts"] if attempt["timemodified"] == 1795480000]
    printed = {one["id"]: one["printval"] for one in first["responses"]}

    assert (printed[7], printed[8]) == ("Отлично &amp; быстро", "(1) Один")


def test_the_latest_attempt_of_a_person_counts(replay: Replay) -> None:
    name = f"{RESPONSES}/other_site/several_attempts"
    answer = answered(replay, name)

    assert [attempt["userid"] for attempt in answer["attempts"]] == [3, 3, 4]
    assert mod_feedback.attempts(replay(name), 3) == [
        Attempt(3, 1795490000, {7: "Хорошо"}),
        Attempt(4, 1795490001, {}),
    ]


def test_anonymous_answers_are_told_apart_and_not_kept(replay: Replay) -> None:
    name = f"{RESPONSES}/anonymous"

    assert answered(replay, name)["totalanonattempts"] == 7
    assert mod_feedback.attempts(replay(name), 2) == []


def test_a_page_past_the_end_repeats_the_first(replay: Replay) -> None:
    first = answered(replay, f"{RESPONSES}/other_site/several_attempts")
    beyond = answered(replay, f"{RESPONSES}/other_site/page_beyond_end_repeats_the_first")

    assert beyond["attempts"] == first["attempts"] != []


def test_a_choice_is_found_and_tells_whether_it_is_anonymous(replay: Replay) -> None:
    functions = "mod_choice_get_choices_by_courses"
    found = mod_choice.choices(replay(f"{functions}/ok"), [3])
    unsure = mod_choice.choices(replay(f"{functions}/other_site/without_choose"), [3])

    assert found[0].name == "Как встречаться паре & когда"
    assert [one.cmid for one in found if one.is_anonymous] == [37]
    assert [one.cmid for one in unsure if one.is_anonymous] == []


def test_picks_are_told_by_option(replay: Replay) -> None:
    found = mod_choice.picks(replay(f"{RESULTS}/ok"), 1)

    assert [pick for pick in found if pick.user_id == 3] == [
        Pick(3, "Очно & «онлайн»", 1795480003),
        Pick(3, "a < b", 1795480003),
    ]
    assert {pick.text for pick in found if pick.user_id == 4} == {"Только очно"}


def test_who_did_not_answer_is_listed_under_no_option(replay: Replay) -> None:
    name = f"{RESULTS}/other_site/unanswered_shown"
    silent = {
        person["userid"]
        for option in answered(replay, name)["options"]
        for person in option["userresponses"]
        if option["id"] == 0
    }

    assert len(silent) > 20
    assert not silent & {pick.user_id for pick in mod_choice.picks(replay(name), 3)}


def test_without_the_right_a_choice_looks_as_if_nobody_had_picked(replay: Replay) -> None:
    hidden = answered(replay, f"{RESULTS}/other_site/without_readresponses")
    empty = answered(replay, f"{RESULTS}/nobody_answered")

    def shape(answer: Json) -> list[tuple[object, ...]]:
        kept = ("text", "maxanswer", "userresponses", "numberofuser", "percentageamount")
        return [tuple(option[key] for key in kept) for option in answer["options"]]

    assert shape(hidden) == shape(empty)
    assert hidden["warnings"] == empty["warnings"] == []


@pytest.mark.parametrize("case", ["without_readresponses", "without_readresponses_closed"])
def test_a_choice_that_hides_its_picks_is_recognised(replay: Replay, case: str) -> None:
    with pytest.raises(RightMissing) as caught:
        mod_choice.picks(replay(f"{RESULTS}/other_site/{case}"), 1)

    assert caught.value.facts["function"] == RESULTS


def test_a_plain_message_keeps_its_lines_and_its_signs(replay: Replay) -> None:
    name = f"{SEND}/plain_text"
    [message] = recording(name).params["messages"]
    [sent] = answered(replay, name)

    assert message["textformat"] == core_message.PLAIN
    assert message["text"].count("\n") == sent["text"].count("<br>") == 3
    assert "Пара «01» &amp; &lt;b&gt;новая&lt;/b&gt;" in sent["text"]


def test_the_longest_message_is_counted_in_bytes(replay: Replay) -> None:
    [message] = recording(f"{SEND}/too_long").params["messages"]

    assert len(message["text"].encode()) > core_message.LONGEST
    with pytest.raises(MoodleRefused):
        core_message.send(replay(f"{SEND}/too_long"), 6, message["text"])


@pytest.mark.parametrize("case", ["unknown_user", "too_long", "other_site/not_in_one_course"])
def test_a_message_that_was_not_sent_has_no_code(replay: Replay, case: str) -> None:
    [refused] = answered(replay, f"{SEND}/{case}")

    assert refused.keys() == {"msgid", "errormessage", "candeletemessagesforallusers"}
    with pytest.raises(MoodleRefused) as caught:
        core_message.send(replay(f"{SEND}/{case}"), 6, "x")
    assert caught.value.code == "moodle.message_not_sent"


def test_the_custom_fields_of_a_course_are_read(replay: Replay) -> None:
    function = "core_course_get_courses_by_field"
    found = core_course.courses(replay(f"{function}/other_site/customfields"), "ids", "3,4")

    assert found[0].fields == {
        "form": "Ученик & «ученик»",
        "order": "№ 12",
        "level": "Город & край",
        "mentoring": "1",
        "begins": "1788210000",
        "goals": "Первая цель & смысл\nВторая\nстрока",
    }
    assert found[1].fields == {"mentoring": "0"}


def test_the_criteria_of_a_course_are_counted(source: Source) -> None:
    function = "core_completion_get_course_completion_status"
    trained, untrained = (
        core_completion.course(source.ask(f"{function}/{case}"), SCHOOL, person)
        for case, person in (
            ("mentor_0", source.things.trained_mentor),
            ("mentor_9", source.things.untrained_mentor),
        )
    )

    assert trained.criteria == trained.criteria_done == untrained.criteria == 4
    assert 0 <= untrained.criteria_done < 4
