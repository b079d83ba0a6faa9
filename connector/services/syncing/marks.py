"""Reads the marks of the subjects that are followed: long answers, so by night only."""

from collections.abc import Collection, Iterable
from functools import partial

from connector.mapping.measures import is_item_of
from connector.mapping.needs import CourseNeeds
from connector.mapping.rules import MarksRule
from connector.moodle.errors import MoodleError, TokenRefused, UnexpectedAnswer
from connector.moodle.functions import gradereport_user
from connector.moodle.records.grade import CourseMark, GradeItem
from connector.services.syncing.people import Tier
from connector.services.syncing.work import Sync
from connector.store import kinds

TOTAL = "course"


def read_marks(
    run: Sync, tier: Tier, wanted: Iterable[CourseNeeds], programmes: Collection[int]
) -> None:
    """Read every course whose marks are followed; one that fails does not stop the rest.

    Of who is in none of the programmes no mark is kept.
    """
    if tier is Tier.DAY:
        return
    people = _enrolled(run, programmes)
    followed = [(need.course_id, need.marks) for need in wanted if need.marks]

    def ask(one: tuple[int, MarksRule]) -> list[CourseMark] | MoodleError:
        try:
            return _marks(run, *one)
        except MoodleError as error:
            return error

    answers = run.deps.moodle.side_by_side(ask, followed)
    for (course_id, _), answer in zip(followed, answers, strict=True):
        if isinstance(answer, TokenRefused):
            raise answer
        if isinstance(answer, MoodleError):
            run.record.failure(answer, course=run.course(course_id))
        else:
            marks = [mark for mark in answer if mark.user_id in people]
            run.apply(kinds.COURSE_MARK, marks, scope={"course_id": course_id})


def _enrolled(run: Sync, courses: Iterable[int]) -> set[int]:
    with run.deps.database.reading(run.deps.school_id) as tx:
        load = tx.pictures.load
        return {e.user_id for course in courses for e in load(kinds.ENROLMENT, course_id=course)}


def _marks(run: Sync, course_id: int, rule: MarksRule) -> list[CourseMark]:
    is_there, marks = gradereport_user.marks(run.deps.moodle, course_id, partial(_is_mark, rule))
    if not is_there:
        where = rule.course.where or "-"
        raise UnexpectedAnswer("sync.mark_missing", activity=rule.column or TOTAL, where=where)
    return marks


def _is_mark(rule: MarksRule, item: GradeItem) -> bool:
    return is_item_of(rule.column, item) if rule.column else item.kind == TOTAL
