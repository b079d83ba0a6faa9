"""Whatever stands in a mapping, a person is told what is wrong; nothing else is ever raised."""

from datetime import date
from pathlib import Path
from typing import Any, Final, TypeAlias

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from connector.domain.consents import Purpose, Signer
from connector.domain.matching import Criterion, Objective
from connector.domain.meetings import MeetingType
from connector.domain.participation import TEXTS
from connector.domain.people import Kind, Role
from connector.domain.plans import Section
from connector.domain.results import Measure
from connector.domain.training import TrainingKind
from connector.errors import ConfigurationError
from connector.mapping.checks import Codes
from connector.mapping.conditions import FIELD_TESTS, JOINED, KINDS
from connector.mapping.loader import build, load
from connector.mapping.rules import Rules
from connector.mapping.schema_fields import ACTIVITY_KEYS, COURSE_KEYS
from connector.mapping.source import Source
from tests.builders import FORMS, PROGRAMME, ROLES, SCHOOL

Yaml: TypeAlias = Any
"""Whatever YAML may hold."""

WORDS: Final = sorted(
    {
        *("school", "name", "time_zone", "school_year", "people", "kind", "class", "birth_date"),
        *("young_specialist", "profile_field", "cohort_matching", "roles", "training", "course"),
        *("trained_when", "completed", "grade_of", "at_least", "programmes", "form", "title"),
        *("pairs", "from", "named", "results", "assignment", "points", "reports", "forum"),
        *("every", "detail", "expect", "person", "is", "is_not", "username", "cohorts", "profile"),
        *(
            "group_matching",
            "patronymic",
            "second_word_of",
            "fullname",
            "service_start",
            "position",
        ),
        *("contacts", "interests", "consents", "purpose", "choice", "feedback", "item", "equals"),
        *("signed_on", "signed_by", "valid_for", "recruiting", "invited", "candidates", "items"),
        *("questionnaire", "reason", "codes", "hours", "admission", "needs", "growth", "courses"),
        *("course_field", "route", "for", "by", "year", "reminders", "role_model", "consent"),
        *("journal", "database", "assignment", "date", "minutes", "type", "attendance", "pair"),
        *("confirmed", "each", "new", "grouping", "not_enrolled", "enrol_as", "mentor_role"),
        *("calendar", "plan", "task", "section", "activity", "result", "matching", "objective"),
        *("weights", "least", "time", "group_size", "roadmap", "subject"),
        *(*KINDS, *JOINED, *FIELD_TESTS, *COURSE_KEYS, *ACTIVITY_KEYS, *FORMS),
        *map(str, (*Kind, *Role, *Measure, *Purpose, *Signer, *TrainingKind)),
        *map(str, (*MeetingType, *Section, *Criterion, *Objective)),
        *TEXTS,
    }
)
TOKENS: Final = (
    *(
        "a:",
        " ",
        "\n",
        "- ",
        "&x",
        " *x",
        "{",
        "}",
        "[",
        "]",
        "'",
        "<<: ",
        "1",
        "? ",
        "---\n",
        "\t",
    ),
    *("!!int", "!!set", "!!bool", "!!map", "!!binary", "!!timestamp", "!!omap", "!!float"),
)
ODD: Final = (
    *(
        "(",
        "a{99999999999}",
        "² years",
        "3000 years",
        "0 years",
        "nan %",
        "60 %",
        "",
        "\ud800",
        "\0",
    ),
    *("{", "{0}", "{number.real}", "{mentor!x}", "{number:>99999}"),
    *("² days", "14 days", "31.02.2027", "01.03.0000", "9999-12-31", "1e999999999", "NaN", "off"),
)

keys = st.sampled_from(WORDS) | st.integers(-2, 9) | st.booleans() | st.text(max_size=3)
leaves = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.dates()
    | st.sampled_from(WORDS)
    | st.sampled_from(ODD)
    | st.text(max_size=5)
)
anything: st.SearchStrategy[Yaml] = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=12,
)
MAPPING: Final[Yaml] = {
    "school": {**SCHOOL, "time_zone": "Asia/Omsk"},
    "people": {
        "kind": [{"pupil": {"in_cohort_matching": "9."}}],
        "class": {"group_matching": "9.", "course": "M"},
        "birth_date": {"profile_field": "born"},
        "patronymic": {"second_word_of": "firstname"},
        "contacts": {"profile_field": ["phone", "mail"]},
        "young_specialist": {"profile_field": "hired", "at_most": "3 years"},
    },
    "roles": {**ROLES, "curator": {"any": [{"not": {"username": ["a", "b"]}}]}},
    "consents": [
        {
            "purpose": "processing",
            "profile_field": "consent",
            "one_of": ["1"],
            "signed_on": {"profile_field": "day"},
            "signed_by": "self",
            "valid_for": "3 years",
        },
        {"purpose": "labour_351_8", "feedback": "A", "course": "B", "item": "c", "equals": "d"},
    ],
    "recruiting": {
        "mentor": {
            "invited": {"in_cohort": "A"},
            "candidates": {"not": {"in_group": "B", "course": "C"}},
            "form": "any",
            "questionnaire": {
                "feedback": {"idnumber": "D"},
                "course": {"id": 5},
                "items": {"time": "t"},
                "reason": {"item": "r", "codes": {"a": "b"}},
            },
        }
    },
    "training": [
        {
            "course": "A",
            "trained_when": {"grade_of": "B", "at_least": "60 %"},
            "kind": "accompanying",
            "hours": 16,
            "valid_for": "2 years",
        }
    ],
    "admission": {"training": "block", "needs": "all", "hours": 3.5},
    "growth": {
        "courses": [{"course": "A", "hours": {"course_field": "h"}}],
        "route": [
            {"for": {"in_cohort": "A"}, "title": "t", "hours": 2, "by": date(2027, 3, 1)},
        ],
    },
    "reminders": {"training": "14 days", "growth": "30 days"},
    "matching": {"objective": "quality", "least": 30},
    "roadmap": {"calendar": {"shortname": "STAFF"}},
    "programmes": [
        {
            **PROGRAMME,
            "kind": "reverse",
            "pairs": {
                "named": "Пара *",
                "new": {"named": "Пара {number}", "grouping": "a", "mentor_role": 9},
            },
            "journal": {
                "database": "Дневник",
                "date": "a",
                "type": {"field": "b", "codes": {"c": "intro"}},
                "attendance": {"field": "d", "codes": {"e": "mentor"}},
                "confirmed": {"field": "f", "one_of": ["g"]},
            },
            "calendar": True,
            "plan": [{"task": "a", "section": "induction", "activity": "c", "result": "d"}],
            "matching": {"weights": {"load": 1}, "training": "any", "group_size": [2, 10]},
            "results": {"assignment": {"cmid": 1}, "points": {"mentor": {"paired": 1}}},
            "reports": {"forum": "Отчёты", "every": "week"},
        }
    ],
    "expect": [
        {
            "person": {"firstname": "A B", "cohorts": ["9А"], "profile": {"a": "b"}},
            "is": ["mentor"],
            "birth_date": "2011-03-01",
            "consent": ["processing"],
            "candidate": [],
        }
    ],
}


def places_in(content: Yaml, path: tuple[Yaml, ...] = ()) -> list[tuple[Yaml, ...]]:
    inside = (
        content.items()
        if isinstance(content, dict)
        else enumerate(content)
        if isinstance(content, list)
        else ()
    )
    return [path, *(place for key, value in inside for place in places_in(value, (*path, key)))]


def with_value(content: Yaml, path: tuple[Yaml, ...], value: Yaml) -> Yaml:
    if not path:
        return value
    first, *rest = path
    copy = content.copy()
    copy[first] = with_value(content[first], tuple(rest), value)
    return copy


def built_or_refused(content: Yaml) -> Rules | ConfigurationError:
    try:
        return build(Source(content, {(): "rules.yaml:1"}), Codes(FORMS))
    except ConfigurationError as error:
        return error


PLACES: Final = places_in(MAPPING)[1:]


def test_the_mapping_that_is_spoilt_below_is_good() -> None:
    assert isinstance(built_or_refused(MAPPING), Rules)


@pytest.mark.filterwarnings("ignore::FutureWarning")  # of `[[` in a random expression
@settings(max_examples=300)
@given(st.dictionaries(keys, anything, max_size=5))
@example({"school": SCHOOL, "programmes": [PROGRAMME], "roles": {"mentor": {"username": None}}})
def test_any_content_is_built_or_refused(content: Yaml) -> None:
    found = built_or_refused(content)

    assert isinstance(found, (Rules, ConfigurationError))


@pytest.mark.filterwarnings("ignore::FutureWarning")
@settings(max_examples=600)
@given(st.sampled_from(PLACES), anything)
def test_a_good_mapping_spoilt_in_one_place_is_built_or_refused(
    place: tuple[Yaml, ...], value: Yaml
) -> None:
    found = built_or_refused(with_value(MAPPING, place, value))

    assert isinstance(found, Rules) or found.code == "mapping.faults"


@pytest.mark.filterwarnings("ignore::FutureWarning")
@settings(max_examples=80)
@given(st.lists(st.dictionaries(keys, anything, max_size=4), min_size=1, max_size=3))
def test_any_files_are_read_or_refused(tmp_path: Path, contents: list[Yaml]) -> None:
    for number, content in enumerate(contents):
        text = yaml.safe_dump({**MAPPING, **content} if number == 0 else content)
        (tmp_path / f"{number}.yaml").write_text(text, encoding="utf-8")

    try:
        found: object = load(tmp_path, FORMS)
    except ConfigurationError as error:
        found = error
    finally:
        for file in tmp_path.glob("*.yaml"):
            file.unlink()

    assert isinstance(found, (Rules, ConfigurationError))


@settings(max_examples=300)
@given(
    st.text(alphabet="ab1:-[]{}&*!|>#'\"%@,?~ \n\t", max_size=40)
    | st.lists(
        st.sampled_from(TOKENS),
        max_size=15,
    ).map("".join)
)
def test_any_text_is_read_or_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "one.yaml"
    file.write_text(text, encoding="utf-8")

    try:
        found: object = load(file, FORMS)
    except ConfigurationError as error:
        found = error

    assert isinstance(found, ConfigurationError)
