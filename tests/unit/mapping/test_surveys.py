"""The questionnaires of the monitoring, as the school's file says them."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from connector.domain.people import Kind, PersonId, Role
from connector.domain.survey_figures import NOBODY, Filled
from connector.domain.surveys import Moment, Question, QuestionKind, Survey, compared
from connector.errors import ConfigurationError
from connector.mapping import methodology
from connector.mapping.checks import Codes
from connector.mapping.loader import build
from connector.mapping.rules import Rules
from connector.mapping.schema_fields import condition
from connector.mapping.selectors import CourseSelector
from connector.mapping.source import Source
from connector.mapping.surveys import read_surveys
from tests.architecture.source import CONFIG
from tests.builders import COURSE, FORMS, ROLES, SCHOOL, MirrorBuilder, a_course
from tests.unit.mapping.people_builders import LATE_IN_MOSCOW, an_answer, known_of
from tests.unit.mapping.test_methodology import loaded

SHIPPED = {one.code: one for one in methodology.load((CONFIG / "methodology").joinpath).surveys}
HEAD = "a: { title: Анкета, who: mentee, moment: input, questions: "
SCALE = "{ text: Комфорт, kind: scale, dimension: comfort }"


def test_a_survey_is_read_with_its_questions_in_their_order(tmp_path: Path) -> None:
    text = """\
before:
  title: Анкета
  who: mentee
  moment: input
  options: [Часто, Редко]
  questions:
    comfort: { text: Комфорт, kind: scale, dimension: comfort }
    how: { text: Как часто?, kind: choice, only: teacher }
    what: { text: Что?, kind: text, optional: true }
"""
    (survey,) = loaded(tmp_path, surveys=text).surveys

    assert survey == Survey(
        "before",
        "Анкета",
        Role.MENTEE,
        Moment.INPUT,
        (
            Question("comfort", "Комфорт", QuestionKind.SCALE, dimension="comfort"),
            Question(
                "how",
                "Как часто?",
                QuestionKind.CHOICE,
                options=("Часто", "Редко"),
                only=Kind.TEACHER,
            ),
            Question("what", "Что?", QuestionKind.TEXT, is_optional=True),
        ),
    )
    assert survey.audiences == (None, Kind.TEACHER)
    assert [one.code for one in survey.asked_of(None)] == ["comfort", "what"]
    assert [one.code for one in survey.asked_of(Kind.TEACHER)] == ["comfort", "how", "what"]


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD} {{}} }}",
        f"{HEAD} {{ x: {{ text: Т, kind: words }} }} }}",
        f"{HEAD} {{ x: {{ text: Т, kind: yes_no, dimension: comfort }} }} }}",
        f"{HEAD} {{ x: {{ text: Т, kind: choice }} }} }}",
        f"{HEAD} {{ x: {{ text: Т, kind: choice, options: [один] }} }} }}",
        f"{HEAD} {{ x: {{ text: Т, kind: choice, options: [а|б, в] }} }} }}",
        f"{HEAD} {{ x: {{ text: Т, kind: scale, options: [а, б] }} }} }}",
        f"{HEAD} {{ x: {SCALE}, y: {SCALE} }} }}",
        f"{HEAD} {{ 'Вопрос 1': {SCALE} }} }}",
        "a: { title: А, who: boss, moment: input, questions: { x: { text: Т, kind: text } } }",
    ],
)
def test_what_cannot_be_asked_is_refused_with_its_place(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigurationError, match=r"settings\.wrong_content") as caught:
        loaded(tmp_path, surveys=text)

    assert "a" in str(caught.value.facts["faults"])


@pytest.mark.parametrize(
    ("side", "dimensions"),
    [
        ("mentee", ["effectiveness", "comfort", "support", "safety", "collaboration"]),
        ("mentor", ["effectiveness", "comfort", "involvement", "collaboration"]),
    ],
)
def test_what_is_measured_twice_is_compared_and_nothing_else(
    side: str, dimensions: list[str]
) -> None:
    before, after = SHIPPED[f"{side}_input"], SHIPPED[f"{side}_output"]

    assert [one.dimension for one, _ in compared(before, after)] == dimensions
    assert {one.dimension for one in (*before.questions, *after.questions)} - {""} == {*dimensions}


def test_the_curator_judges_nine_things_by_three_steps() -> None:
    asked = SHIPPED["curator"].questions

    assert " ".join(one.code for one in asked) == "1.1 1.2 1.3 1.4 1.5 2.1 2.2 3.1 3.2"
    assert {len(one.options) for one in asked} == {3}


def test_the_shipped_questionnaires_have_all_the_questions_of_the_methodology() -> None:
    asked = {code: len(survey.asked_of(Kind.TEACHER)) for code, survey in SHIPPED.items()}

    assert asked == {
        "mentee_input": 17,
        "mentor_input": 15,
        "mentee_output": 22,
        "mentor_output": 18,
        "curator": 9,
    }
    assert len(SHIPPED["mentee_input"].asked_of(None)) == 13


PLACE = {"feedback": "Анкета", "course": f"C{COURSE}"}
SURVEY = Survey(
    "before",
    "Анкета",
    Role.MENTEE,
    Moment.INPUT,
    (
        Question("comfort", "Комфорт", QuestionKind.SCALE, dimension="comfort"),
        Question("theory", "Теория", QuestionKind.SCALE, only=Kind.TEACHER),
    ),
)
CURATORS = replace(SURVEY, code="curators", who=Role.CURATOR)


def rules_of(*codes: str, form: str = "pupil-pupil", anonymous: bool = False) -> Rules:
    surveys = {code: {**PLACE, "anonymous": anonymous} for code in codes}
    programme = {"course": f"C{COURSE}", "form": form, "surveys": surveys}
    content = {"school": SCHOOL, "roles": ROLES, "programmes": [programme]}
    known = {survey.code: survey for survey in (SURVEY, CURATORS)}
    return build(Source(content, {(): "rules.yaml:1"}), Codes(FORMS, surveys=known))


def test_a_questionnaire_asks_what_suits_the_people_of_its_programme() -> None:
    (pupils,), (teachers,) = (
        rules_of("before", form=form).programmes for form in ("pupil-pupil", "teacher-teacher")
    )

    assert pupils.surveys["before"].items == ("comfort",)
    assert teachers.surveys["before"].items == ("comfort", "theory")
    assert pupils.surveys["before"].who is Role.MENTEE


def test_its_answers_are_asked_of_moodle() -> None:
    (asked,) = rules_of("before").asked()

    assert str(asked[0].activity) == "name: Анкета"
    assert asked[1] == {"comfort"}


def test_a_questionnaire_that_is_not_there_is_refused() -> None:
    with pytest.raises(ConfigurationError) as caught:
        rules_of("other")

    assert "no such survey, say one of: before, curators" in str(caught.value.facts["faults"])


def test_a_curator_does_not_answer_without_a_name() -> None:
    with pytest.raises(ConfigurationError) as caught:
        rules_of("curators", anonymous=True)

    assert "who answers it is known anyway" in str(caught.value.facts["faults"])


def test_who_filled_it_in_is_read_with_the_day_and_nobody_of_the_other_side() -> None:
    rules = rules_of("before")
    place = rules.programmes[0].surveys["before"]
    growing = MirrorBuilder()
    for who, cohort in ((1, "Наставники"), (2, "Наставляемые"), (3, "Наставляемые")):
        growing.person(who, cohort)
    growing.enrolled(1).enrolled(2)
    rows = [
        an_answer(
            who, place.answers, {"comfort": str(who)}, course_id=COURSE, answered_at=LATE_IN_MOSCOW
        )
        for who in (1, 2, 3)
    ]

    (found,) = read_surveys(known_of(growing, rules, rows))

    assert found == Filled(COURSE, "before", PersonId(2), date(2026, 9, 30), {"comfort": "2"})


def test_answers_without_names_are_nobodys_and_everybody_in_the_course_may_give_them() -> None:
    rules = rules_of("before", anonymous=True)
    place = rules.programmes[0].surveys["before"]
    rows = [an_answer(-n, place.answers, {"comfort": str(n)}, course_id=COURSE) for n in (1, 2)]

    found = read_surveys(known_of(MirrorBuilder(), rules, rows))

    assert [(one.person_id, one.number, one.answered_on, one.mark("comfort")) for one in found] == [
        (NOBODY, 2, None, 2), (NOBODY, 1, None, 1),
    ]  # fmt: skip


@pytest.mark.parametrize("names_curators", [True, False])
def test_a_curators_questionnaire_is_read_of_staff_alone(*, names_curators: bool) -> None:
    """Of curators, or, while the mapping names none, of whoever stands on no side."""
    rules = rules_of("curators")
    if names_curators:
        curators = condition({"in_cohort": "Кураторы"})
        rules = replace(rules, roles={**rules.roles, Role.CURATOR: curators})
    place = rules.programmes[0].surveys["curators"]
    growing = MirrorBuilder()
    for who, cohort in ((1, "Наставники"), (2, "Кураторы"), (3, "Педагоги")):
        growing.person(who, cohort).enrolled(who)
    rows = [an_answer(who, place.answers, {"comfort": "5"}, course_id=COURSE) for who in (1, 2, 3)]

    found = read_surveys(known_of(growing, rules, rows))

    assert [one.person_id for one in found] == ([2] if names_curators else [2, 3])


def test_answers_without_names_of_another_programme_are_not_counted_again() -> None:
    """One selector may mean the courses of several programmes."""
    rules = rules_of("before", anonymous=True)
    (programme,) = rules.programmes
    both = CourseSelector("shortname_matching", f"C{COURSE}.*")
    place = replace(programme.surveys["before"].answers, course=both)
    survey = replace(programme.surveys["before"], answers=place)
    wider = replace(programme, course=both, surveys={"before": survey})
    rules = replace(rules, programmes=(wider,))
    rows = [an_answer(-1, place, {"comfort": "5"}, course_id=key) for key in (COURSE, COURSE + 1)]
    growing = MirrorBuilder()
    growing.courses.append(a_course(id=COURSE + 1, shortname=f"C{COURSE} again"))

    found = read_surveys(known_of(growing, rules, rows))

    assert sorted(one.programme_id for one in found) == [COURSE, COURSE + 1]
