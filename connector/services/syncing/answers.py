"""Reads what people answered where rules ask for it, and keeps nothing else of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from connector.mapping.needs import CHOICE, CourseNeeds
from connector.mapping.recruiting import coded, kept_reasons
from connector.mapping.selectors import AnswersRule
from connector.mapping.sheets import key
from connector.moodle.errors import UnexpectedAnswer
from connector.moodle.records.answered import Answered
from connector.services.syncing.sheets import MODULES, Activity, Sheet
from connector.services.syncing.work import Sync
from connector.services.targets import choose
from connector.store import kinds

Asked = tuple[AnswersRule, frozenset[str]]
"""An activity as a rule names it, and the items that are asked for."""

STEP = "answers"


class Answers:
    """The answers of one sync."""

    def __init__(self, run: Sync) -> None:
        self._run, self._moodle = run, run.deps.moodle
        self._reasons = kept_reasons(run.deps.rules, run.deps.methodology)

    def read(self, wanted: Iterable[CourseNeeds]) -> None:
        """Read the answers of every course that needs them into the mirror."""
        asked = [(need.course_id, asked) for need in wanted for asked in need.answers]
        for module in MODULES:
            of_module = [(course, one) for course, one in asked if one[0].module == module]
            if of_module:
                self._module(module, of_module)

    def _module(self, module: str, wanted: Sequence[tuple[int, Asked]]) -> None:
        """One listing serves every course, and one reading all rules that name an activity."""
        courses = sorted({course for course, _ in wanted})
        listed = self._run.attempt(STEP, partial(MODULES[module].listed, self._moodle, courses))
        if listed is None:
            return
        found: defaultdict[Activity, list[Asked]] = defaultdict(list)
        for course, asked in wanted:
            find = partial(self._activity, asked[0], course, listed)
            if activity := self._run.attempt(STEP, find, course=self._run.course(course)):
                found[activity].append(asked)
        for activity, asks in found.items():
            course_name = self._run.course(activity.course_id)
            read = partial(MODULES[module].read, self._moodle, activity.id)
            if sheet := self._run.attempt(STEP, read, course=course_name):
                self._keep(module, activity, sheet, self._numbers(sheet, asks, course_name))

    def _activity(self, rule: AnswersRule, course: int, listed: Sequence[Activity]) -> Activity:
        """The activity that a rule names; raises UnexpectedAnswer for none and for anonymous."""
        activity = choose(self._moodle, rule.activity, course, listed)
        where = rule.activity.where or "-"
        if activity is None:
            raise UnexpectedAnswer("sync.answers_missing", activity=rule.activity, where=where)
        if activity.is_anonymous:
            raise UnexpectedAnswer("sync.answers_anonymous", activity=rule.activity, where=where)
        return activity

    def _numbers(self, sheet: Sheet, asks: Sequence[Asked], course: str) -> Mapping[str, int]:
        """The item behind each answer that rules ask for."""
        numbers = {}
        for rule, items in asks:
            for item in sorted(items):
                number = sheet.number(item)
                if number is not None:
                    numbers[key(rule, item)] = number
                    continue
                self._run.record.problem(
                    "sync.item_missing",
                    item=item,
                    activity=rule.activity,
                    where=rule.activity.where or "-",
                    course=course,
                )
        return numbers

    def _keep(
        self, module: str, activity: Activity, sheet: Sheet, numbers: Mapping[str, int]
    ) -> None:
        """Make the mirror equal to the answers; when no item is found they are left alone."""
        codes = self._codes(numbers)
        place = {"course_id": activity.course_id, "cmid": activity.cmid}
        rows = [
            Answered(
                **place,
                user_id=attempt.user_id,
                answered_at=attempt.answered_at,
                answers={
                    name: _kept(attempt.answers.get(number, ""), codes.get(number))
                    for name, number in numbers.items()
                },
            )
            for attempt in sheet.attempts
        ]
        if numbers:
            known = self._known(place) if module == CHOICE else []
            self._run.apply(kinds.ANSWERED, [*known, *rows], scope=place)

    def _codes(self, numbers: Mapping[str, int]) -> Mapping[int, Mapping[str, str]]:
        """For each item that tells reasons, under whatever name: option -> code."""
        codes: defaultdict[int, dict[str, str]] = defaultdict(dict)
        for name, number in numbers.items():
            if name in self._reasons:
                codes[number].update(self._reasons[name])
        return codes

    def _known(self, place: Mapping[str, int]) -> list[Answered]:
        """What those once chose who are not in the course now: Moodle no longer tells it."""
        with self._run.deps.database.reading(self._run.deps.school_id) as tx:
            known = tx.pictures.load(kinds.ANSWERED, **place)
            enrolments = tx.pictures.load(kinds.ENROLMENT, course_id=place["course_id"])
        here = {enrolment.user_id for enrolment in enrolments if not enrolment.suspended}
        return [row for row in known if row.user_id not in here]


def _kept(answer: str, codes: Mapping[str, str] | None) -> str:
    return answer if codes is None else coded(answer, codes)
