"""Every sentence that is told is there, can be filled, and none is left over."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from string import Formatter
from typing import Final

import pytest

from connector.cli.demo import ASKED, MATCHED, WRITTEN
from connector.domain import indicators
from connector.domain.concerns import ConcernCode, Severity
from connector.domain.gaps import About, Why
from connector.domain.indicators import Verdict
from connector.domain.journal_lines import Remark
from connector.domain.norms import Norms
from connector.domain.pairs import Standing
from connector.domain.participation import TEXTS
from connector.domain.people import Kind, Role
from connector.domain.readiness import Admitted
from connector.domain.register import Register
from connector.domain.register.book import KEYS
from connector.domain.register.summary import summary
from connector.domain.reminders import Obstacle, Topic
from connector.domain.stage_facts import Fact
from connector.domain.surveys import Moment
from connector.domain.training import StudyState
from connector.domain.write_back import State
from connector.domain.write_plans import PlanState
from connector.mapping.conditions import FIELD_TESTS, JOINED, KINDS
from connector.moodle.errors import REFUSALS
from connector.reports.pair_states import TABLES
from connector.reports.state_tables import CONSENT, PARTICIPATION, steps
from connector.services.by_hand.telling import SILENT
from connector.services.consents.missing import Lack
from connector.services.growth.table import WIDTHS
from connector.services.monitoring import Findings
from connector.services.people.card_words import PARTS
from connector.services.status import counts
from connector.services.training import NO_HELP
from connector.services.training.cells import Head
from connector.store.kinds import REGISTER
from connector.store.outbox import WriteKind
from connector.store.runs import RunState
from connector.web.error_pages import OUR_FAULT, SAID
from connector.web.pair_rows import STATES, TRAINED
from connector.wording import load
from jobs.catalogue import JOBS
from tests.architecture.source import CONFIG
from tests.architecture.told import families, mentions, tellings, words_of_the_page
from tests.builders import TODAY, a_school

SENTENCES: Final = load(CONFIG / "wording").sentences
GROUPS: Final = {code.partition(".")[0] for code in SENTENCES}
A_SETTING: Final = "moodle."
"""Not a sentence: config/connector.yaml has a section of this name."""
REASON: Final = "fault."
"""Sentences whose code is a reason in English: test_reasons.py looks after them."""
OF_A_REFUSAL: Final = {"function", "errorcode"}

OF_THE_DEMO: Final = (
    "users",
    *WRITTEN,
    *MATCHED,
    *ASKED,
    "alert_rules",
    "snapshots",
    *summary(Register(), a_school(), Norms(), TODAY),
)
FIELDS: Final = {
    field.name for kind in REGISTER.values() for field in fields(kind.record)
} - SILENT | {"organisation"}

FAMILIES: Final[Mapping[str, Iterable[object]]] = {
    "kind.": [*Kind, "-"],
    "standing.": Standing,
    "state.": State,
    "run_state.": RunState,
    "count.": [*counts(Findings((), (), (), (), ())), *OF_THE_DEMO],
    "condition.": {*KINDS, *JOINED, *FIELD_TESTS} - {"profile_field"},
    "explain.": [f"{side}_of" for side in (Role.MENTOR, Role.MENTEE)],
    "writeback.line_": WriteKind,
    "plan.kind_": ("grade", "report"),
    "plan.state_": PlanState,
    "plan.next_": PlanState,
    "plan.is_": PlanState,
    "writes.": [f"{kind}.{state}" for kind in WriteKind for state in State],
    "reminder.": Obstacle,
    "reminder.of_": Topic,
    "reminder.state_": State,
    "meetings.remark_": Remark,
    "fact.": Fact,
    "surveys.moment_": Moment,
    "indicators.": ("formula", "numerator", "denominator", "period", "rounding", "source"),
    "indicators.verdict_": Verdict,
    "indicators.why_": indicators.Why,
    "alerts.severity_": Severity,
    "control.": ConcernCode,
    "control.severity_": Severity,
    "control.admitted_": Admitted,
    "training.helps_": [*(s for s in StudyState if s is not StudyState.DONE), NO_HELP],
    "training.head_": Head,
    "growth.head_": WIDTHS,
    "growth.step_": ("done", "overdue", "open"),
    "answer.": ("true", "false"),
    "card.": PARTS,
    "gap_about.": About,
    "gap_why.": Why,
    "lack.": Lack,
    "text.": TEXTS,
    "part.": KEYS,
    "field.": FIELDS,
    "step.": {step.when.partition(".")[2] for step in steps() if step.when.startswith("step.")},
    "consent_step.": {s.when.partition(".")[2] for s in steps() if s.table == CONSENT},
    "states.": [PARTICIPATION, CONSENT, *TABLES],
    **{
        f"{table}_step.": {s.when.partition(".")[2] for s in steps() if s.table == table}
        for table in TABLES
    },
    "web.": TRAINED.values(),
    "web.error_": [*SAID, OUR_FAULT],
    "web.are_": STATES,
    "web.pair_": STATES,
    "web.job_": [*JOBS, "dry_run"],
    "web.kind_": WriteKind,
    "web.state_": State,
}
"""Sentences whose code is put together when they are told, and what it is put together from."""


def blanks(code: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(SENTENCES[code]) if name}


def of_families() -> set[str]:
    return {start + str(rest) for start, rests in FAMILIES.items() for rest in rests}


def test_the_source_tells_sentences_at_all() -> None:
    assert len({told.code for told in tellings()}) > 50


def test_every_sentence_that_is_told_is_there() -> None:
    missing = {told.code: told.place for told in tellings() if told.code not in SENTENCES}

    assert missing == {}


def test_every_code_that_is_mentioned_has_its_sentence() -> None:
    known = {code for code in mentions() if code.partition(".")[0] in GROUPS}

    assert sorted(known - SENTENCES.keys()) == []


def test_every_family_of_sentences_is_named_here() -> None:
    found = {start for start in families() if start.partition(".")[0] in GROUPS | {"web"}}

    assert sorted(found - FAMILIES.keys() - {A_SETTING, REASON}) == []


@pytest.mark.parametrize("start", FAMILIES)
def test_every_member_of_a_family_has_its_sentence(start: str) -> None:
    expected = {start + str(rest) for rest in FAMILIES[start]}

    assert sorted(expected - SENTENCES.keys()) == []


def test_no_sentence_is_left_over() -> None:
    on_the_page = {f"web.{word}" for word in words_of_the_page()}
    used = mentions() | of_families() | on_the_page

    assert [c for c in SENTENCES if c not in used and not c.startswith(REASON)] == []


def test_the_blanks_of_a_sentence_are_filled_wherever_it_is_told() -> None:
    unfilled = {
        f"{told.place} {told.code}": blanks(told.code) - told.facts
        for told in tellings()
        if told.facts is not None and told.code in SENTENCES and not blanks(told.code) <= told.facts
    }

    assert unfilled == {}


@pytest.mark.parametrize(
    "code", sorted({code for _, code in REFUSALS.values()} | {"moodle.refused"})
)
def test_a_refusal_of_moodle_needs_only_what_every_refusal_tells(code: str) -> None:
    assert blanks(code) <= OF_A_REFUSAL


def test_a_sentence_has_no_blank_without_a_name() -> None:
    nameless = [
        code
        for code, sentence in SENTENCES.items()
        if any(
            name == "" or (name or "").isdigit() for _, name, _, _ in Formatter().parse(sentence)
        )
    ]

    assert nameless == []
