"""Checks of rules against the methodology, and of one rule against another."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from connector.domain.people import Role
from connector.domain.programmes import Form
from connector.mapping.methodology import Pool
from connector.mapping.register_rules import ConsentRule, RecruitingRule
from connector.mapping.rules import ProgrammeRule, Rules
from connector.mapping.source import Place

Fault = tuple[Place, str]
"""The path of something wrong and the reason."""


@dataclass(frozen=True)
class Codes:
    """What codes rules may use; None: any."""

    forms: Mapping[str, Form]
    kinds: Mapping[str, str] | None = None
    reasons: Mapping[str, Pool] | None = None


def faults(rules: Rules, codes: Codes) -> Iterator[Fault]:
    """Every code that the methodology does not have, and every consent that is read twice."""
    for index, programme in enumerate(rules.programmes):
        yield from _of_programme(programme, codes, ("programmes", index))
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
    if codes.kinds is not None and rule.kind and rule.kind not in codes.kinds:
        yield (*place, "kind"), f"no such kind, say one of: {', '.join(codes.kinds)}"


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
