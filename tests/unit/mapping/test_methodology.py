from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest
import yaml

from connector.domain.alerts import AlertCode, AlertRule
from connector.domain.concerns import Severity
from connector.domain.indicators import Meaning, Meanings
from connector.domain.norms import Norms
from connector.domain.participation import State
from connector.domain.people import Kind, Role
from connector.domain.programmes import Form
from connector.domain.roadmap_template import TemplateRow
from connector.domain.stages import ProgrammeStage
from connector.domain.surveys import Moment, Question, QuestionKind, Survey
from connector.errors import ConfigurationError
from connector.mapping.bases import BASES
from connector.mapping.methodology import Methodology, Pool, load
from connector.mapping.methodology_schema import STATES
from tests.architecture.source import CONFIG

FILES: Final = {
    "norms.yaml": "silent_days: 14\n",
    "forms.yaml": "pairs: { title: Пары, mentors: [pupil, alumnus], mentees: [] }\n",
    "alerts.yaml": "silent: Нет активности {silent_days} дн.\n",
    "indicators.yaml": """\
periods: { day: На дату }
indicators:
  I1: { title: Доля, formula: А / Б, numerator: А, denominator: Б, period: day, source: Реестр }
""",
    "targets.yaml": "I1: { 2024: 70 }\n",
    "measures.yaml": "paired: Участие в паре\n",
    "roles.yaml": "mentor: наставник\n",
    "kinds.yaml": "reverse: Реверсивное\n",
    "reasons.yaml": "hardship: { title: Беда, kind: pupil, sensitive: true }\n",
    "purposes.yaml": "processing: Обработка\n",
    "criteria.yaml": "marks: [1, 5]\ncriteria: { empathy: Эмпатия }\n",
    "states.yaml": "participation: { candidate: кандидат }\n",
    "stages.yaml": "1: { title: Подготовка, documents: { order: Приказ } }\n",
    "surveys.yaml": (
        "a: { title: А, who: mentor, moment: output, questions: { b: { text: Б, kind: text } } }\n"
    ),
    "roadmap.yaml": "order: { stage: 1, activity: Приказ, to: 09-10 }\n",
    "bases.yaml": (CONFIG / "methodology" / "bases.yaml").read_text(encoding="utf-8"),
}


def loaded(folder: Path, **changed: str) -> Methodology:
    changes = {f"{name}.yaml": text for name, text in changed.items()}
    for name, text in {**FILES, **changes}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return load(folder.joinpath)


def test_what_the_school_calls_things_and_its_numbers_are_read(tmp_path: Path) -> None:
    assert loaded(tmp_path) == Methodology(
        forms={"pairs": Form("pairs", "Пары", frozenset({Kind.PUPIL, Kind.ALUMNUS}), frozenset())},
        norms=Norms(silent_days=14),
        alert_rules=(AlertRule("silent", "Нет активности 14 дн.", AlertCode.SILENT),),
        indicators=Meanings(
            indicators={"I1": Meaning("Доля", "А / Б", "А", "Б", "day", "Реестр")},
            periods={"day": "На дату"},
            targets={"I1": {2024: Decimal(70)}},
        ),
        measures={"paired": "Участие в паре"},
        roles={"mentor": "наставник"},
        kinds={"reverse": "Реверсивное"},
        reasons={"hardship": Pool("Беда", Role.MENTEE, Kind.PUPIL, sensitive=True)},
        purposes={"processing": "Обработка"},
        criteria={"empathy": "Эмпатия"},
        marks=(1, 5),
        states={group: {} for group in STATES} | {"participation": {"candidate": "кандидат"}},
        bases=BASES.load(yaml.safe_load(FILES["bases.yaml"])),
        stages=(ProgrammeStage(1, "Подготовка", documents={"order": "Приказ"}),),
        roadmap=(TemplateRow("order", 1, "Приказ", due_to=(9, 10)),),
        surveys=(
            Survey("a", "А", Role.MENTOR, Moment.OUTPUT, (Question("b", "Б", QuestionKind.TEXT),)),
        ),
    )


def test_numbers_that_are_not_given_are_the_methodologys(tmp_path: Path) -> None:
    assert loaded(tmp_path, norms="# пусто\n").norms == Norms((10, 19), (15, 19), 21)


def test_ages_are_read_as_boundaries(tmp_path: Path) -> None:
    norms = loaded(tmp_path, norms="mentee_ages: [11, 18]\nmentor_ages: [14, 18]\n").norms

    assert (norms.mentee_ages, norms.mentor_ages) == ((11, 18), (14, 18))


def test_every_number_can_be_set(tmp_path: Path) -> None:
    text = """\
expiry_days: 0
erasure_days: 10
growth_hours: 36
growth_years: 1
keep_sensitive_reasons: true
"""

    assert loaded(tmp_path, norms=text).norms == Norms(
        expiry_days=0,
        erasure_days=10,
        growth_hours=36,
        growth_years=1,
        keep_sensitive_reasons=True,
    )


def test_a_form_has_role_models_ages_and_limits(tmp_path: Path) -> None:
    text = """\
pairs:
  title: Пары
  mentors: []
  mentees: []
  role_models: { equal: Равный – равному }
  mentor_ages: [15, 19]
  mentee_ages: [10, 19]
  most_mentees: 3
  group_size: [2, 10]
"""

    assert loaded(tmp_path, forms=text).forms["pairs"] == Form(
        "pairs",
        "Пары",
        frozenset(),
        frozenset(),
        role_models={"equal": "Равный – равному"},
        mentor_ages=(15, 19),
        mentee_ages=(10, 19),
        most_mentees=3,
        group_size=(2, 10),
    )


def test_a_reason_is_a_mentees_and_anybodys_unless_it_says_otherwise(tmp_path: Path) -> None:
    text = "a: { title: А }\nb: { title: Б, side: mentor }\n"

    assert loaded(tmp_path, reasons=text).reasons == {
        "a": Pool("А", Role.MENTEE, None, sensitive=False),
        "b": Pool("Б", Role.MENTOR, None, sensitive=False),
    }


def test_a_rule_of_alerts_may_have_numbers_and_a_code_of_its_own(tmp_path: Path) -> None:
    text = """\
quiet: { title: 'Тихо {days} дн.', when: no_meeting, days: 30, severity: high, tell: [mentor] }
poor: { title: 'Ниже {below}', when: low_grade, below: 35 %, every: 14, enabled: false }
no_meeting: 'Тихо {days} дн.'
"""
    monthly, poor, usual = loaded(tmp_path, alerts=text).alert_rules

    assert monthly == AlertRule(
        "quiet", "Тихо 30 дн.", AlertCode.NO_MEETING, Severity.HIGH,
        frozenset({Role.MENTOR}), days=30,
    )  # fmt: skip
    assert (poor.title, poor.below, poor.every, poor.is_on) == (
        "Ниже 35 %", Decimal("0.35"), 14, False,
    )  # fmt: skip
    assert (usual.title, usual.days) == ("Тихо 21 дн.", None)


def test_selection_is_marked_from_nought_to_two_unless_the_school_says_otherwise(
    tmp_path: Path,
) -> None:
    assert loaded(tmp_path, criteria="# пусто\n").marks == (0, 2)


def test_a_title_that_the_schools_own_file_leaves_out_is_its_code(tmp_path: Path) -> None:
    method = loaded(tmp_path, alerts="# пусто\n", states="study: { done: пройден }\n")

    assert method.alerts["silent"] == "silent"
    assert method.states["study"]["done"] == "пройден"
    assert method.states["study"]["expired"] == "expired"
    assert method.states["participation"][State.CANDIDATE] == "candidate"


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("norms", "silent: 14", "settings.wrong_content"),
        ("norms", "silent_days: two weeks", "settings.wrong_content"),
        ("norms", "mentee_ages: [10]", "settings.wrong_content"),
        ("norms", "- 14", "settings.wrong_content"),
        ("norms", "silent_days: 2026-13-45", "settings.unreadable"),
        ("norms", "silent_days: [", "settings.unreadable"),
        ("norms", "silent_days: !!bool perhaps", "settings.unreadable"),
        (
            "forms",
            "pairs: { title: Пары, mentors: [robot], mentees: [] }",
            "settings.wrong_content",
        ),
        ("forms", "pairs: { title: Пары, mentors: [] }", "settings.wrong_content"),
        (
            "forms",
            "pairs: { title: Пары, mentors: [], mentees: [], size: 2 }",
            "settings.wrong_content",
        ),
        ("forms", "pairs:", "settings.wrong_content"),
        ("norms", "silent_days: 14.5", "settings.wrong_content"),
        ("norms", "silent_days: 0", "settings.wrong_content"),
        ("norms", "erasure_days: 99999999999", "settings.wrong_content"),
        ("norms", "growth_years: 0", "settings.wrong_content"),
        ("norms", "keep_sensitive_reasons: sometimes", "settings.wrong_content"),
        (
            "forms",
            "pairs: { title: Пары, mentors: [], mentees: [], group_size: [10, 2] }",
            "settings.wrong_content",
        ),
        (
            "forms",
            "pairs: { title: Пары, mentors: [], mentees: [], most_mentees: 0 }",
            "settings.wrong_content",
        ),
        ("reasons", "a: { sensitive: true }", "settings.wrong_content"),
        ("reasons", "a: { title: А, side: curator }", "settings.wrong_content"),
        ("reasons", "a: { title: А, hidden: true }", "settings.wrong_content"),
        ("criteria", "empathy: Эмпатия", "settings.wrong_content"),
        ("criteria", "marks: [5, 1]", "settings.wrong_content"),
        ("purposes", "fun: Веселье", "settings.wrong_content"),
        ("states", "participation: { idle: бездельничает }", "settings.wrong_content"),
        ("states", "weather: { rain: дождь }", "settings.wrong_content"),
        ("states", "study: пройден", "settings.wrong_content"),
        ("alerts", "silent: [a]", "settings.wrong_content"),
        ("alerts", "silent: Нет активности {silent_days.x} дн.", "settings.wrong_content"),
        ("alerts", "silent: Нет активности {hours} ч", "settings.wrong_content"),
        ("alerts", "silent: Нет активности {silent_days дн.", "settings.wrong_content"),
        ("roles", "just words", "settings.wrong_content"),
        ("alerts", "mine: Мой", "settings.wrong_content"),
        ("alerts", "mine: { title: Мой, when: sadness }", "settings.wrong_content"),
        ("alerts", "mine: { title: Мой, when: low_grade }", "settings.wrong_content"),
        ("alerts", "silent: { title: Тихо, tell: [parent] }", "settings.wrong_content"),
        ("alerts", "silent: { title: Тихо, off: true }", "settings.wrong_content"),
        ("indicators", "I1: Доля", "settings.wrong_content"),
        ("indicators", "indicators: { I1: { title: Доля } }", "settings.wrong_content"),
        (
            "indicators",
            "indicators: { I1: { title: Д, formula: Д, numerator: Д, period: day, source: Д } }",
            "settings.wrong_content",
        ),
        ("targets", "I1: 70", "settings.wrong_content"),
        ("targets", "I1: { 24: 70 }", "settings.wrong_content"),
        ("targets", "I1: { 2024: -1 }", "settings.wrong_content"),
        ("norms", "reporting_days: []", "settings.wrong_content"),
        ("norms", "reporting_days: [31.12]", "settings.wrong_content"),
    ],
)
def test_a_file_that_is_wrong_is_named(tmp_path: Path, name: str, text: str, code: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        loaded(tmp_path, **{name: text})

    assert (caught.value.code, caught.value.facts["path"]) == (code, tmp_path / f"{name}.yaml")


def test_another_encoding_is_named(tmp_path: Path) -> None:
    loaded(tmp_path)
    (tmp_path / "roles.yaml").write_bytes("mentor: наставник".encode("cp1251"))

    with pytest.raises(ConfigurationError) as caught:
        load(tmp_path.joinpath)

    assert caught.value.facts["path"] == tmp_path / "roles.yaml"


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    loaded(tmp_path)
    (tmp_path / "measures.yaml").unlink()

    with pytest.raises(ConfigurationError) as caught:
        load(tmp_path.joinpath)

    assert caught.value.code == "settings.unreadable"
    assert caught.value.facts["path"] == tmp_path / "measures.yaml"
