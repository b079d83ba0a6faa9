"""What the mirror can measure of a person in a course: last trace, progress, grades."""

from collections.abc import Mapping
from decimal import Decimal

from connector.domain.monitoring import mean
from connector.domain.people import PersonId
from connector.mapping.rules import ProgrammeRule
from connector.mapping.selectors import ActivitySelector
from connector.moodle.mirror import Mirror
from connector.moodle.records.grade import Grade, GradeItem


def seen_at(mirror: Mirror, rule: ProgrammeRule, course: int, who: PersonId) -> int | None:
    """The last trace in a course: a visit or a completed activity; None when visits are hidden.

    What we do ourselves, writing a result, is no trace of theirs.
    """
    enrolment = mirror.enrolment.get((course, who))
    visit = enrolment.lastaccess if enrolment else None
    if enrolment and visit is None:
        return None
    ours = result_cmids(mirror, rule, course)
    done = [
        completion.completed_at
        for completion in mirror.completions_of.get((course, who), ())
        if completion.done and completion.cmid not in ours
    ]
    return max(done if visit is None else [visit, *done], default=None)


def progress(mirror: Mirror, rule: ProgrammeRule, course: int, who: PersonId) -> Decimal | None:
    """The share of tracked activities that are done, without the one we write to.

    None when the course tracks none, or nothing is known of the person.
    """
    tracked = mirror.tracked_in.get(course, frozenset()) - result_cmids(mirror, rule, course)
    done = {c.cmid: c.done for c in mirror.completions_of.get((course, who), ())}
    return mean([Decimal(done.get(cmid, False)) for cmid in tracked]) if done else None


def grade(mirror: Mirror, rule: ProgrammeRule, course: int, who: PersonId) -> Decimal | None:
    """The mean share over the graded activities of a course.

    The one that we write to and the one of the curator are left out.
    """
    columns = {
        item.id: item
        for item in mirror.items_of.get(course, ())
        if item.kind == "mod" and not _is_result(rule, item) and not _is_curators(rule, item)
    }
    return _mean_of(mirror, columns, course, who)


def curator_mark(mirror: Mirror, rule: ProgrammeRule, course: int, who: PersonId) -> Decimal | None:
    """The mark that a curator gave in the activity which is for that."""
    columns = {i.id: i for i in mirror.items_of.get(course, ()) if _is_curators(rule, i)}
    return _mean_of(mirror, columns, course, who)


def result_cmids(mirror: Mirror, rule: ProgrammeRule, course: int) -> frozenset[int]:
    """The activity that receives results, as far as the gradebook tells it."""
    return frozenset(
        item.cmid for item in mirror.items_of.get(course, ()) if _is_result(rule, item)
    )


def share(grade: Grade, item: GradeItem) -> Decimal | None:
    """A grade as a share of its column's range."""
    reach = item.maximum - item.minimum
    if grade.value is None or reach <= 0:
        return None
    return max(Decimal(0), min(Decimal(1), (grade.value - item.minimum) / reach))


def is_item_of(selector: ActivitySelector, item: GradeItem) -> bool:
    """Whether a gradebook column belongs to the selected activity."""
    return {"name": item.name, "idnumber": item.idnumber, "cmid": str(item.cmid)}[
        selector.by
    ] == selector.value


def _mean_of(
    mirror: Mirror, columns: Mapping[int, GradeItem], course: int, who: PersonId
) -> Decimal | None:
    grades = mirror.grades_of.get((course, who), ())
    return mean([share(g, columns[g.item_id]) for g in grades if g.item_id in columns])


def _is_curators(rule: ProgrammeRule, item: GradeItem) -> bool:
    where = rule.results.curator if rule.results else None
    return where is not None and is_item_of(where, item)


def _is_result(rule: ProgrammeRule, item: GradeItem) -> bool:
    return rule.results is not None and is_item_of(rule.results.assignment, item)
