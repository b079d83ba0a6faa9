"""Checks of rules against the methodology, and of one rule against another."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from connector.domain.people import Role
from connector.domain.programmes import Form
from connector.domain.surveys import Survey
from connector.mapping.known import SIDES
from connector.mapping.methodology import Pool
from connector.mapping.pair_rules import SurveyRule, TaskRule
from connector.mapping.register_rules import ConsentRule, RecruitingRule
from connector.mapping.rules import PairsRule, ProgrammeRule, Rules
from connector.mapping.source import Place

Fault = tuple[Place, str]
"""The path of something wrong and the reason."""

MADE_UP: Final = (
    {"number": 1, "mentor": "Ли", "mentee": "Эм"},
    {"number": 12345, "mentor": "Иванова-Петрова, Ким", "mentee": "де Соуза"},
)
"""What the names of groups are tried with: the shortest and the longest of the usual."""


@dataclass(frozen=True)
class Codes:
    """What codes rules may use; None: any."""

    forms: Mapping[str, Form]
    kinds: Mapping[str, str] | None = None
    reasons: Mapping[str, Pool] | None = None
    surveys: Mapping[str, Survey] | None = None


def faults(rules: Rules, codes: Codes) -> Iterator[Fault]:
    """Every code that the methodology does not have, and every consent that is read twice."""
    for index, programme in enumerate(rules.programmes):
        place = ("programmes", index)
        yield from _of_programme(programme, codes, place)
        yield from _of_groups(programme.pairs, place)
        yield from _of_plan(programme.plan, place)
    for role, side in rules.recruiting.items():
        yield from _of_side(role, side, codes, ("recruiting", role))
    yield from _twice(rules.consents)


def _of_programme(rule: ProgrammeRule, codes: Codes, place: Place) -> Iterator[Fault]:
    form = codes.forms.get(rule.form)
    if form is None:
        yield (*place, "form"), f"no such form, say one of: {', '.join(codes.forms)}"
    elif rule.role_model and rule.role_model not in form.role_models:
        models = ", ".join(form.role_models)
        yield (*place, "role_model"), f"no such role model, say one of: {models}"
    if codes.surveys is not None:
        yield from _of_surveys(rule.surveys, codes.surveys, (*place, "surveys"))
    if codes.kinds is not None and rule.kind and rule.kind not in codes.kinds:
        yield (*place, "kind"), f"no such kind, say one of: {', '.join(codes.kinds)}"


def _of_surveys(
    rules: Mapping[str, SurveyRule], known: Mapping[str, Survey], place: Place
) -> Iterator[Fault]:
    for code, rule in rules.items():
        if code not in known:
            yield (*place, code), f"no such survey, say one of: {', '.join(known)}"
        elif rule.answers.is_anonymous and known[code].who not in SIDES:
            yield (*place, code, "anonymous"), "who answers it is known anyway"


def _of_groups(rule: PairsRule, place: Place) -> Iterator[Fault]:
    """A group that we make must be read as a pair again."""
    if rule.new and rule.named:
        made = [rule.new.named.format(**blanks) for blanks in MADE_UP]
        if not all(map(rule.named.fullmatch, made)):
            yield (*place, "pairs", "new", "named"), "such groups would not be read as pairs"


def _of_plan(plan: Iterable[TaskRule], place: Place) -> Iterator[Fault]:
    """Tasks are told apart by what they say."""
    seen = set()
    for index, rule in enumerate(plan):
        if rule.task in seen:
            yield (*place, "plan", index, "task"), "another task says the same"
        seen.add(rule.task)


def _of_side(role: Role, rule: RecruitingRule, codes: Codes, place: Place) -> Iterator[Fault]:
    if rule.form and rule.form not in codes.forms:
        yield (*place, "form"), f"no such form, say one of: {', '.join(codes.forms)}"
    asked = rule.questionnaire.reason if rule.questionnaire else None
    if asked is None or codes.reasons is None:
        return
    known = [code for code, pool in codes.reasons.items() if pool.side is role]
    for option, code in asked.codes.items():
        if code not in known:
            at = (*place, "questionnaire", "reason", "codes", option)
            yield at, f"no such reason, say one of: {', '.join(known)}"


def _twice(rules: Iterable[ConsentRule]) -> Iterator[Fault]:
    """A second rule of the same place would decide about the same consent again."""
    seen = set()
    for index, rule in enumerate(rules):
        said = (rule.purpose, rule.source)
        if said in seen:
            yield ("consents", index), "another rule reads this consent already"
        seen.add(said)
