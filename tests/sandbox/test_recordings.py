"""Holds the sandbox to what a real Moodle 4.5 answered: same keys, same types, same refusals."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import pytest

from connector.sandbox.access import EXPIRED_TOKEN, NOCAPS_TOKEN, SERVICE_TOKEN
from tests.sandbox.conftest import Answer, Moodle

RECORDINGS: Final = Path(__file__).parents[1] / "contract" / "recordings"
OTHER_SITE_STATES: Final = (
    "debug_on",
    "lang_ru",
    "maintenance_mode",
    "cli_maintenance_mode",
    "rest_protocol_disabled",
    "webservices_disabled",
    "service_disabled",
    "service_user_suspended",
    "ip_restricted",
)
ATTACHED_FILES: Final = "attachments"
TOKENS: Final = {
    "nocaps": NOCAPS_TOKEN,
    "missing_capability": NOCAPS_TOKEN,
    "token_without_capabilities": NOCAPS_TOKEN,
    "expired_token": EXPIRED_TOKEN,
    "invalid_token": "wrong",
    "no_token": "",
}
COURSES: Final = {4: 5}
USERS: Final = {
    3: 8,
    6: 9,
    9: 15,
    21: 8,
    27: 30,
    30: 42,
    25: 44,
    28: 18,
    19: 24,
    5: 4,
    24: 4,
    31: 25,
}
RENAMED: Final[Mapping[str, Mapping[int, int]]] = {
    "courseid": COURSES,
    "values": USERS,
    "userid": USERS | {4: 17},
    "studentid": USERS | {4: 17},
    "assignmentid": {2: 3, 3: 4, 4: 5, 5: 6},
    "assignmentids": {2: 3},
    "feedbackid": {2: 5},
    "choiceid": {4: 2},
    "touserid": USERS | {65: 66},
    "cmid": {6: 8},
    "activityid": {6: 8, 10: 12, 14: 5},
}
CHANGED: Final[Mapping[str, Mapping[str, object]]] = {
    "core_user_get_users_by_field/email": {"values": ["student0005@school20.example"]},
    "mod_assign_get_grades/empty": {"assignmentids": [4]},
    "mod_assign_get_grades/since_future": {"since": 2_000_000_000},
    "mod_forum_get_discussion_posts/message_with_script": {"discussionid": 2},
}


def recorded() -> Iterator[Answer]:
    for path in sorted(RECORDINGS.glob("*/*.json")):
        if not path.stem.startswith(OTHER_SITE_STATES):
            recording = json.loads(path.read_text(encoding="utf-8"))
            yield pytest.param(recording, path.stem, id=f"{path.parent.name}/{path.stem}")


def adapted(value: object, name: str = "") -> object:
    """Answer recorded parameters with the ids that the same things have in the sandbox."""
    if isinstance(value, dict):
        return {key: adapted(child, key) for key, child in value.items()}
    if isinstance(value, list):
        return [adapted(child, name) for child in value]
    return RENAMED.get(name, {}).get(value, value) if isinstance(value, int) else value


def kind(value: object) -> str:
    names = {bool: "boolean", int: "number", float: "number", str: "string", list: "list"}
    return names.get(type(value), "object")


def complaints(ours: object, theirs: object, path: str = "") -> Iterator[str]:
    """Yield each key that we lack and each value of another JSON type."""
    if theirs is None:
        return
    if kind(ours) != kind(theirs):
        yield f"{path}: {kind(ours)} instead of {kind(theirs)}"
    elif isinstance(ours, dict) and isinstance(theirs, dict):
        for key in theirs.keys() - {ATTACHED_FILES}:
            if key in ours:
                yield from complaints(ours[key], theirs[key], f"{path}.{key}")
            else:
                yield f"{path}.{key}: missing"
    elif isinstance(ours, list) and isinstance(theirs, list) and theirs:
        if ours:
            yield from complaints(ours[0], theirs[0], f"{path}[0]")
        else:
            yield f"{path}: empty"


@pytest.fixture
def used(moodle: Moodle) -> Moodle:
    """A sandbox into which somebody has written already, as into the recorded one."""
    comment = {"assignfeedbackcomments_editor": {"text": "<p>x</p>", "format": 1}}
    rest = {"attemptnumber": -1, "addattempt": 0, "workflowstate": "", "plugindata": comment}
    grades = [{"userid": user, "grade": 70, **rest} for user in (4, 17, 18)]
    moodle.ask("mod_assign_save_grades", assignmentid=3, applytoall=0, grades=grades)
    for subject in ("Отчёт", "Скрипт"):
        moodle.ask("mod_forum_add_discussion", forumid=1, subject=subject, message="<p>x</p>")
    return moodle


@pytest.mark.parametrize(("recording", "case"), list(recorded()))
def test_the_sandbox_answers_as_the_real_moodle(used: Moodle, recording: Answer, case: str) -> None:
    function, theirs = recording["function"], recording["response"]
    changed = CHANGED.get(f"{function}/{case}", {})
    used.token = TOKENS.get(case, SERVICE_TOKEN)
    ours = used.ask(function, **{**adapted(recording["params"]), **changed})  # type: ignore[dict-item]
    if isinstance(theirs, dict) and "exception" in theirs:
        assert ours.get("errorcode") == theirs["errorcode"]
    elif isinstance(theirs, (dict, list)) and theirs:
        assert list(complaints(ours, theirs)) == []
    else:
        assert ours == theirs


def test_every_function_of_the_sandbox_was_recorded(moodle: Moodle) -> None:
    functions = moodle.ask("core_webservice_get_site_info")["functions"]
    recorded = {path.name for path in RECORDINGS.iterdir()}
    assert {f["name"] for f in functions} - recorded == {"mod_assign_get_user_flags"}


def test_flags_are_refused_by_a_warning_as_grades_are(moodle: Moodle, nocaps: Moodle) -> None:
    assert moodle.ask("mod_assign_get_user_flags", assignmentids=[2]) == {
        "assignments": [],
        "warnings": [],
    }
    refused, grades = (
        nocaps.ask(function, assignmentids=[2])["warnings"]
        for function in ("mod_assign_get_user_flags", "mod_assign_get_grades")
    )
    assert refused == grades
    assert refused[0]["warningcode"] == "1"
