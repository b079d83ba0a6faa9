"""Reads what people answered where rules ask for it, and keeps nothing else of it.

By day a feedback in which nothing changed is left alone; by night everything is read, since Moodle
does not tell what was deleted, nor that a question was edited.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from connector.mapping.needs import CHOICE, CourseNeeds
from connector.mapping.recruiting import coded, kept_reasons
from connector.mapping.selectors import AnswersRule
from connector.mapping.sheets import key
from connector.moodle.errors import MoodleError, TokenRefused, UnexpectedAnswer
from connector.moodle.functions import core_course
from connector.moodle.records.answered import Answered
from connector.services.syncing.people import Tier
from connector.services.syncing.sheets import MODULES, Activity, Sheet
from connector.services.syncing.work import Sync
from connector.services.targets import choose
from connector.store import kinds
from connector.store.runs import RunState

Asked = tuple[AnswersRule, frozenset[str]]
"""An activity as a rule names it, and the items that are asked for."""

STEP = "answers"
FEEDBACK = "feedback"
JOB = "sync"
RUNS = 200
CLOCKS_DIFFER = 600
"""Seconds by which Moodle's clock may be behind ours."""


class Answers:
    """The answers of one sync."""

    def __init__(self, run: Sync, tier: Tier) -> None:
        self._run, self._moodle = run, run.deps.moodle
        self._since = _last_whole(run) if tier is Tier.DAY else None
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
        unchanged = self._unchanged(found) if module == FEEDBACK else ()
        for activity, asks in found.items():
            if activity in unchanged:
                continue
            course_name = self._run.course(activity.course_id)
            read = partial(MODULES[module].read, self._moodle, activity)
            if sheet := self._run.attempt(STEP, read, course=course_name):
                self._keep(module, activity, sheet, self._numbers(sheet, asks, course_name))

    def _unchanged(self, found: Mapping[Activity, Sequence[Asked]]) -> set[Activity]:
        """Those that were read before for the same rules, and in which nothing has changed since.

        Where Moodle does not tell, nothing is believed to be unchanged.
        """
        read = {one for one, asks in found.items() if self._since and self._was_read(one, asks)}
        changed: set[int] = set()
        for course in {activity.course_id for activity in read}:
            try:
                changed |= core_course.changed_since(self._moodle, course, self._since or 0)
            except TokenRefused:
                raise
            except MoodleError:
                return set()
        return {activity for activity in read if activity.cmid not in changed}

    def _was_read(self, activity: Activity, asks: Sequence[Asked]) -> bool:
        """Whether somebody has answered, and everything that rules ask for is known of them.

        Reasons are read anew: which of them may be kept is a setting.
        """
        place = {"course_id": activity.course_id, "cmid": activity.cmid}
        with self._run.deps.database.reading(self._run.deps.school_id) as tx:
            known = tx.pictures.load(kinds.ANSWERED, **place)
        wanted = {key(rule, item) for rule, items in asks for item in items}
        is_known = bool(known) and all(wanted <= row.answers.keys() for row in known)
        return is_known and not wanted & self._reasons.keys()

    def _activity(self, rule: AnswersRule, course: int, listed: Sequence[Activity]) -> Activity:
        """The activity that a rule names.

        Raises UnexpectedAnswer for none, and for one that has no names or has them against the
        rule.
        """
        activity = choose(self._moodle, rule.activity, course, listed)
        where = rule.activity.where or "-"
        if activity is None:
            raise UnexpectedAnswer("sync.answers_missing", activity=rule.activity, where=where)
        if activity.is_anonymous is not rule.is_anonymous:
            code = "sync.answers_named" if rule.is_anonymous else "sync.answers_anonymous"
            raise UnexpectedAnswer(code, activity=rule.activity, where=where)
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


def _last_whole(run: Sync) -> int | None:
    """When the last sync without any problem began, by a clock that may differ from Moodle's."""
    with run.deps.database.reading(run.deps.school_id) as tx:
        whole = (one for one in tx.runs.last(RUNS) if one.job == JOB)
        last = next((one for one in whole if one.outcome.state is RunState.OK), None)
    return int(last.started_at.timestamp()) - CLOCKS_DIFFER if last else None


def _kept(answer: str, codes: Mapping[str, str] | None) -> str:
    return answer if codes is None else coded(answer, codes)
