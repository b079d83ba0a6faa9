"""Waits as long as the real Moodle needs, so that a demo and a benchmark feel its price."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import BoundedSemaphore
from typing import Any, Final

from connector.sandbox.json_types import Json

CORES: Final = 2
FLOOR_MS: Final = 13.0
PER_ITEM_MS: Final[Mapping[str, float]] = {
    "core_cohort_get_cohort_members": 1.1,
    "core_course_get_contents": 1.0,
    "core_course_get_courses_by_field": 2.6,
    "core_completion_get_activities_completion_status": 2.0,
    "core_completion_get_course_completion_status": 3.0,
    "core_enrol_get_enrolled_users": 0.55,
    "core_grades_update_grades": 8.0,
    "core_group_get_group_members": 1.1,
    "core_message_send_instant_messages": 2.6,
    "core_user_get_users": 4.4,
    "core_user_get_users_by_field": 4.2,
    "gradereport_user_get_grade_items": 6.0,
    "mod_assign_get_assignments": 16.0,
    "mod_assign_save_grades": 34.0,
    "mod_feedback_get_responses_analysis": 2.9,
    "core_webservice_get_site_info": 12.0,
}
FIELD_MS: Final[Mapping[str, float]] = {"roles": 0.3, "groups": 0.5, "customfields": 2.0}
FULL_ENROLMENT_MS: Final = 6.0
LISTS: Final = ("users", "usergrades", "courses", "statuses", "assignments", "attempts")


@dataclass(frozen=True)
class Pace:
    """Milliseconds of a call: a floor and a price for each item, times `scale` (0 = at once)."""

    floor_ms: float = FLOOR_MS
    per_item_ms: Mapping[str, float] = field(default_factory=lambda: PER_ITEM_MS)
    scale: float = 0.0
    _cores: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(CORES), repr=False)

    def cost_ms(self, function: str, arguments: Mapping[str, Any], answer: Json) -> float:
        """Answer what this very answer costs the real Moodle."""
        price = self.per_item_ms.get(function, 0.0)
        if function == "core_enrol_get_enrolled_users":
            price = _enrolment_price(price, arguments)
        return self.floor_ms + price * _items(arguments, answer)

    @contextmanager
    def computing(self) -> Iterator["Turn"]:
        """Hold one of Moodle's two cores until what was done has lasted long enough."""
        if not self.scale:
            yield Turn()
            return
        with self._cores:
            turn, started = Turn(), time.monotonic()
            yield turn
            time.sleep(max(0.0, turn.ms * self.scale / 1000 - (time.monotonic() - started)))


@dataclass
class Turn:
    """A request at work; `ms` is set once its answer is known."""

    ms: float = FLOOR_MS


def _items(arguments: Mapping[str, Any], answer: Json) -> int:
    if isinstance(answer, list):
        return len(answer)
    if isinstance(answer, dict):
        return next(
            (len(found) for name in LISTS if isinstance(found := answer.get(name), list)), 1
        )
    return len(arguments.get("grades", ()))


def _enrolment_price(price: float, arguments: Mapping[str, Any]) -> float:
    wanted = {option["name"]: option["value"] for option in arguments.get("options", ())}
    if "userfields" not in wanted:
        return FULL_ENROLMENT_MS
    return price + sum(FIELD_MS.get(name, 0.0) for name in wanted["userfields"].split(","))
