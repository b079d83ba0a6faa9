"""Reads completions, a call a person, of those who are not complete yet."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from connector.mapping.needs import CourseNeeds
from connector.moodle.errors import MoodleError, NoCompletion, TokenRefused
from connector.moodle.functions import core_completion
from connector.moodle.records.completion import ActivityCompletion, CourseCompletion
from connector.moodle.records.enrolment import Enrolment
from connector.services.syncing.work import Sync
from connector.store import kinds

Read = Callable[[int], list[CourseCompletion] | list[ActivityCompletion]]


class Completions:
    """The completions of one sync."""

    def __init__(self, run: Sync) -> None:
        self._run = run

    def read(self, wanted: list[CourseNeeds]) -> None:
        """Read the completions of every course that needs them into the mirror."""
        for need in wanted:
            if need.course_completion:
                self._course(need.course_id)
            if need.activity_completion:
                self._activities(need.course_id)

    def _course(self, course_id: int) -> None:
        moodle = self._run.deps.moodle
        with self._run.deps.database.reading(self._run.deps.school_id) as tx:
            known = tx.pictures.load(kinds.COURSE_COMPLETION, course_id=course_id)
            people = _active(tx.pictures.load(kinds.ENROLMENT, course_id=course_id))
        done = {completion.user_id for completion in known if completion.completed}
        self._people(
            kinds.COURSE_COMPLETION,
            course_id,
            people - done,
            lambda user_id: [core_completion.course(moodle, course_id, user_id)],
        )

    def _activities(self, course_id: int) -> None:
        """Of those in groups only: pairs are read from groups, and a person costs a call."""
        moodle = self._run.deps.moodle
        with self._run.deps.database.reading(self._run.deps.school_id) as tx:
            activities = tx.pictures.load(kinds.ACTIVITY, course_id=course_id)
            known = tx.pictures.load(kinds.ACTIVITY_COMPLETION, course_id=course_id)
            people = _active(tx.pictures.load(kinds.ENROLMENT, course_id=course_id))
            members = tx.pictures.load(kinds.GROUP_MEMBER, course_id=course_id)
        tracked = {activity.cmid for activity in activities if activity.has_completion}
        if not tracked:
            return
        finished: defaultdict[int, set[int]] = defaultdict(set)
        for completion in known:
            if completion.done:
                finished[completion.user_id].add(completion.cmid)
        done = {user_id for user_id, cmids in finished.items() if tracked <= cmids}
        self._people(
            kinds.ACTIVITY_COMPLETION,
            course_id,
            people & {member.user_id for member in members} - done,
            lambda user_id: core_completion.activities(moodle, course_id, user_id),
        )

    def _people(self, kind: kinds.Kind[Any], course_id: int, people: set[int], read: Read) -> None:
        found: list[Any] = []

        def ask(user_id: int) -> list[CourseCompletion] | list[ActivityCompletion] | MoodleError:
            try:
                return read(user_id)
            except MoodleError as error:
                return error

        for answer in self._run.deps.moodle.side_by_side(ask, sorted(people)):
            if isinstance(answer, TokenRefused):
                raise answer
            if isinstance(answer, MoodleError):
                if isinstance(answer, NoCompletion) and answer.is_of_an_outsider:
                    continue
                self._run.record.failure(answer, course=self._run.course(course_id))
                break
            found.extend(answer)
        self._run.apply(kind, found, scope={"course_id": course_id}, marks_gone=False)


def _active(enrolments: Iterable[Enrolment]) -> set[int]:
    return {enrolment.user_id for enrolment in enrolments if not enrolment.suspended}
