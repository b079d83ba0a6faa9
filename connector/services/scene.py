"""What a write-back works on: the school, what monitoring sees of it and who writes."""

from collections.abc import Sequence
from dataclasses import dataclass

from connector.domain.indicators import Facts
from connector.domain.school import School
from connector.mapping.courses import find
from connector.mapping.rules import ProgrammeRule
from connector.moodle.functions import core_webservice
from connector.moodle.records.course import Course
from connector.services import facts, monitoring, picture, register
from connector.services.deps import Deps
from connector.services.monitoring import Findings
from connector.services.running import Record


@dataclass(frozen=True)
class Scene:
    """The school from the mirror; `writer` is the account behind the token."""

    facts: Facts
    findings: Findings
    programmes: Sequence[tuple[ProgrammeRule, Course]]
    writer: int

    @property
    def school(self) -> School:
        """The school."""
        return self.facts.school

    def course(self, course_id: int) -> str:
        """The short name of a programme's course, to be told to a person."""
        names = {course.id: course.shortname for _, course in self.programmes}
        return names.get(course_id, str(course_id))


def scene(deps: Deps, record: Record) -> Scene:
    """Read the mirror once and ask Moodle who we are.

    A programme in which roles or pairs are doubted is left out: nothing is written that may be
    wrong.
    """
    mirror, known = picture.mirror(deps), register.read(deps)
    seen = picture.seen(deps, mirror)
    school = picture.settled(deps, seen, known)
    found = register.doubt(deps, known, seen, record)
    doubted = {place for place, _ in found.places} | found.pairs.keys()
    gathered = facts.gather(deps, school, known)
    return Scene(
        facts=gathered,
        findings=monitoring.look(deps, gathered),
        programmes=[
            (rule, course)
            for rule, course in find(deps.rules, mirror.courses, mirror.categories).programmes
            if course.id not in doubted
        ],
        writer=core_webservice.site_info(deps.moodle).user_id,
    )
