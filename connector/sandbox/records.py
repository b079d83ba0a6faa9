"""What a school consists of, as Moodle keeps it: people, cohorts, courses, groups, activities."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

SCALE: Final = ("Не освоено", "Частично освоено", "Освоено", "Отлично")
SCALE_ID: Final = 3


@dataclass(frozen=True, slots=True)
class Person:
    """A Moodle account; `fields` holds raw profile field values by shortname."""

    id: int
    username: str
    firstname: str
    lastname: str
    patronymic: str = ""
    email: str = ""
    idnumber: str = ""
    department: str = ""
    lastaccess: int = 0
    fields: Mapping[str, str] | None = None
    suspended: bool = False
    confirmed: bool = True
    deleted: bool = False
    concealed: bool = False
    of_school: bool = True

    @property
    def fullname(self) -> str:
        """Name in the site's own order: surname, name, patronymic."""
        return " ".join(
            filter(None, (self.lastname.strip(), self.firstname.strip(), self.patronymic))
        )

    @property
    def plain_name(self) -> str:
        """Name in the order of the language: name, surname."""
        return f"{self.firstname} {self.lastname}".strip()


@dataclass(frozen=True, slots=True)
class Cohort:
    """A site-wide list of people; members are sorted by surname, as Moodle answers them."""

    id: int
    name: str
    idnumber: str
    description: str
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Category:
    """A folder of courses; `path` and `depth` are Moodle's own bookkeeping."""

    id: int
    name: str
    idnumber: str | None
    parent: int = 0
    visible: int = 1

    @property
    def depth(self) -> int:
        """1 for a category at the top, 2 below it."""
        return 2 if self.parent else 1

    @property
    def path(self) -> str:
        """Ids from the top, separated by slashes."""
        return f"/{self.parent}/{self.id}" if self.parent else f"/{self.id}"


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A person in a course: role shortname, whether suspended, last visit (unix seconds).

    `more_roles` are those that the person was given beside the first one.
    """

    user_id: int
    role: str = "student"
    lastaccess: int = 0
    suspended: bool = False
    more_roles: tuple[str, ...] = ()

    @property
    def roles(self) -> tuple[str, ...]:
        """All roles of the person in the course; nobody has one in the site itself."""
        return (self.role, *self.more_roles) if self.role else ()


@dataclass(frozen=True, slots=True)
class Group:
    """A group of a course; `is_remade`: a program made it or changed it."""

    id: int
    course_id: int
    name: str
    idnumber: str
    members: tuple[int, ...] = ()
    description: str = ""
    is_remade: bool = False


@dataclass(frozen=True, slots=True)
class Grouping:
    """A set of groups of a course, by their ids."""

    id: int
    course_id: int
    name: str
    idnumber: str
    description: str = ""
    groups: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Module:
    """An activity; `grade` is the maximum in points, a negative scale id, or 0 for none."""

    id: int
    course_id: int
    modname: str
    instance: int
    name: str
    section: int = 1
    idnumber: str = ""
    intro: str = ""
    grade: int = 0
    gradepass: int = 0
    rules: tuple[str, ...] = ()
    submissions: bool = False
    team: bool = False
    workflow: bool = False
    groupmode: int = 0

    @property
    def contextid(self) -> int:
        """Id of the module's context."""
        return 100_000 + self.id


@dataclass(frozen=True)
class Course:
    """A course with everything in it; `criteria` complete it, `hours` is a custom field."""

    id: int
    fullname: str
    shortname: str
    idnumber: str
    category_id: int
    summary: str = ""
    enrolments: tuple[Enrolment, ...] = ()
    groups: tuple[Group, ...] = ()
    groupings: tuple[Grouping, ...] = ()
    modules: tuple[Module, ...] = ()
    completion: bool = False
    criteria: tuple[int, ...] = ()
    visible: int = 1
    hours: int | None = None

    @cached_property
    def enrolled(self) -> Mapping[int, Enrolment]:
        """Enrolments by person id, in the order of the ids."""
        in_order = sorted(self.enrolments, key=lambda enrolment: enrolment.user_id)
        return {enrolment.user_id: enrolment for enrolment in in_order}

    @cached_property
    def groups_of(self) -> Mapping[int, tuple[Group, ...]]:
        """Groups by member id."""
        found: defaultdict[int, list[Group]] = defaultdict(list)
        for group in self.groups:
            for member in group.members:
                found[member].append(group)
        return {member: tuple(groups) for member, groups in found.items()}


@dataclass(frozen=True, slots=True)
class Mark:
    """A grade that the school had before anybody called."""

    module_id: int
    user_id: int
    grade: float
    grader: int
    when: int
    feedback: str = ""
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """State of an activity for a person: 1 done, 2 passed, 3 failed; `when` in unix seconds."""

    state: int
    when: int
