"""Mirror + rules -> the school as mentoring sees it. A pure function: it asks Moodle nothing."""

from collections.abc import Mapping
from datetime import date

from connector.domain.people import PersonId
from connector.domain.programmes import Form, Programme, ProgrammeId
from connector.domain.school import NO_PROGRAMME, Place, School
from connector.domain.training import trained
from connector.mapping.choices import read_choices
from connector.mapping.consents import answered, consents
from connector.mapping.gaps import gaps
from connector.mapping.journals import read_meetings
from connector.mapping.known import SIDES, Known, know
from connector.mapping.marks import read_marks
from connector.mapping.pairs import read_pairs
from connector.mapping.plans import completed, read_plans
from connector.mapping.recruiting import applications, invited
from connector.mapping.routes import route
from connector.mapping.rules import ProgrammeRule, Rules
from connector.mapping.studies import studies
from connector.mapping.surveys import read_surveys
from connector.moodle.mirror import Mirror
from connector.moodle.records.course import Course


def interpret(mirror: Mirror, rules: Rules, forms: Mapping[str, Form], today: date) -> School:
    """Apply the rules: people with roles, programmes, pairs, meetings, and what was skipped."""
    known = know(mirror, rules, today)
    applied, signed = applications(known), consents(known)
    learnt = studies(known, applied)
    is_trained = trained(learnt, (), rules.admission, today)
    pairs, no_pairs = read_pairs(known, forms, is_trained)
    meetings, no_meetings = read_meetings(known, pairs)
    tasks, no_tasks = read_plans(known)
    choices, no_choices = read_choices(known)
    return School(
        people=known.people,
        programmes=tuple(_programme(known, rule, c) for rule, c in known.found.programmes),
        pairs=pairs,
        trained=is_trained,
        skipped=(*no_pairs, *no_meetings, *no_tasks, *no_choices),
        places=_places(known),
        invited=invited(known),
        applications=applied,
        consents=signed,
        consent_answers=answered(known),
        studies=learnt,
        route=route(known),
        gaps=gaps(known, applied, signed),
        meetings=meetings,
        forms=forms,
        tasks=tasks,
        completed=completed(known, tasks),
        choices=choices,
        surveys=read_surveys(known),
        marks=read_marks(known),
        parameters={code: known.whom(rule) for code, rule in known.rules.monitoring.items()},
    )


def _places(known: Known) -> Mapping[Place, frozenset[PersonId]]:
    """Who has a role at school, and in each programme who has one and is enrolled in its course."""
    found: dict[Place, frozenset[PersonId]] = {
        (NO_PROGRAMME, side): known.whom(known.rules.roles[side])
        for side in SIDES
        if side in known.rules.roles
    }
    for course in known.found.programme_ids:
        sides = {who: known.sides(who, course) for who in known.enrolled(course)}
        for side in SIDES:
            found[course, side] = frozenset(who for who, has in sides.items() if side in has)
    return found


def _programme(known: Known, rule: ProgrammeRule, course: Course) -> Programme:
    return Programme(
        id=ProgrammeId(course.id),
        title=rule.title or course.fullname,
        form=rule.form,
        school_year=rule.school_year,
        starts_at=course.starts_at,
        begins_on=known.day_of(course.starts_at),
        ends_on=known.day_of(course.ends_at),
        role_model=rule.role_model,
        kind=rule.kind,
    )
