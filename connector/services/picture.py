"""Loads the mirror and reads it as the school."""

from connector.domain.register import Register, settle
from connector.domain.school import School
from connector.mapping.courses import Found, find
from connector.mapping.interpret import interpret
from connector.moodle.mirror import Mirror
from connector.services.deps import Deps
from connector.store import kinds


def mirror(deps: Deps) -> Mirror:
    """Everything of Moodle that is not gone."""
    with deps.database.reading(deps.school_id) as tx:
        load = tx.pictures.load
        return Mirror(
            users=load(kinds.USER),
            cohorts=load(kinds.COHORT),
            cohort_members=load(kinds.COHORT_MEMBER),
            categories=load(kinds.CATEGORY),
            courses=load(kinds.COURSE),
            activities=load(kinds.ACTIVITY),
            enrolments=load(kinds.ENROLMENT),
            groups=load(kinds.GROUP),
            group_members=load(kinds.GROUP_MEMBER),
            course_completions=load(kinds.COURSE_COMPLETION),
            activity_completions=load(kinds.ACTIVITY_COMPLETION),
            answered=load(kinds.ANSWERED),
            journal_entries=load(kinds.JOURNAL_ENTRY),
            grade_items=load(kinds.GRADE_ITEM),
            grades=load(kinds.GRADE),
            course_marks=load(kinds.COURSE_MARK),
        )


def courses(deps: Deps) -> Found:
    """The courses that the rules name; nothing else of Moodle is loaded."""
    with deps.database.reading(deps.school_id) as tx:
        load = tx.pictures.load
        return find(deps.rules, load(kinds.COURSE), load(kinds.CATEGORY))


def seen(deps: Deps, picture: Mirror | None = None) -> School:
    """The school as the rules make it out of the mirror alone."""
    return interpret(picture or mirror(deps), deps.rules, deps.methodology.forms, deps.today)


def school(deps: Deps, picture: Mirror | None = None) -> School:
    """The school with what the register knows: papers, consents, who has left."""
    with deps.database.reading(deps.school_id) as tx:
        register = tx.register.load()
    return settled(deps, seen(deps, picture), register)


def settled(deps: Deps, school: School, register: Register) -> School:
    """A school that was seen, with what a register knows."""
    return settle(school, register, deps.rules.admission, deps.today)
