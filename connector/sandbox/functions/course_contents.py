"""core_course_get_contents: sections of a course with their activities."""

from collections.abc import Iterator, Mapping
from typing import Final

from connector.sandbox.call import Call, takes
from connector.sandbox.functions.completion_details import state_of
from connector.sandbox.functions.course_details import YEAR_STARTS
from connector.sandbox.functions.user_details import REVISION
from connector.sandbox.json_types import Json, JsonObject
from connector.sandbox.parameters import integer, options
from connector.sandbox.records import Course, Module
from connector.sandbox.refusals import refusal

PLURALS: Final[Mapping[str, tuple[str, str]]] = {
    "page": ("Pages", "content"),
    "quiz": ("Quizzes", "assessment"),
    "assign": ("Assignments", "assessment"),
    "feedback": ("Feedback", "communication"),
    "forum": ("Forums", "collaboration"),
    "choice": ("Choices", "communication"),
    "data": ("Databases", "collaboration"),
}
FLAGS: Final = frozenset({"excludemodules", "excludecontents", "includestealthmodules"})
NUMBERS: Final = frozenset({"sectionid", "sectionnumber", "cmid", "modid"})


@takes(courseid=integer(), options=options())
def get_contents(call: Call) -> Json:
    """Answer the sections; modules come without idnumber; an unknown option is refused."""
    wanted = {option["name"]: option["value"] for option in call["options"]}
    for name in wanted:
        if name not in FLAGS | NUMBERS | {"modname"}:
            raise refusal("errorinvalidparam", f'The param "{name}" is invalid.')
    course = call.course_in_context(call["courseid"])
    return list(_sections(call, course, wanted))


def _sections(call: Call, course: Course, wanted: Mapping[str, str]) -> Iterator[Json]:
    for number in range(max((module.section for module in course.modules), default=-1) + 1):
        section_id = course.id * 100 + number
        if wanted.get("sectionnumber", str(number)) != str(number):
            continue
        if wanted.get("sectionid", str(section_id)) != str(section_id):
            continue
        inside = [m for m in course.modules if m.section == number and _is_wanted(m, wanted)]
        contents = wanted.get("excludecontents", "0") in {"", "0"}
        described: list[Json] = [_module(call, one, contents=contents) for one in inside]
        yield _section(section_id, number) | {"modules": described}


def _is_wanted(module: Module, wanted: Mapping[str, str]) -> bool:
    return (
        wanted.get("excludemodules", "0") in {"", "0"}
        and wanted.get("modname", module.modname) == module.modname
        and wanted.get("cmid", str(module.id)) == str(module.id)
    )


def _section(section_id: int, number: int) -> JsonObject:
    return {
        "id": section_id,
        "name": "New section" if number else "General",
        "visible": 1,
        "summary": "",
        "summaryformat": 1,
        "section": number,
        "hiddenbynumsections": 0,
        "uservisible": True,
        "component": None,
        "itemid": None,
    }


def _module(call: Call, module: Module, *, contents: bool) -> JsonObject:
    known = _appearance(call, module)
    if module.modname == "forum":
        known["activitybadge"] = []
    if module.rules:
        known["completiondata"] = state_of(module, None, tracked=False)
    return known | (_files(call, module, contents=contents) if module.modname == "page" else {})


def _appearance(call: Call, module: Module) -> JsonObject:
    plural, purpose = PLURALS[module.modname]
    icon = f"theme/image.php/boost/{module.modname}/{REVISION}/monologo?filtericon=1"
    return {
        "id": module.id,
        "url": f"{call.wwwroot}/mod/{module.modname}/view.php?id={module.id}",
        "name": module.name,
        "instance": module.instance,
        "contextid": module.contextid,
        "visible": 1,
        "uservisible": True,
        "visibleoncoursepage": 1,
        "modicon": f"{call.wwwroot}/{icon}",
        "modname": module.modname,
        "purpose": purpose,
        "branded": False,
        "modplural": plural,
        "availability": None,
        "indent": 0,
        "onclick": "",
        "afterlink": None,
        "customdata": '""',
        "noviewlink": False,
        "completion": 2 if module.rules else 0,
        "downloadcontent": 1,
        "dates": [],
        "groupmode": module.groupmode,
    }


def _files(call: Call, module: Module, *, contents: bool) -> JsonObject:
    address = f"{call.wwwroot}/webservice/pluginfile.php/{module.contextid}/mod_page/content"
    index: JsonObject = {
        "type": "file",
        "filename": "index.html",
        "filepath": "/",
        "filesize": 0,
        "fileurl": f"{address}/index.html?forcedownload=1",
        "timecreated": None,
        "timemodified": YEAR_STARTS,
        "sortorder": 1,
        "userid": None,
        "author": None,
        "license": None,
    }
    about: JsonObject = {
        "filescount": 1,
        "filessize": 0,
        "lastmodified": YEAR_STARTS,
        "mimetypes": [],
        "repositorytype": "",
    }
    return {"contents": [index] if contents else [], "contentsinfo": about}
