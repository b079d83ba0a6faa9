import json
from contextlib import suppress
from decimal import Decimal
from typing import Any, Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from connector.moodle.answers import refusal, value_of
from connector.moodle.errors import (
    REFUSALS,
    AlreadyThere,
    FunctionRefused,
    InvalidParameter,
    MoodleError,
    MoodleMisconfigured,
    MoodleRefused,
    MoodleUnreachable,
    NoCompletion,
    NotThere,
    RightMissing,
    SiteInMaintenance,
    Stumbled,
    TokenRefused,
    UnexpectedAnswer,
)
from connector.moodle.parsing import first_fault, parse, parse_many, part
from connector.moodle.records.enrolment import GROUP
from connector.moodle.records.site import SITE_INFO
from connector.wording import Wording

FUNCTION: Final = "core_group_get_course_groups"
MEANT: Final = {
    "invalidtoken": TokenRefused,
    "accessexception": FunctionRefused,
    "wsaccessusersuspended": TokenRefused,
    "requireloginerror": RightMissing,
    "errorcoursecontextnotvalid": RightMissing,
    "nopermissions": RightMissing,
    "nopermission": RightMissing,
    "noaccess": RightMissing,
    "nopermissiontoviewgrades": RightMissing,
    "notingroup": RightMissing,
    "cannotupdatepost": RightMissing,
    "forumblockingtoomanyposts": MoodleRefused,
    "invalidrecord": NotThere,
    "invalidrecordunknown": NotThere,
    "invalidpostid": NotThere,
    "invaliduser": NotThere,
    "userdeleted": NotThere,
    "invalidcoursemodule": NotThere,
    "invalidparameter": InvalidParameter,
    "errorinvalidparam": InvalidParameter,
    "keyalreadyset": InvalidParameter,
    "idnumbertaken": AlreadyThere,
    "wsusercannotassign": RightMissing,
    "wsnoinstance": MoodleRefused,
    "nocriteriaset": NoCompletion,
    "cannotviewreport": NoCompletion,
    "usernotenroled": NoCompletion,
    "storedfilecannotcreatefiledirs": Stumbled,
    "storedfilecannotcreatefile": Stumbled,
    "locktimeout": Stumbled,
    "ex_unabletolock": Stumbled,
    "dbconnectionfailed": Stumbled,
    "dmlreadexception": Stumbled,
    "dmlwriteexception": Stumbled,
    "sitemaintenance": SiteInMaintenance,
    "codingerror": MoodleRefused,
    "Message was not sent.": MoodleRefused,
}


def thrown(**keys: object) -> bytes:
    return json.dumps({"exception": "core\\exception\\moodle_exception", **keys}).encode()


@pytest.mark.parametrize(("errorcode", "kind"), MEANT.items())
def test_an_error_code_tells_what_can_be_done(
    errorcode: str, kind: type[MoodleRefused], sentences: Wording
) -> None:
    with pytest.raises(MoodleRefused) as caught:
        value_of(thrown(errorcode=errorcode, message="Иванова Мария"), function=FUNCTION)

    assert type(caught.value) is kind
    assert caught.value.errorcode == errorcode
    assert caught.value.facts == {"errorcode": errorcode, "function": FUNCTION}
    assert sentences.of(caught.value).endswith(".")
    assert "{" not in sentences.of(caught.value)


def test_every_code_that_is_told_apart_is_in_the_table_above() -> None:
    assert REFUSALS.keys() <= MEANT.keys()


def test_a_function_that_is_not_offered_need_not_be_the_fault_of_the_token() -> None:
    assert not issubclass(FunctionRefused, TokenRefused)
    assert refusal({"errorcode": "accessexception"}, function="f").code == "moodle.access_denied"


def test_a_forum_that_limits_posts_says_so(sentences: Wording) -> None:
    error = refusal({"errorcode": "forumblockingtoomanyposts"}, function="mod_forum_add_discussion")

    assert error.code == "moodle.forum_limit"
    assert "mod/forum:postwithoutthrottling" in sentences.of(error)


@pytest.mark.parametrize("keys", [{}, {"errorcode": None}, {"errorcode": ""}])
def test_an_error_of_php_has_no_code_and_is_a_refusal_all_the_same(keys: dict[str, None]) -> None:
    with pytest.raises(MoodleRefused) as caught:
        value_of(thrown(message="Call to a member function on null", **keys), function=FUNCTION)

    assert caught.value.errorcode == "none"


def test_only_what_passes_by_itself_is_worth_a_second_try() -> None:
    retryable = {code for code in MEANT if refusal({"errorcode": code}, function="f").retryable}

    assert {MEANT[code] for code in retryable} == {SiteInMaintenance, Stumbled}


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (b"null", None),
        (b"0", 0),
        (b"[]", []),
        (b'{"courses":[]}', {"courses": []}),
        ('"Школа"'.encode(), "Школа"),
        (b"\xef\xbb\xbf[1]", [1]),
    ],
)
def test_an_answer_need_not_be_an_object(body: bytes, value: object) -> None:
    assert value_of(body, function=FUNCTION) == value


def test_a_grade_keeps_its_decimals() -> None:
    value = value_of(b'{"grade":66.67}', function=FUNCTION)

    assert value == {"grade": Decimal("66.67")}
    assert type(value["grade"]) is Decimal


@pytest.mark.parametrize(
    ("body", "kind", "code"),
    [
        (b'[{"id":1},{"i', MoodleUnreachable, "moodle.truncated"),
        (b'{"users":', MoodleUnreachable, "moodle.truncated"),
        (b"[" * 100_000, MoodleUnreachable, "moodle.truncated"),
        (b"<!DOCTYPE html><title>503</title>", MoodleMisconfigured, "moodle.not_moodle"),
        (b"\n <html></html>", MoodleMisconfigured, "moodle.not_moodle"),
        (
            b'<?xml version="1.0"?><EXCEPTION><ERRORCODE>invalidtoken</ERRORCODE></EXCEPTION>',
            MoodleMisconfigured,
            "moodle.form_lost",
        ),
        (b"", UnexpectedAnswer, "moodle.unexpected_answer"),
        (b"Fatal error", UnexpectedAnswer, "moodle.unexpected_answer"),
        (b"\xff\xfe", UnexpectedAnswer, "moodle.unexpected_answer"),
        (b"1e99999999999999999999", UnexpectedAnswer, "moodle.unexpected_answer"),
    ],
)
def test_what_is_no_json_says_what_it_is(
    body: bytes, kind: type[MoodleError], code: str, sentences: Wording
) -> None:
    with pytest.raises(kind) as caught:
        value_of(body, function=FUNCTION)

    assert caught.value.code == code
    assert "{" not in sentences.of(caught.value)


@given(st.binary(max_size=60))
@example(b'{"exception":')
def test_no_body_makes_anything_but_a_value_or_our_own_error(body: bytes) -> None:
    with suppress(MoodleError):
        value = value_of(body, function=FUNCTION)
        assert repr(value) == repr(json.loads(body, parse_float=Decimal))


def test_unknown_keys_are_moodles_business() -> None:
    told = {"id": 1, "courseid": 3, "name": "Пара 01", "novelty": {"deep": []}}

    assert parse(GROUP, told, function=FUNCTION).name == "Пара 01"


def test_null_is_an_absent_key() -> None:
    told = {"id": 1, "courseid": 3, "name": "Пара 01", "idnumber": None}

    assert parse(GROUP, told, function=FUNCTION).idnumber == ""


@pytest.mark.parametrize(
    ("told", "path", "reason"),
    [
        (None, "", "not a list"),
        (0, "", "not a list"),
        ({"warnings": []}, "", "not a list"),
        ([7], "0", "not an object"),
        ([{"id": 1, "courseid": 3}], "0.name", "Missing data for required field."),
        ([{"id": "один", "courseid": 3, "name": "x"}], "0.id", "Not a valid integer."),
        ([{"id": 1, "courseid": 3, "name": None}], "0.name", "Missing data for required field."),
    ],
)
def test_an_unexpected_list_names_the_function_and_the_place(
    told: object, path: str, reason: str
) -> None:
    with pytest.raises(UnexpectedAnswer) as caught:
        parse_many(GROUP, told, function=FUNCTION)

    assert caught.value.facts == {"function": FUNCTION, "path": path, "reason": reason}


@pytest.mark.parametrize(
    ("told", "path"),
    [
        (None, ""),
        ([], ""),
        ({"sitename": "x", "siteurl": "y"}, "userid"),
        ({"functions": 5}, "functions"),
        ({"functions": [{"version": "1"}]}, "functions.0.name"),
        ({"functions": [{"name": []}]}, "functions.0.name"),
    ],
)
def test_an_unexpected_object_names_the_function_and_the_place(told: object, path: str) -> None:
    with pytest.raises(UnexpectedAnswer) as caught:
        parse(SITE_INFO, told, function="core_webservice_get_site_info")

    assert caught.value.facts["function"] == "core_webservice_get_site_info"
    assert caught.value.facts["path"] == path


@pytest.mark.parametrize("told", [None, [], 1, {"users": []}])
def test_a_missing_part_is_named(told: object) -> None:
    with pytest.raises(UnexpectedAnswer) as caught:
        part(told, "courses", function=FUNCTION)

    assert caught.value.facts["path"] == "courses"


@pytest.mark.parametrize(
    ("messages", "fault"),
    [
        ({"id": ["wrong"]}, ("id", "wrong")),
        (
            {3: {"roles": {0: {"shortname": ["missing", "odd"]}}}},
            ("3.roles.0.shortname", "missing"),
        ),
        ({"_schema": []}, ("_schema", "[]")),
    ],
)
def test_the_first_fault_is_found_however_deep_it_lies(
    messages: dict[Any, Any], fault: tuple[str, str]
) -> None:
    assert first_fault(messages) == fault
