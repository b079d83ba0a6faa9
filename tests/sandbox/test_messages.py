import json

import pytest

from connector.sandbox.formats import as_html
from connector.sandbox.school import School
from tests.sandbox.conftest import WWWROOT, Answer, Moodle
from tests.sandbox.test_recordings import RECORDINGS

SEND = "core_message_send_instant_messages"
PLAIN = 2


def send(moodle: Moodle, *messages: tuple[int, str], **more: object) -> Answer:
    given = [{"touserid": who, "text": text, "textformat": PLAIN} | more for who, text in messages]
    return moodle.ask(SEND, messages=given)


def sent(moodle: Moodle) -> list[tuple[int, str]]:
    """Who got which text, the earliest first."""
    messages = moodle.app.extensions["sandbox.state"].messages.newest()
    return [(message.recipient, message.text) for message in messages][::-1]


def test_a_message_is_kept_and_a_repeat_is_a_second_one(moodle: Moodle) -> None:
    (first,), (second,) = send(moodle, (8, "Здравствуйте")), send(moodle, (8, "Здравствуйте"))
    assert (first["msgid"], second["msgid"]) == (1, 2)
    assert first["conversationid"] == second["conversationid"]
    assert sent(moodle) == [(8, "Здравствуйте")] * 2


def test_ids_of_the_sender_s_own_come_back(moodle: Moodle) -> None:
    (answer,) = send(moodle, (8, "x"), clientmsgid="conn-1")
    assert answer["clientmsgid"] == "conn-1"
    assert "clientmsgid" not in send(moodle, (8, "x"))[0]


@pytest.mark.parametrize("place", ["first", "middle", "last"])
def test_one_unknown_person_loses_the_answer_after_the_others_were_sent(
    moodle: Moodle, place: str
) -> None:
    batch = [(8, "а"), (9, "в")]
    batch.insert({"first": 0, "middle": 1, "last": 2}[place], (999_999, "б"))
    assert send(moodle, *batch)["errorcode"] == "formatnotsupported"
    assert sent(moodle) == [(8, "а"), (9, "в")]


def test_an_unknown_person_alone_is_told(moodle: Moodle, school: School) -> None:
    for who in (999_999, school.usernames["deleted01"].id):
        (answer,) = send(moodle, (who, "x"))
        assert (answer["msgid"], str(who) in answer["errormessage"]) == (-1, True)
    assert sent(moodle) == []


def test_the_length_is_counted_in_bytes(moodle: Moodle) -> None:
    assert send(moodle, (8, "я" * 2048))[0]["msgid"] == 1
    (answer,) = send(moodle, (8, "я" * 2049))
    assert answer["msgid"] == -1
    assert answer["errormessage"] == "The message is longer than the maximum allowed."
    assert len(sent(moodle)) == 1


def test_an_empty_text_and_a_suspended_person_are_accepted(moodle: Moodle, school: School) -> None:
    suspended = next(person.id for person in school.people.values() if person.suspended)
    answers = send(moodle, (8, ""), (suspended, "x"))
    assert [answer["text"] for answer in answers] == ["", "<p>x</p>"]


def test_a_format_that_there_is_not_is_refused(moodle: Moodle) -> None:
    assert send(moodle, (8, "x"), textformat=9)["errorcode"] == "formatnotsupported"
    assert sent(moodle) == []


def test_one_without_rights_may_send_but_not_take_back(nocaps: Moodle) -> None:
    (answer,) = send(nocaps, (8, "x"))
    assert answer["msgid"] == 1
    assert answer["candeletemessagesforallusers"] is False


@pytest.mark.parametrize("case", ["ok", "plain_text", "empty_text", "self"])
def test_the_text_is_answered_as_the_real_moodle_does(case: str) -> None:
    recorded = json.loads((RECORDINGS / SEND / f"{case}.json").read_text(encoding="utf-8"))
    (given,), (theirs,) = recorded["params"]["messages"], recorded["response"]
    assert as_html(given["text"], given["textformat"]) == theirs["text"]


def test_links_open_a_new_window_and_blocks_are_not_wrapped() -> None:
    link = '<a href="http://e.example" target="_blank" rel="noreferrer">к</a>'
    assert as_html('<div><a href="http://e.example">к</a></div>', 1) == f"<div>{link}</div>"
    assert as_html("а\nб", 0) == "<p>а<br>\nб</p>"


def test_messages_are_shown_on_the_page_newest_first_and_clean(moodle: Moodle) -> None:
    assert "Сообщений ещё никто не отправлял" in shown(moodle)
    send(moodle, (9, "Первое <b>жирное</b>"))
    send(moodle, (8, "Второе<script>alert(1)</script>"), textformat=1)
    text = shown(moodle)
    assert text.index("Второе") < text.index("Первое &lt;b&gt;жирное&lt;/b&gt;")
    assert "О&#39;Нил Кира Патриковна" in text
    assert "alert(1)" not in text


def shown(moodle: Moodle) -> str:
    text: str = moodle.browser().get("/", base_url=WWWROOT).text
    section = text.partition('id="messages"')[2]
    return section.partition("</section>")[0]
