import pytest
from flask import Flask

from connector.sandbox.access import EXPIRED_TOKEN, SERVICE_TOKEN
from connector.sandbox.app import create_app
from connector.sandbox.form import nested
from connector.sandbox.school import School
from tests.sandbox.conftest import ENDPOINT, WWWROOT, Answer, Moodle

SITE_INFO = "core_webservice_get_site_info"
ASKED = {"wstoken": SERVICE_TOKEN, "wsfunction": SITE_INFO, "moodlewsrestformat": "json"}


def test_a_form_is_nested_as_php_nests_it() -> None:
    pairs = [("a[0][b]", "1"), ("a[0][c]", "2"), ("a[1][b]", "3"), ("d[]", "4"), ("d[]", "5")]
    assert nested(pairs, limit=10) == {
        "a": {"0": {"b": "1", "c": "2"}, "1": {"b": "3"}},
        "d": {"0": "4", "1": "5"},
    }


def test_values_past_the_limit_are_silently_dropped() -> None:
    pairs = [(f"values[{n}]", str(n)) for n in range(1200)]
    assert len(nested(pairs, limit=1000)["values"]) == 1000


def test_a_token_past_the_limit_is_lost(app: Flask) -> None:
    values = {f"values[{n}]": "1" for n in range(1000)}
    answer = app.test_client().post(ENDPOINT, data=values | ASKED, base_url=WWWROOT)
    assert "invalidtoken" in answer.text
    assert answer.mimetype == "application/xml"


def test_ids_past_the_limit_are_not_seen(moodle: Moodle) -> None:
    ids = [999_999] * 1000 + [8, 9]
    assert moodle.ask("core_user_get_users_by_field", field="id", values=ids) == []


def test_the_limit_is_the_site_s_own(school: School) -> None:
    app = create_app(school, wwwroot=WWWROOT, max_input_vars=3)
    client = app.test_client()
    assert client.post(ENDPOINT, data=ASKED, base_url=WWWROOT).get_json()["userid"]
    without_format = ASKED | {"moodlewsrestformat": "xml"}
    reordered = {"moodlewsrestformat": "json", "a": "1", "b": "2"} | ASKED
    assert "<RESPONSE>" in client.post(ENDPOINT, data=without_format, base_url=WWWROOT).text
    lost = client.post(ENDPOINT, data=reordered, base_url=WWWROOT).get_json()
    assert lost["errorcode"] == "invalidtoken"


@pytest.mark.parametrize("token", ["", "wrong", None])
def test_an_unknown_or_absent_token_is_invalid(moodle: Moodle, token: str | None) -> None:
    fields = {k: v for k, v in (ASKED | {"wstoken": token}).items() if v is not None}
    answer = moodle.post(fields)
    assert answer.status_code == 200
    assert answer.get_json() == {
        "exception": "core\\exception\\moodle_exception",
        "errorcode": "invalidtoken",
        "message": "Invalid token - token not found",
    }


def test_an_expired_token_is_an_access_exception(moodle: Moodle) -> None:
    moodle.token = EXPIRED_TOKEN
    assert moodle.refused(SITE_INFO) == "accessexception"


def test_an_unknown_function_is_an_invalid_record(moodle: Moodle) -> None:
    assert "external_functions" in moodle.ask("local_nothing_here")["message"]
    assert moodle.refused("local_nothing_here") == "invalidrecord"


def test_a_bad_token_is_noticed_before_an_unknown_function(moodle: Moodle) -> None:
    moodle.token = "wrong"
    assert moodle.refused("local_nothing_here") == "invalidtoken"


@pytest.mark.parametrize(
    "params",
    [{}, {"courseid": "abc"}, {"courseid": ""}, {"courseid": "03"}, {"courseid": 3, "more": 1}],
)
def test_wrong_missing_and_unexpected_parameters_are_refused(
    moodle: Moodle, params: Answer
) -> None:
    assert moodle.refused("core_group_get_course_groups", **params) == "invalidparameter"


def test_a_list_where_one_value_belongs_is_refused(moodle: Moodle) -> None:
    assert moodle.refused("core_group_get_course_groups", courseid=[3]) == "invalidparameter"


def test_the_token_may_come_in_the_query_or_as_multipart(moodle: Moodle) -> None:
    client = moodle.browser()
    asked = client.get(ENDPOINT, query_string=ASKED, base_url=WWWROOT)
    posted = moodle.post(ASKED, content_type="multipart/form-data")
    assert asked.get_json()["username"] == posted.get_json()["username"] == "ws_mentor"


def test_a_token_in_a_header_does_not_count(moodle: Moodle) -> None:
    fields = {"wsfunction": SITE_INFO, "moodlewsrestformat": "json"}
    answer = moodle.post(fields, headers={"Authorization": f"Bearer {SERVICE_TOKEN}"})
    assert answer.get_json()["errorcode"] == "invalidtoken"


def test_without_a_format_the_answer_is_xml(moodle: Moodle) -> None:
    fields = {"wstoken": SERVICE_TOKEN, "wsfunction": "core_cohort_get_cohorts"}
    answer = moodle.post(fields)
    assert answer.mimetype == "application/xml"
    assert '<KEY name="name"><VALUE>8А</VALUE>' in answer.text


def test_another_host_is_sent_to_the_wwwroot(moodle: Moodle) -> None:
    answer = moodle.browser().post(ENDPOINT, data=ASKED, base_url="http://localhost")
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"{WWWROOT}{ENDPOINT}"
    followed = moodle.browser().get(answer.headers["Location"])
    assert "<ERRORCODE>invalidtoken</ERRORCODE>" in followed.text


def test_the_site_says_what_it_is_and_can(moodle: Moodle) -> None:
    info = moodle.ask(SITE_INFO)
    assert info["release"] == "4.5.6 (Build: 20250811)"
    assert info["siteurl"] == WWWROOT
    assert len(info["functions"]) == 54
    assert {"name": SITE_INFO, "version": "2024100706"} in info["functions"]


def test_without_rights_the_site_still_says_who_one_is(nocaps: Moodle) -> None:
    assert nocaps.ask(SITE_INFO)["fullname"] == "Без Прав"
