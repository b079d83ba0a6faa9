"""Sync: reads from Moodle what the rules need and makes the mirror equal to it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from connector.errors import ConnectorError
from connector.mapping import needs
from connector.mapping.courses import Found, category_names, find, fits
from connector.mapping.needs import CourseNeeds
from connector.moodle.errors import MoodleError, TokenRefused
from connector.moodle.functions import core_cohort, core_course, core_webservice
from connector.moodle.records.cohort import Cohort, CohortMember
from connector.moodle.records.course import Category, Course
from connector.services.deps import Deps
from connector.services.running import Record, recorded
from connector.services.syncing.answers import Answers
from connector.services.syncing.completions import Completions
from connector.services.syncing.courses import Reading, hidden, readings
from connector.services.syncing.journals import Journals
from connector.services.syncing.marks import read_marks
from connector.services.syncing.people import FIELDS, Tier, read_people
from connector.services.syncing.work import Sync
from connector.store import kinds
from connector.store.kinds import Kind

FEW: Final = 10
"""Listing all courses of a school costs Moodle as much as some twenty single look-ups."""

KINDS: Final = (*(kind.name for kind in kinds.MIRROR), FIELDS)
"""What may be said to be really gone."""

__all__ = ["KINDS", "Tier", "sync"]


def sync(deps: Deps, tier: Tier = Tier.DAY, *, believed: frozenset[str] = frozenset()) -> Record:
    """Read Moodle into the mirror.

    `believed`: kinds (see KINDS) of which a person has confirmed that what vanished is gone.
    Raises ConnectorError when nothing can be read; parts that fail are problems of the record.
    """
    with recorded(deps, "sync") as record:
        run = Sync(deps, record, believed)
        core_webservice.site_info(deps.moodle)
        found = _courses(run)
        if needs.uses_cohorts(deps.rules):
            _cohorts(run)
        wanted = needs.courses(deps.rules, found)
        _course_contents(run, wanted)
        for need in filter(lambda need: need.groups, wanted):
            _doubt_empty(run, need.course_id)
        Answers(run, tier).read(wanted)
        Journals(run).read(wanted)
        read_people(run, tier)
        Completions(run).read(wanted)
        read_marks(run, tier, wanted, found.programme_ids)
    return record


def _courses(run: Sync) -> Found:
    deps = run.deps
    categories = _categories(run)
    found = find(deps.rules, _listed(deps), categories)
    for selector in found.missing:
        run.record.problem("sync.course_missing", course=selector, where=selector.where or "-")
    fields = needs.course_fields(deps.rules)
    courses = [*found.courses().values(), *_unfound(run, found, categories)]
    run.apply(kinds.COURSE, [course.narrowed(fields) for course in courses])
    return found


def _categories(run: Sync) -> list[Category]:
    """They are never gone, nor robbed of an ID number: a lost right hides both in silence."""
    told = core_course.categories(run.deps.moodle)
    with run.deps.database.reading(run.deps.school_id) as tx:
        numbers = {one.id: one.idnumber for one in tx.pictures.load(kinds.CATEGORY)}
    kept = [replace(one, idnumber=one.idnumber or numbers.get(one.id, "")) for one in told]
    run.apply(kinds.CATEGORY, kept, marks_gone=False)
    with run.deps.database.reading(run.deps.school_id) as tx:
        return tx.pictures.load(kinds.CATEGORY)


def _unfound(run: Sync, found: Found, categories: Sequence[Category]) -> list[Course]:
    """The courses that a selector fitted until now and fits no longer: hidden, not gone."""
    with run.deps.database.reading(run.deps.school_id) as tx:
        known = tx.pictures.load(kinds.COURSE)
    names, here = category_names(categories), found.courses()
    return [
        course
        for course in known
        if course.id not in here
        and any(fits(selector, course, names) for selector in found.missing)
    ]


def _listed(deps: Deps) -> list[Course]:
    queries = needs.course_queries(deps.rules)
    if queries is None or len(queries) > FEW:
        return core_course.courses(deps.moodle)
    ids = [query.value for query in queries if query.by == "id"]
    asked = [("ids", ",".join(ids))] if ids else []
    asked += [(query.by, query.value) for query in queries if query.by != "id"]
    answers = deps.moodle.side_by_side(
        lambda query: core_course.courses(deps.moodle, query[0], query[1]), asked
    )
    return list({course.id: course for answer in answers for course in answer}.values())


def _cohorts(run: Sync) -> None:
    moodle, rules = run.deps.moodle, run.deps.rules
    listed = run.attempt("cohorts", lambda: core_cohort.cohorts(moodle))
    if listed is None:
        return
    wanted = needs.cohorts(rules, listed)
    missed, known = _missed_cohorts(run, wanted)
    run.apply(kinds.COHORT, [c for c in wanted if c.id not in missed] + list(missed.values()))
    asked = [cohort.id for cohort in wanted if cohort.id not in missed]
    members = run.attempt("cohort members", lambda: list(core_cohort.members(moodle, asked)))
    if members is not None:
        run.apply(kinds.COHORT_MEMBER, [*members, *known])


def _missed_cohorts(
    run: Sync, wanted: Sequence[Cohort]
) -> tuple[Mapping[int, Cohort], list[CohortMember]]:
    """Cohorts that a rule names and Moodle no longer has by that name, with their members: kept."""
    here = {name for cohort in wanted for name in (cohort.name, cohort.idnumber)}
    missing = needs.cohort_names(run.deps.rules) - here
    with run.deps.database.reading(run.deps.school_id) as tx:
        cohorts = tx.pictures.load(kinds.COHORT)
        members = tx.pictures.load(kinds.COHORT_MEMBER)
    missed = {c.id: c for c in cohorts if {c.name, c.idnumber} & missing}
    for name in sorted(missing & {n for c in missed.values() for n in (c.name, c.idnumber)}):
        run.record.problem("sync.cohort_missing", cohort=name)
    return missed, [member for member in members if member.cohort_id in missed]


def _course_contents(run: Sync, wanted: list[CourseNeeds]) -> None:
    """Read every course; where a part is refused or people are hidden, nobody is marked gone."""

    def ask(reading: Reading) -> list[tuple[Kind[Any], list[Any]]] | ConnectorError:
        try:
            return reading.ask(run.deps.moodle)
        except MoodleError as error:
            return error

    plan = readings(wanted)
    answers = list(zip(plan, run.deps.moodle.side_by_side(ask, plan), strict=True))
    short = {r.course_id for r, answer in answers if isinstance(answer, ConnectorError)}
    with run.deps.database.reading(run.deps.school_id) as tx:
        known = tx.pictures.load(kinds.ENROLMENT)
    for course_id, (count, of) in hidden(answers, known).items():
        course = run.course(course_id)
        run.record.problem("sync.people_hidden", count=count, of=of, course=course)
        short.add(course_id)
    for reading, answer in answers:
        if isinstance(answer, TokenRefused):
            raise answer
        if isinstance(answer, ConnectorError):
            run.record.failure(answer, course=run.course(reading.course_id))
            continue
        for kind, records in answer:
            run.apply(
                kind,
                records,
                scope={"course_id": reading.course_id},
                marks_gone=reading.course_id not in short,
                **_sure(run, kind, reading.course_id),
            )


def _sure(run: Sync, kind: Kind[Any], course_id: int) -> Mapping[str, Callable[[Any], bool]]:
    """Whoever was in a group that is believed to be gone is in it no more."""
    if kind is not kinds.GROUP_MEMBER:
        return {}
    with run.deps.database.reading(run.deps.school_id) as tx:
        groups = {group.id for group in tx.pictures.load(kinds.GROUP, course_id=course_id)}
    return {"surely_gone": lambda key: key[1] not in groups}


def _doubt_empty(run: Sync, course_id: int) -> None:
    """A course with people in its groups and nobody enrolled: they are hidden from the service."""
    with run.deps.database.reading(run.deps.school_id) as tx:
        members = tx.pictures.load(kinds.GROUP_MEMBER, course_id=course_id)
        enrolled = tx.pictures.load(kinds.ENROLMENT, course_id=course_id)
    if members and not enrolled:
        run.record.problem("sync.course_hidden", course=run.course(course_id))
