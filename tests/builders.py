"""Values for tests: every field has a default, and a test states only what matters to it."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final, TypeAlias

from connector.domain.monitoring import PairStatus
from connector.domain.pairs import Member, Pair, PairId, Standing
from connector.domain.people import Kind, Person, PersonId, Role
from connector.domain.programmes import Form, Programme, ProgrammeId
from connector.domain.school import School
from connector.mapping.checks import Codes
from connector.mapping.loader import build
from connector.mapping.rules import Rules
from connector.mapping.source import Source
from connector.moodle.mirror import Mirror
from connector.moodle.records.cohort import Cohort, CohortMember
from connector.moodle.records.completion import ActivityCompletion, CourseCompletion
from connector.moodle.records.course import Activity, Category, Course
from connector.moodle.records.enrolment import Enrolment, Group, GroupMember
from connector.moodle.records.grade import Grade, GradeItem
from connector.moodle.records.user import User

Change: TypeAlias = Any
"""A field of the built value, by its name; the dataclass knows its type."""

TODAY: Final = date(2026, 11, 24)
NOW: Final = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
COURSE: Final = 50
TRAINING: Final = 60
FORMS: Final = {
    "pupil-pupil": Form(
        "pupil-pupil", "Ученик – ученик", frozenset({Kind.PUPIL}), frozenset({Kind.PUPIL})
    ),
    "teacher-teacher": Form(
        "teacher-teacher",
        "Учитель – учитель",
        frozenset({Kind.TEACHER}),
        frozenset({Kind.TEACHER}),
    ),
    "any": Form("any", "Любая", frozenset(), frozenset()),
}


def a_person(person_id: int = 1, **changes: Change) -> Person:
    """Build a pupil of fifteen."""
    person = Person(
        id=PersonId(person_id),
        name=f"Иванова Анна {person_id}",
        kind=Kind.PUPIL,
        class_name="9А",
        born_on=date(2011, 3, 1),
        is_young_specialist=False,
        is_active=True,
        roles=frozenset(),
    )
    return replace(person, **changes)


def a_member(person_id: int = 1, **changes: Change) -> Member:
    """Build a member who can take part."""
    member = Member(PersonId(person_id), f"Иванова Анна {person_id}", Standing.ACTIVE)
    return replace(member, **changes)


def a_pair(**changes: Change) -> Pair:
    """Build a pair of a trained mentor 1 and a mentee 2, both seen now."""
    seen_at = int(NOW.timestamp())
    pair = Pair(
        id=PairId("group:1"),
        programme_id=ProgrammeId(COURSE),
        name="Пара 1",
        mentors=(a_member(1, is_trained=True, seen_at=seen_at),),
        mentees=(a_member(2, seen_at=seen_at),),
    )
    pair = replace(pair, **changes)
    sort, _, number = pair.id.partition(":")
    return replace(pair, group_id=pair.group_id or (int(number) if sort == "group" else 0))


def a_pair_of(mentors: Iterable[int], mentees: Iterable[int], **changes: Change) -> Pair:
    """Build a pair of people who can all take part, by their ids."""
    return a_pair(
        mentors=tuple(a_member(key) for key in mentors),
        mentees=tuple(a_member(key) for key in mentees),
        **changes,
    )


def a_programme(**changes: Change) -> Programme:
    """Build a programme of pupils that began on 1 September."""
    programme = Programme(
        id=ProgrammeId(COURSE),
        title="Наставничество",
        form="pupil-pupil",
        school_year="2026/27",
        starts_at=int(datetime(2026, 9, 1, tzinfo=UTC).timestamp()),
    )
    return replace(programme, **changes)


def a_status(**changes: Change) -> PairStatus:
    """Build the state of a pair with which all is well."""
    status = PairStatus(
        id="group:1",
        programme_id=COURSE,
        name="Пара 1",
        mentors=(1,),
        mentees=(2,),
        is_complete=True,
        is_trained=True,
        is_silent=False,
        seen_at=int(NOW.timestamp()),
        progress=None,
        grade=None,
    )
    return replace(status, **changes)


def a_school(people: Iterable[Person] = (), **changes: Change) -> School:
    """Build a school with one programme of pupils."""
    school = School(
        people={person.id: person for person in people},
        programmes=(a_programme(),),
        pairs=(),
        trained=frozenset(),
    )
    return replace(school, **changes)


def a_user(user_id: int = 1, **changes: Change) -> User:
    """Build an account."""
    user = User(
        id=user_id,
        username=f"user{user_id}",
        firstname="Анна",
        lastname=f"Иванова-{user_id}",
        fullname=f"Иванова-{user_id} Анна Петровна",
        suspended=False,
        lastaccess=0,
    )
    return replace(user, **changes)


def a_course(course_id: int = COURSE, **changes: Change) -> Course:
    """Build a course; its short name is C and its id."""
    course = Course(
        id=course_id,
        shortname=f"C{course_id}",
        fullname=f"Курс {course_id}",
        idnumber="",
        category_id=1,
        visible=True,
        starts_at=0,
        ends_at=0,
        has_completion=True,
    )
    return replace(course, **changes)


def a_category(category_id: int = 1, **changes: Change) -> Category:
    """Build a category at the top."""
    return replace(Category(category_id, f"Категория {category_id}", "", 0), **changes)


def an_activity(cmid: int, **changes: Change) -> Activity:
    """Build a tracked assignment of the programme's course."""
    activity = Activity(
        cmid=cmid,
        course_id=COURSE,
        module="assign",
        instance=cmid,
        name=f"Задание {cmid}",
        visible=True,
        has_completion=True,
    )
    return replace(activity, **changes)


def an_enrolment(user_id: int, **changes: Change) -> Enrolment:
    """Build an enrolment of a student in the programme's course."""
    enrolment = Enrolment(COURSE, user_id, ("student",), suspended=False, lastaccess=0)
    return replace(enrolment, **changes)


def a_grade_item(item_id: int = 1, **changes: Change) -> GradeItem:
    """Build a column of 0 to 100 points of an assignment in the programme's course."""
    item = GradeItem(
        id=item_id,
        course_id=COURSE,
        kind="mod",
        module="assign",
        instance=item_id,
        cmid=100 + item_id,
        idnumber="",
        name=f"Задание {item_id}",
        minimum=Decimal(0),
        maximum=Decimal(100),
        scale_id=0,
    )
    return replace(item, **changes)


def a_grade(user_id: int, value: int | None, **changes: Change) -> Grade:
    """Build a grade in column 1 of the programme's course."""
    grade = Grade(
        course_id=COURSE,
        item_id=1,
        user_id=user_id,
        value=None if value is None else Decimal(value),
        graded_at=0,
        locked=False,
        overridden=False,
        hidden=False,
    )
    return replace(grade, **changes)


@dataclass
class MirrorBuilder:
    """Grows a mirror person by person; it begins with a programme's and a training course."""

    users: list[User] = field(default_factory=list)
    cohorts: dict[str, Cohort] = field(default_factory=dict)
    cohort_members: list[CohortMember] = field(default_factory=list)
    categories: list[Category] = field(default_factory=lambda: [a_category()])
    courses: list[Course] = field(default_factory=lambda: [a_course(), a_course(TRAINING)])
    activities: list[Activity] = field(default_factory=list)
    enrolments: list[Enrolment] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    group_members: list[GroupMember] = field(default_factory=list)
    course_completions: list[CourseCompletion] = field(default_factory=list)
    activity_completions: list[ActivityCompletion] = field(default_factory=list)
    grade_items: list[GradeItem] = field(default_factory=list)
    grades: list[Grade] = field(default_factory=list)

    def person(self, user_id: int, *cohorts: str, **changes: Change) -> "MirrorBuilder":
        """Add an account that is in some cohorts."""
        self.users.append(a_user(user_id, **changes))
        for name in cohorts:
            cohort = self.cohorts.setdefault(name, Cohort(len(self.cohorts) + 1, name, ""))
            self.cohort_members.append(CohortMember(cohort.id, user_id))
        return self

    def enrolled(self, user_id: int, *roles: str, **changes: Change) -> "MirrorBuilder":
        """Enrol somebody in the programme's course, as a student unless roles are named."""
        self.enrolments.append(an_enrolment(user_id, roles=roles or ("student",), **changes))
        return self

    def group(self, group_id: int, *members: int, **changes: Change) -> "MirrorBuilder":
        """Add a group of the programme's course."""
        group = replace(Group(group_id, COURSE, f"Пара {group_id}", ""), **changes)
        self.groups.append(group)
        self.group_members += [
            GroupMember(group.course_id, group_id, user_id) for user_id in members
        ]
        return self

    def completed(self, user_id: int, course: int = TRAINING) -> "MirrorBuilder":
        """Have somebody complete a course."""
        self.course_completions.append(
            CourseCompletion(course, user_id, completed=True, completed_at=1)
        )
        return self

    def tracked(self, *cmids: int) -> "MirrorBuilder":
        """Add activities that the programme's course tracks."""
        self.activities += [an_activity(cmid) for cmid in cmids]
        return self

    def did(self, user_id: int, cmid: int, *, state: int = 1, at: int = 0) -> "MirrorBuilder":
        """Give somebody a state in a tracked activity of the programme's course."""
        self.activity_completions.append(ActivityCompletion(COURSE, user_id, cmid, state, at))
        return self

    def graded(self, user_id: int, item: GradeItem, value: int | None) -> "MirrorBuilder":
        """Grade somebody in a column, which is added when it is new."""
        if item not in self.grade_items:
            self.grade_items.append(item)
        self.grades.append(a_grade(user_id, value, item_id=item.id, course_id=item.course_id))
        return self

    def build(self) -> Mirror:
        """Give the mirror."""
        return Mirror(
            users=self.users,
            cohorts=list(self.cohorts.values()),
            cohort_members=self.cohort_members,
            categories=self.categories,
            courses=self.courses,
            activities=self.activities,
            enrolments=self.enrolments,
            groups=self.groups,
            group_members=self.group_members,
            course_completions=self.course_completions,
            activity_completions=self.activity_completions,
            grade_items=self.grade_items,
            grades=self.grades,
        )


SCHOOL: Final = {"name": "Школа", "school_year": "2026/27"}
PROGRAMME: Final = {"course": f"C{COURSE}", "form": "pupil-pupil"}
ROLES: Final = {
    Role.MENTOR.value: {"in_cohort": "Наставники"},
    Role.MENTEE.value: {"in_cohort": "Наставляемые"},
}


def some_rules(**sections: Change) -> Rules:
    """Build rules from sections of a mapping; by default the two cohorts say who is who."""
    content = {"school": SCHOOL, "roles": ROLES, "programmes": [PROGRAMME], **sections}
    return build(Source(content, {(): "rules.yaml:1"}), Codes(FORMS))
