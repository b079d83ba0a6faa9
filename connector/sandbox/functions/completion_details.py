"""Describes how far an activity is, for one person."""

from collections.abc import Mapping
from typing import Final

from connector.sandbox.history import DONE, FAILED, PASSED
from connector.sandbox.json_types import Json, JsonObject
from connector.sandbox.records import Done, Module

RULES: Final[Mapping[str, str]] = {
    "completionview": "View",
    "completionusegrade": "Receive a grade",
    "completionpassgrade": "Receive a passing grade",
    "completionsubmit": "Make a submission",
}
COMPLETE: Final = frozenset({DONE, PASSED})


def state_of(module: Module, done: Done | None, *, tracked: bool) -> JsonObject:
    """Answer Moodle's completion data of an activity; state 0 not, 1 done, 2 passed, 3 failed."""
    state = done.state if done else 0
    return {
        "state": state,
        "timecompleted": done.when if done else 0,
        "overrideby": None,
        "valueused": False,
        "hascompletion": True,
        "isautomatic": True,
        "istrackeduser": tracked,
        "uservisible": True,
        "details": [_rule(module, rule, state) for rule in module.rules],
        "isoverallcomplete": state in COMPLETE,
    }


def _rule(module: Module, rule: str, state: int) -> Json:
    graded_though_failed = rule == "completionusegrade" and state == FAILED
    is_survey = module.modname == "feedback"
    return {
        "rulename": rule,
        "rulevalue": {
            "status": DONE if graded_though_failed else state,
            "description": "Submit feedback" if is_survey else RULES[rule],
        },
    }
