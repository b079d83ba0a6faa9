"""The ready course is what course.yaml and surveys.yaml say, and what its mapping looks for."""

import re
import tarfile
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

import pytest

from connector import settings
from connector.bootstrap import load_methodology
from connector.mapping.loader import load
from connector.mapping.rules import ProgrammeRule
from connector.settings import Settings
from tests.build_course import MADE, told

MODULES: Final = {
    "page": "page", "assignment": "assign", "journal": "data", "forum": "forum", "wiki": "wiki",
    "survey": "feedback",
}  # fmt: skip
ADDRESS: Final = re.compile(r"https?://(?!moodle\.invalid|www\.w3\.org)")


@cache
def files() -> Mapping[str, bytes]:
    with tarfile.open(MADE) as packed:
        return {
            member.name: packed.extractfile(member).read()  # type: ignore[union-attr] # a file
            for member in packed.getmembers()
        }


def xml(name: str) -> Element:
    return ET.fromstring(files()[name])  # noqa: S314 - our own file


def text(element: Element, path: str) -> str:
    return (element.findtext(path) or "").strip()


@cache
def modules() -> Mapping[str, Element]:
    """Every activity by its ID number: what stands in its own file, with `module` inside."""
    found = {}
    for name in files():
        if place := re.fullmatch(r"activities/([a-z]+)_\d+/module\.xml", name):
            module = xml(name)
            activity = xml(name.replace("module.xml", f"{place[1]}.xml"))
            activity.append(module)
            found[text(module, "idnumber")] = activity
    return found


def planned() -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Every section of course.yaml with each activity of it."""
    for section in told()["sections"]:
        for activity in section["activities"]:
            yield section, activity


def of_kind(kind: str) -> Sequence[Mapping[str, Any]]:
    return [activity for _, activity in planned() if activity["kind"] == kind]


def programme() -> ProgrammeRule:
    (rule,) = load(settings.SHIPPED / "mappings" / "ready-course.yaml", METHOD.forms).programmes
    return rule


METHOD: Final = load_methodology(Settings(home=settings.SHIPPED))


def test_every_activity_is_there_and_nothing_else() -> None:
    names = {one["idnumber"]: (MODULES[one["kind"]], one["name"]) for _, one in planned()}
    names["mentoring-news"] = ("forum", told()["announcements"])

    assert names == {
        idnumber: (text(one, "module/modulename"), text(one, "*/name"))
        for idnumber, one in modules().items()
    }


def test_what_is_for_staff_is_hidden_from_pupils() -> None:
    for section, activity in planned():
        visible = text(modules()[activity["idnumber"]], "module/visible")

        assert visible == ("0" if section.get("hidden") else "1"), activity["name"]


def test_pairs_do_not_see_each_other_where_they_should_not() -> None:
    separate = {key for key, one in modules().items() if text(one, "module/groupmode") == "1"}

    assert separate == {one["idnumber"] for _, one in planned() if one.get("groups")}


@pytest.mark.parametrize("about", of_kind("survey"), ids=lambda about: about["survey"])
def test_a_questionnaire_asks_what_surveys_yaml_says(about: Mapping[str, Any]) -> None:
    wanted = [
        (text(item, "ITEMLABEL"), text(item, "ITEMTEXT"), text(item, "PRESENTATION"))
        for item in ET.fromstring(about["questions"]).iter("ITEM")  # noqa: S314 - our own
    ]
    feedback = modules()[about["idnumber"]]
    items = sorted(feedback.iter("item"), key=lambda item: int(text(item, "position")))

    assert text(feedback, "feedback/anonymous") == "2", "answers have names"
    assert wanted == [
        (text(item, "label"), text(item, "name"), text(item, "presentation")) for item in items
    ]


def test_the_journal_has_the_fields_that_the_mapping_reads() -> None:
    (about,) = of_kind("journal")
    fields = {
        text(field, "name"): text(field, "param1").split("\n")
        for field in modules()[about["idnumber"]].iter("field")
    }
    rule = programme().journal

    assert rule is not None
    assert list(fields) == [field["name"] for field in about["fields"]]
    assert set(rule.fields.values()) <= fields.keys()
    assert set(rule.types) == set(fields["Вид встречи"])


def test_the_result_takes_points_and_no_submissions() -> None:
    result = modules()["mentoring-result"]
    handed_in = [
        text(one, "value")
        for one in result.iter("plugin_config")
        if (text(one, "subtype"), text(one, "name")) == ("assignsubmission", "enabled")
    ]

    assert text(result, "assign/grade") == "100"
    assert set(handed_in) == {"0"}


def test_the_mapping_names_what_is_in_the_course() -> None:
    rule = programme()
    assert rule.results
    assert rule.reports
    assert rule.journal
    named = [rule.results.assignment, rule.reports.forum, rule.journal.activity]
    named += [survey.answers.activity for survey in rule.surveys.values()]

    assert rule.course.value == told()["shortname"]
    assert {one.value for one in named} <= modules().keys()
    assert {task.activity.value for task in rule.plan if task.activity} <= {
        text(one, "*/name") for one in modules().values()
    }
    assert rule.pairs.new
    assert rule.pairs.new.grouping == told()["grouping"]


def test_nothing_tells_of_people_or_of_the_site_where_it_was_made() -> None:
    assert not {name for name in files() if "users" in name or name.endswith(".log")}
    for name, content in files().items():
        if name.endswith(".xml"):
            assert not ADDRESS.search(content.decode()), name
            assert b"127.0.0.1" not in content, name
            assert b"@" not in re.sub(rb"\$@[A-Z]+@\$|@@PLUGINFILE@@", b"", content), name
