"""Messages to people: sent once, one a call, and nothing of them is told elsewhere."""

import traceback
from typing import Final

import pytest
import requests
from structlog.testing import capture_logs

from connector.moodle.errors import (
    MoodleError,
    MoodleRefused,
    OutcomeUnknown,
    RightMissing,
)
from connector.moodle.functions import core_message
from tests.unit.moodle.conftest import Site

TEXT: Final = "Ваша пара: Анна и Борис"


def test_a_message_that_was_sent_has_an_id(site: Site) -> None:
    site.answers([{"msgid": 7, "text": f"<p>{TEXT}</p>"}])

    assert core_message.send(site.client(), 6, TEXT) == 7


def test_a_message_that_moodle_did_not_send_is_refused(site: Site) -> None:
    site.answers([{"msgid": -1, "errormessage": f"Нельзя отправить: {TEXT}"}])

    with pytest.raises(MoodleRefused) as caught:
        core_message.send(site.client(), 6, TEXT)

    assert caught.value.code == "moodle.message_not_sent"
    assert not caught.value.retryable


@pytest.mark.parametrize(
    "told", [None, 7, [], {}, [None], [{}], [{"msgid": None}], [{"msgid": 1}, {"msgid": 2}]]
)
def test_a_message_without_an_id_may_have_been_sent(site: Site, told: object) -> None:
    site.answers(told)

    with pytest.raises(OutcomeUnknown):
        core_message.send(site.client(), 6, TEXT)


def test_a_lost_answer_is_not_asked_for_again(site: Site) -> None:
    site.says(requests.ReadTimeout())

    with pytest.raises(OutcomeUnknown):
        core_message.send(site.client(), 6, TEXT)

    assert len(site.forms) == 1


def test_without_the_right_to_send_moodle_refuses(site: Site) -> None:
    site.answers({"exception": "x", "errorcode": "nopermissions"})

    with pytest.raises(RightMissing):
        core_message.send(site.client(), 6, TEXT)


@pytest.mark.parametrize(
    "told",
    [
        [{"msgid": -1, "errormessage": TEXT}],
        [{"msgid": TEXT}],
        {"exception": "x", "errorcode": "disabled", "message": TEXT},
    ],
)
def test_no_error_and_no_log_tells_the_text(site: Site, told: object) -> None:
    site.answers(told)

    with capture_logs() as logs, pytest.raises(MoodleError) as caught:
        core_message.send(site.client(), 6, TEXT)

    assert TEXT not in "".join(traceback.format_exception(caught.value)) + repr(caught.value.facts)
    assert TEXT not in repr(logs)
