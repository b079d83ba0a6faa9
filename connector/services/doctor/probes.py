"""Asks Moodle for a little of everything that the rules name, to see whether it may be read."""

from collections.abc import Callable, Collection, Sequence
from functools import partial
from itertools import islice
from typing import Any, Final

from connector.mapping import needs
from connector.mapping.courses import Found
from connector.mapping.measures import is_item_of
from connector.mapping.rules import ProgrammeRule
from connector.moodle.errors import MoodleError, NoCompletion
from connector.moodle.functions import (
    core_cohort,
    core_completion,
    core_course,
    core_enrol,
    core_group,
    core_user,
    gradereport_user,
    mod_assign,
    mod_forum,
)
from connector.moodle.records.course import Course
from connector.moodle.records.site import SiteInfo
from connector.services import grade_board, targets
from connector.services.deps import Deps
from connector.services.doctor import arranging, journals
from connector.services.doctor.checks import Checks

SAMPLE: Final = 50
SOME: Final = 20


class Probes:
    """The harmless calls of one examination."""

    def __init__(self, deps: Deps, checks: Checks, found: Found, site: SiteInfo) -> None:
        self._deps, self._checks, self._found, self._site = deps, checks, found, site
        self._moodle = deps.moodle
        self._people: set[int] = set()
        self._active: dict[int, frozenset[int]] = {}

    def run(self) -> None:
        """Probe cohorts, courses, people, journals and the places that we write to."""
        self._try(self._cohorts)
        for need in needs.courses(self._deps.rules, self._found):
            self._try(partial(self._enrolments, need.course_id), course=self._name(need.course_id))
            if need.groups:
                self._try(partial(self._groups, need.course_id), course=self._name(need.course_id))
            if need.activities:
                read = partial(core_course.activities, self._moodle, need.course_id)
                self._try(read, course=self._name(need.course_id))
            self._of_somebody(need)
        self._try(self._training)
        self._try(self._seen)
        self._try(self._assignments)
        self._try(self._forums)
        people = {course: min(active) for course, active in self._active.items() if active}
        rules, found = self._deps.rules, self._found
        for course, probe in arranging.probes(self._moodle, self._checks, rules, found, people):
            self._try(probe, course=course.shortname)
        self._try(partial(journals.look, self._moodle, self._checks, self._found.programmes))

    def _cohorts(self) -> None:
        wanted = needs.cohort_names(self._deps.rules)
        if not wanted:
            return
        listed = core_cohort.cohorts(self._moodle)
        for name in sorted(wanted - {n for c in listed for n in (c.name, c.idnumber)}):
            self._checks.warning("doctor.cohort_missing", cohort=name)
        ids = [cohort.id for cohort in needs.cohorts(self._deps.rules, listed)]
        members = islice(core_cohort.members(self._moodle, ids), SAMPLE)
        self._people |= {member.user_id for member in members}
        self._checks.ok("doctor.cohorts", count=len(ids))

    def _enrolments(self, course_id: int) -> None:
        people = core_enrol.active_ids(self._moodle, course_id)
        if not people:
            self._checks.warning("doctor.course_empty", course=self._name(course_id))
        self._active[course_id] = people
        self._people |= set(_spread(people))

    def _groups(self, course_id: int) -> None:
        groups = core_group.groups(self._moodle, course_id)
        members = core_group.members(self._moodle, course_id, [group.id for group in groups])
        if not groups:
            self._checks.warning("doctor.no_groups", course=self._name(course_id))
        elif not self._active.get(course_id) and any(True for _ in members):
            self._checks.lacks("core_enrol_get_enrolled_users")

    def _of_somebody(self, need: needs.CourseNeeds) -> None:
        """Read one participant's completion and grades."""
        course = need.course_id
        reads: list[tuple[bool, Callable[..., Any]]] = [
            (need.course_completion, core_completion.course),
            (need.activity_completion, core_completion.activities),
            (need.grades, gradereport_user.gradebook),
        ]
        for is_needed, read in reads:
            if is_needed:
                self._try(partial(self._ask, read, course), course=self._name(course))

    def _ask(self, read: Callable[..., Any], course: int) -> None:
        """Read of the first of some people who counts as a participant."""
        for somebody in _spread(self._active.get(course, ()))[:SOME]:
            try:
                read(self._moodle, course, somebody)
            except NoCompletion as error:
                if not error.is_of_an_outsider:
                    raise
            else:
                return

    def _seen(self) -> None:
        """See whether people may be seen; who is hidden is simply missing from the answer."""
        asked = _spread(self._people - {self._site.user_id})
        seen = [user for chunk in core_user.by_ids(self._moodle, asked) for user in chunk]
        if len(seen) < len(asked):
            self._checks.lacks("core_user_get_users_by_field")
        elif asked:
            self._checks.ok("doctor.people", count=len(seen))
        fields = {name for user in seen for name in user.profile}
        for name in sorted(needs.fields(self._deps.rules) - fields) if seen else ():
            self._checks.warning("doctor.field_missing", field=name)

    def _assignments(self) -> None:
        rules = self._rules(lambda rule: rule.results)
        for course_id, assignment in targets.assignments(self._moodle, rules).items():
            if assignment is None:
                self._checks.failure("doctor.assignment_missing", course=self._name(course_id))
            elif reason := grade_board.unsuitable(assignment):
                self._checks.failure(reason, course=self._name(course_id))
            elif self._may("mod_assign_get_user_flags") and not mod_assign.may_grade(
                self._moodle, assignment.id
            ):
                self._checks.lacks("mod_assign_save_grades")
            else:
                self._checks.ok(
                    "doctor.assignment", name=assignment.name, course=self._name(course_id)
                )

    def _forums(self) -> None:
        rules = self._rules(lambda rule: rule.reports)
        for course_id, forum in targets.forums(self._moodle, rules).items():
            if forum is None:
                self._checks.failure("doctor.forum_missing", course=self._name(course_id))
            elif forum.is_single:
                self._checks.failure("report.single_forum", course=self._name(course_id))
            elif self._may("mod_forum_can_add_discussion") and not mod_forum.may_start(
                self._moodle, forum.id
            ):
                self._checks.lacks("mod_forum_add_discussion")
            else:
                self._checks.ok("doctor.forum", name=forum.name, course=self._name(course_id))

    def _training(self) -> None:
        """See whether the activity whose grade counts as training is in its gradebook."""
        for rule, course in self._found.training:
            somebody = min(self._active.get(course.id, ()), default=None)
            if rule.grade_of is None or somebody is None:
                continue
            items, _ = gradereport_user.gradebook(self._moodle, course.id, somebody)
            if not any(is_item_of(rule.grade_of, item) for item in items):
                self._checks.failure(
                    "doctor.grade_missing", activity=rule.grade_of, course=course.shortname
                )

    def _may(self, function: str) -> bool:
        return function in self._site.functions

    def _name(self, course_id: int) -> str:
        return self._found.courses()[course_id].shortname

    def _rules(
        self, has: Callable[[ProgrammeRule], object]
    ) -> Sequence[tuple[ProgrammeRule, Course]]:
        return [(rule, course) for rule, course in self._found.programmes if has(rule)]

    def _try(self, probe: Callable[[], Any], **facts: object) -> None:
        try:
            probe()
        except NoCompletion as error:
            self._checks.failure("doctor.no_completion", **{**error.facts, **facts})
        except MoodleError as error:
            self._checks.failed(error, **facts)


def _spread(people: Collection[int]) -> list[int]:
    """Some of many, from all over: those of the lowest ids are often all of one kind."""
    ordered = sorted(people)
    return ordered[:: max(1, len(ordered) // SAMPLE)][:SAMPLE]
