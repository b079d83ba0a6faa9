"""Rules + mirror -> what every pair of a programme has in its plan, and what of it is done."""

from collections.abc import Iterable, Mapping
from datetime import date

from connector.domain.people import PersonId
from connector.domain.plans import PlannedTask
from connector.domain.school import Skipped
from connector.mapping.known import Known
from connector.mapping.pair_rules import TaskRule
from connector.mapping.selectors import ActivitySelector
from connector.moodle.mirror import Mirror
from connector.moodle.records.course import Course


def read_plans(known: Known) -> tuple[tuple[PlannedTask, ...], tuple[Skipped, ...]]:
    """The tasks of every programme in their order, and whose activity is of no use."""
    tasks, skipped = [], []
    for rule, course in known.found.programmes:
        for task in rule.plan:
            cmid, reason = _activity(known.mirror, task, course)
            tasks.append(_task(task, course, cmid))
            skipped += [_skipped(reason, task, course)] if reason else []
    return tuple(tasks), tuple(skipped)


def completed(known: Known, tasks: Iterable[PlannedTask]) -> Mapping[tuple[int, PersonId], date]:
    """On which day somebody completed an activity that a task names."""
    cmids = {task.cmid for task in tasks if task.cmid}
    return {
        (row.cmid, PersonId(row.user_id)): day
        for row in known.mirror.activity_completions
        if row.cmid in cmids and row.done and (day := known.day_of(row.completed_at))
    }


def _task(rule: TaskRule, course: Course, cmid: int) -> PlannedTask:
    return PlannedTask(
        programme_id=course.id,
        task=rule.task,
        section=rule.section,
        source=rule.source,
        due_on=rule.due_on,
        planned_result=rule.planned_result,
        cmid=cmid,
    )


def _activity(mirror: Mirror, rule: TaskRule, course: Course) -> tuple[int, str]:
    """The activity that ticks a task off, 0 for none, and why it is of no use."""
    if rule.activity is None:
        return 0, ""
    fitting = _fitting(mirror, rule.activity, course.id)
    if len(fitting) != 1:
        return 0, "skipped.task_activity"
    (cmid,) = fitting
    is_tracked = cmid in mirror.tracked_in.get(course.id, ())
    return cmid, "" if is_tracked else "skipped.task_untracked"


def _fitting(mirror: Mirror, selector: ActivitySelector, course_id: int) -> frozenset[int]:
    """Activities by name or number; by ID number those that are graded, which alone tell it."""
    if selector.by == "idnumber":
        items = mirror.items_of.get(course_id, ())
        return frozenset(item.cmid for item in items if item.idnumber == selector.value)
    here = [one for one in mirror.activities if one.course_id == course_id]
    return frozenset(one.cmid for one in here if selector.value in {one.name, str(one.cmid)})


def _skipped(code: str, rule: TaskRule, course: Course) -> Skipped:
    facts = {"task": rule.task, "activity": str(rule.activity), "course": course.shortname}
    return Skipped(code, None, facts)
