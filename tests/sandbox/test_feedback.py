import json
from html import unescape

from connector.sandbox.school import School
from tests.sandbox.conftest import Answer, Moodle
from tests.sandbox.test_recordings import RECORDINGS

LISTED = "mod_feedback_get_feedbacks_by_courses"
ITEMS = "mod_feedback_get_items"
ANSWERS = "mod_feedback_get_responses_analysis"
TRAINED, CANDIDATES, ANONYMOUS, REQUESTS = 1, 4, 5, 6
EMPTY = 2


def told(moodle: Moodle, feedback: int, **params: object) -> Answer:
    return moodle.ask(ANSWERS, feedbackid=feedback, **params)


def by_label(moodle: Moodle, feedback: int, user: int) -> dict[str, tuple[str, str | None]]:
    """What a person said: the printed and the raw value by the label of the question."""
    labels = {item["id"]: item["label"] for item in moodle.ask(ITEMS, feedbackid=feedback)["items"]}
    (one,) = [a for a in told(moodle, feedback)["attempts"] if a["userid"] == user]
    return {labels[row["id"]]: (row["printval"], row["rawval"]) for row in one["responses"]}


def ids(answer: Answer) -> list[int]:
    return [attempt["id"] for attempt in answer["attempts"]]


def test_questionnaires_are_listed_by_course_with_whether_they_are_anonymous(
    moodle: Moodle,
) -> None:
    found = moodle.ask(LISTED, courseids=[2, 3])["feedbacks"]
    assert {(one["id"], one["course"], one["name"]): one["anonymous"] for one in found} == {
        (TRAINED, 2, "Анкета наставника после обучения"): 2,
        (CANDIDATES, 2, "Анкета кандидата в наставники"): 2,
        (ANONYMOUS, 2, "Анонимная анкета"): 1,
        (EMPTY, 3, "Анкета наставляемого (вход)"): 2,
        (REQUESTS, 3, "Запрос наставляемого"): 2,
        (REQUESTS + 1, 3, "Анкета на входе"): 2,
        (REQUESTS + 2, 3, "Анкета на выходе"): 2,
    }


def test_questions_are_labelled_and_a_browser_leaves_the_ends_of_their_lines(
    moodle: Moodle,
) -> None:
    items = moodle.ask(ITEMS, feedbackid=REQUESTS)["items"]
    assert [(one["label"], one["typ"]) for one in items] == [
        ("request", "textarea"),
        ("interests", "textfield"),
        ("reason", "multichoice"),
    ]
    assert items[2]["presentation"].startswith(
        "c>>>>>Низкие результаты\r|Выдающиеся способности\r|ОВЗ"
    )
    assert moodle.ask(ITEMS, feedbackid=EMPTY)["items"] == []


def test_answers_come_by_surname_with_the_name_in_the_order_of_the_language(
    moodle: Moodle, school: School
) -> None:
    attempts = told(moodle, CANDIDATES)["attempts"]
    people = [school.people[attempt["userid"]] for attempt in attempts]
    assert [p.lastname for p in people] == sorted(p.lastname for p in people)
    assert [a["fullname"] for a in attempts] == [p.plain_name for p in people]
    assert len(attempts) == 14
    assert len(told(moodle, REQUESTS)["attempts"]) == 17


def test_what_was_typed_is_stored_as_html_and_what_was_chosen_as_numbers(moodle: Moodle) -> None:
    said = by_label(moodle, CANDIDATES, 41)
    assert said["competencies"][1] == "Кружок «Живой звук»: rock&#039;n&#039;roll, ударные"
    assert said["achievements"][0] == "Диплом &quot;Лучший голос&quot;"
    assert said["motivation"][1] == "Если a &lt; b, объясню, почему b &gt; a &amp; наоборот"
    assert said["time"] == ("До часа в неделю", "1")
    assert said["desired_age"] == ("8–9 классы", "2")


def test_several_options_are_printed_a_line_each(moodle: Moodle) -> None:
    said = {a["userid"]: a["responses"][2] for a in told(moodle, REQUESTS)["attempts"]}
    assert said[24]["rawval"] == "5|6"
    assert said[24]["printval"] == "Не участвую в жизни школы\nДругое"


def test_a_long_question_is_cut_after_a_word_behind_its_label(moodle: Moodle) -> None:
    asked = moodle.ask(ITEMS, feedbackid=CANDIDATES)["items"]
    headings = [row["name"] for row in told(moodle, CANDIDATES)["attempts"][0]["responses"]]
    assert headings[0] == "(competencies) Что вы умеете и чему готовы..."
    assert headings[1] == "(achievements) Ваши достижения"
    assert asked[0]["name"] == "Что вы умеете и чему готовы научить другого человека?"


def test_answers_are_awkward_in_every_way(moodle: Moodle) -> None:
    rows = [
        row["rawval"]
        for feedback in (CANDIDATES, REQUESTS)
        for attempt in told(moodle, feedback)["attempts"]
        for row in attempt["responses"]
    ]
    texts = [row for row in rows if row]
    for piece in ("🌻", "=1+1", "+7 900", "<b>", "<script>", "\r\n", "&#039;", "=HYPERLINK("):
        assert any(piece in text for text in texts), piece
    assert max(map(len, texts)) > 5_000
    assert {"", None} <= set(rows)


def test_an_anonymous_questionnaire_tells_nobody(moodle: Moodle) -> None:
    answer = told(moodle, ANONYMOUS)
    assert (answer["attempts"], answer["totalattempts"], answer["totalanonattempts"]) == ([], 0, 7)
    assert [one["number"] for one in answer["anonattempts"]] == [1, 2, 3, 4, 5, 6, 7]
    assert ids({"attempts": answer["anonattempts"]}) != sorted(
        one["id"] for one in answer["anonattempts"]
    )
    assert all(
        set(one) == {"id", "courseid", "number", "responses"} for one in answer["anonattempts"]
    )


def test_pages_together_are_everybody(moodle: Moodle) -> None:
    pages = [told(moodle, REQUESTS, page=page, perpage=5) for page in range(4)]
    assert [len(page["attempts"]) for page in pages] == [5, 5, 5, 2]
    assert {page["totalattempts"] for page in pages} == {17}
    assert [one for page in pages for one in ids(page)] == ids(told(moodle, REQUESTS))


def test_where_everybody_fits_on_one_page_every_page_is_the_first(moodle: Moodle) -> None:
    everybody = ids(told(moodle, REQUESTS))
    assert ids(told(moodle, REQUESTS, page=1, perpage=100)) == everybody
    recorded = RECORDINGS / ANSWERS / "other_site" / "page_beyond_end_repeats_the_first.json"
    theirs = json.loads(recorded.read_text(encoding="utf-8"))
    assert theirs["params"]["page"] == 1
    assert len(theirs["response"]["attempts"]) == theirs["response"]["totalattempts"] > 0


def test_answers_can_be_kept_to_a_group(moodle: Moodle, school: School) -> None:
    answer = told(moodle, REQUESTS, groupid=1)
    assert [one["userid"] for one in answer["attempts"]] == [school.groups[1].members[1]]
    assert answer["totalattempts"] == 1


def test_only_who_was_trained_has_told_about_the_training(moodle: Moodle, school: School) -> None:
    trained = {who for who, done in school.completions.items() if 4 in done}
    assert {one["userid"] for one in told(moodle, TRAINED)["attempts"]} == trained


def test_without_the_right_to_reports_there_are_no_questions_and_no_answers(
    no_reports: Moodle,
) -> None:
    assert no_reports.refused(ANSWERS, feedbackid=CANDIDATES) == "nopermissions"
    answer = no_reports.ask(ITEMS, feedbackid=CANDIDATES)
    recorded = RECORDINGS / ITEMS / "other_site" / "without_viewreports.json"
    theirs = json.loads(recorded.read_text(encoding="utf-8"))["response"]
    assert answer["items"] == theirs["items"] == []
    assert answer["warnings"] == [theirs["warnings"][0] | {"item": str(CANDIDATES)}]
    assert no_reports.ask(LISTED, courseids=[2])["feedbacks"]


def test_a_course_that_is_unknown_or_closed_is_a_warning(moodle: Moodle, nocaps: Moodle) -> None:
    answer = moodle.ask(LISTED, courseids=[2, 99_999])
    assert [warning["itemid"] for warning in answer["warnings"]] == [99_999]
    assert len(answer["feedbacks"]) == 3
    assert nocaps.ask(LISTED, courseids=[2])["feedbacks"] == []
    assert moodle.ask(LISTED) == {"feedbacks": [], "warnings": []}


def test_every_typed_answer_can_be_read_back(moodle: Moodle) -> None:
    said = by_label(moodle, CANDIDATES, 54)
    assert unescape(said["competencies"][1] or "").splitlines()[:2] == ["Умею:", "– слушать;"]
