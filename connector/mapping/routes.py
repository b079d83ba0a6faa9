"""Rules + people -> the steps that the school plans for its teachers."""

from collections.abc import Iterator

from connector.domain.growth import PlannedStep
from connector.domain.people import Kind, PersonId
from connector.mapping.known import Known
from connector.mapping.register_rules import RouteRule


def route(known: Known) -> tuple[PlannedStep, ...]:
    """What is planned for each teacher, each step once a year, by person."""
    steps = [step for rule in known.rules.growth.route for step in _steps(known, rule)]
    once = {(one.person_id, one.year, one.source): one for one in reversed(steps)}
    return tuple(once[place] for place in sorted(once))


def _steps(known: Known, rule: RouteRule) -> Iterator[PlannedStep]:
    for who in known.whom(rule.who):
        if known.people[who].kind is Kind.TEACHER and known.people[who].is_active:
            yield from _planned(known, rule, who)


def _planned(known: Known, rule: RouteRule, who: PersonId) -> Iterator[PlannedStep]:
    """One step, or one for each course that the rule means; none while there is no such course."""
    common = (rule.hours, rule.due_on)
    if rule.course is None:
        yield PlannedStep(who, rule.year, rule.title, *common, course_id=0, source=rule.title)
        return
    for other, course in known.found.route:
        if other == rule:
            title, source = rule.title or course.fullname, f"id: {course.id}"
            yield PlannedStep(who, rule.year, title, *common, course_id=course.id, source=source)
