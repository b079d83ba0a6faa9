"""core_course: categories, courses and single activities."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from connector.sandbox.call import Call, takes
from connector.sandbox.functions import course_details
from connector.sandbox.functions.course_details import YEAR_STARTS
from connector.sandbox.json_types import Json, JsonObject
from connector.sandbox.parameters import (
    Many,
    Structure,
    boolean,
    integer,
    letters,
    raw,
)
from connector.sandbox.records import SCALE, SCALE_ID, Category, Course, Module
from connector.sandbox.refusals import RefusalError, invalid_parameter, refusal

CATEGORY_KEYS: Final[Mapping[str, Callable[[Category, str], bool]]] = {
    "id": lambda one, value: str(one.id) == value,
    "ids": lambda one, value: str(one.id) in value.split(","),
    "name": lambda one, value: one.name == value,
    "parent": lambda one, value: str(one.parent) == value,
    "idnumber": lambda one, value: one.idnumber == value,
    "visible": lambda one, value: str(one.visible) == value,
    "theme": lambda _, value: not value,
}
FOR_MANAGERS: Final = frozenset({"idnumber", "visible", "theme"})
COURSE_FIELDS: Final[Mapping[str, Callable[[Course, str], bool]]] = {
    "": lambda _one, _value: True,
    "id": lambda one, value: str(one.id) == value,
    "ids": lambda one, value: str(one.id) in value.split(","),
    "shortname": lambda one, value: one.shortname == value,
    "idnumber": lambda one, value: one.idnumber == value,
    "category": lambda one, value: str(one.category_id) == value,
}


@takes(
    criteria=Many(Structure({"key": letters(), "value": raw()}), default=[]),
    addsubcategories=boolean(default=True),
)
def get_categories(call: Call) -> Json:
    """Answer categories that fit all criteria, with their subcategories unless told not to."""
    found = [one for one in call.school.categories if _fits(one, call)]
    if call["addsubcategories"]:
        ids = {one.id for one in found}
        found = [one for one in call.school.categories if one.id in ids or one.parent in ids]
    counts = Counter(course.category_id for course in call.school.courses.values())
    return [
        course_details.category(one, call, counts[one.id])
        for one in sorted(found, key=lambda one: one.path)
        if one.visible or call.caller.has_rights
    ]


def _fits(one: Category, call: Call) -> bool:
    for criterion in call["criteria"]:
        key = criterion["key"]
        if key not in CATEGORY_KEYS or (key in FOR_MANAGERS and not call.caller.has_rights):
            raise refusal("criteriaerror", "Missing permissions to search on a criterion.")
        if not CATEGORY_KEYS[key](one, criterion["value"]):
            return False
    return True


@takes(field=letters(default=""), value=raw(default=""))
def get_courses_by_field(call: Call) -> Json:
    """Answer courses with that value; an unknown field is refused, an unknown value is not."""
    if call["field"] not in COURSE_FIELDS:
        raise invalid_parameter()
    fits = COURSE_FIELDS[call["field"]]
    found: list[Json] = [
        course_details.course(one, call)
        for one in call.school.courses.values()
        if fits(one, call["value"])
    ]
    return {"courses": found, "warnings": []}


@takes(cmid=integer())
def get_course_module(call: Call) -> Json:
    """Answer one activity by its course module id; only this function tells its idnumber."""
    module = call.school.modules.get(call["cmid"])
    if module is None:
        raise RefusalError(
            "invalidrecordunknown",
            "Can't find data record in database.",
            "dml_missing_record_exception",
        )
    call.enter()
    return {"cm": dict(_module(module)), "warnings": []}


def _module(module: Module) -> Iterator[tuple[str, Json]]:
    yield from _identity(module).items()
    yield from _settings(module).items()
    if module.grade:
        yield "grade", module.grade
        yield "gradepass", f"{module.gradepass:.2f}"
        yield "gradecat", module.course_id
    if module.grade == -SCALE_ID:
        yield "scale", ",".join(SCALE)


def _identity(module: Module) -> JsonObject:
    return {
        "id": module.id,
        "course": module.course_id,
        "module": 1,
        "name": module.name,
        "modname": module.modname,
        "instance": module.instance,
        "section": module.course_id * 100 + module.section,
        "sectionnum": module.section,
        "idnumber": module.idnumber,
    }


def _settings(module: Module) -> JsonObject:
    return {
        "groupmode": module.groupmode,
        "groupingid": 0,
        "completion": 2 if module.rules else 0,
        "added": course_details.YEAR_STARTS,
        "score": 0,
        "indent": 0,
        "visible": 1,
        "visibleoncoursepage": 1,
        "visibleold": 1,
        "completiongradeitemnumber": None,
        "completionpassgrade": int("completionpassgrade" in module.rules),
        "completionview": int("completionview" in module.rules),
        "completionexpected": 0,
        "showdescription": 0,
        "downloadcontent": 1,
        "availability": None,
    }


@takes(courseid=integer(), since=integer(), filter=Many(Structure({"name": letters()}), default=[]))
def get_updates_since(call: Call) -> Json:
    """Answer which activities are newer than a moment, and where somebody answered after it."""
    found = ((m.id, _updates(call, m)) for m in call.course(call["courseid"]).modules)
    instances: list[Json] = [
        {"contextlevel": "module", "id": cmid, "updates": updates}
        for cmid, updates in found
        if updates
    ]
    return {"instances": instances, "warnings": []}


def _updates(call: Call, module: Module) -> list[Json]:
    made: JsonObject = {"name": "configuration", "timeupdated": YEAR_STARTS}
    found: list[Json] = [made] if call["since"] < YEAR_STARTS else []
    if module.modname == "feedback" and call.caller.reads_answers:
        responses = call.school.surveys[module.instance].responses
        if new := [one.id for one in responses if one.when > call["since"]]:
            found.append({"name": "userattemptsfinished", "itemids": [*new]})
    return found
