"""Mirror + rules -> who is invited and who applies; what of a request's reasons may be kept."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from connector.domain.people import PersonId, Role
from connector.domain.recruiting import Application
from connector.mapping import sheets
from connector.mapping.known import Known
from connector.mapping.methodology import Methodology
from connector.mapping.register_rules import QuestionnaireRule, RecruitingRule
from connector.mapping.rules import Rules
from connector.moodle.records.answered import Answered

LISTED: Final = "candidates"
"""The source of candidates who are so by a condition alone."""


def invited(known: Known) -> Mapping[Role, frozenset[PersonId]]:
    """Whom the school invites into each role."""
    rules = known.rules.recruiting.items()
    return {role: known.whom(rule.invited) for role, rule in rules if rule.invited}


def applications(known: Known) -> tuple[Application, ...]:
    """Everybody who is a candidate by a condition or by a questionnaire, once for each role."""
    rules = known.rules.recruiting.items()
    found = [one for role, rule in rules for one in _applications(known, role, rule)]
    return tuple(sorted(found, key=lambda one: (one.person_id, one.role)))


def kept_codes(rules: Rules, methodology: Methodology) -> frozenset[str]:
    """The reasons that may be kept (methodology 2.3); of what nobody described, nothing."""
    codes = {code for reason in _reasons(rules).values() for code in reason.values()}
    known, keeps = methodology.reasons, methodology.norms.keep_sensitive_reasons
    return frozenset(c for c in codes if c in known and (keeps or not known[c].sensitive))


def kept_reasons(rules: Rules, methodology: Methodology) -> Mapping[str, Mapping[str, str]]:
    """By the name of each answer that tells reasons: option -> code, of those that may be kept."""
    kept = kept_codes(rules, methodology)
    return {
        name: {option: code for option, code in codes.items() if code in kept}
        for name, codes in _reasons(rules).items()
    }


def coded(answer: str, codes: Mapping[str, str]) -> str:
    """The codes of the chosen options, a line each; whatever else stands there is left out."""
    return "\n".join(sorted({codes[line] for line in answer.split("\n") if line in codes}))


def written(known: Known, sheet: QuestionnaireRule) -> Mapping[PersonId, Answered]:
    """Each person's last answers to a questionnaire."""
    items = [*sheet.items.values(), *([sheet.reason.item] if sheet.reason else [])]
    return sheets.latest(known, sheet.answers, items)


def _applications(known: Known, role: Role, rule: RecruitingRule) -> Iterator[Application]:
    answers = written(known, rule.questionnaire) if rule.questionnaire else {}
    listed = known.whom(rule.candidates) if rule.candidates else frozenset()
    for who in listed - answers.keys():
        yield Application(who, role, LISTED, form=rule.form)
    for who, answered in answers.items():
        if sheet := rule.questionnaire:
            yield Application(
                person_id=who,
                role=role,
                source=str(sheet.answers),
                applied_on=known.day_of(answered.answered_at),
                form=rule.form,
                texts=_texts(sheet, answered),
                reasons=_codes(sheet, answered),
            )


def _texts(sheet: QuestionnaireRule, answered: Answered) -> Mapping[str, str]:
    named = {field: sheets.key(sheet.answers, item) for field, item in sheet.items.items()}
    return {f: answered.answers[name] for f, name in named.items() if name in answered.answers}


def _codes(sheet: QuestionnaireRule, answered: Answered) -> frozenset[str]:
    """The reasons: reading Moodle has left nothing but codes of them."""
    if sheet.reason is None:
        return frozenset()
    told = answered.answers.get(sheets.key(sheet.answers, sheet.reason.item), "")
    return frozenset(told.split("\n")) & frozenset(sheet.reason.codes.values())


def _reasons(rules: Rules) -> Mapping[str, Mapping[str, str]]:
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for rule in rules.recruiting.values():
        if rule.questionnaire and (reason := rule.questionnaire.reason):
            found[sheets.key(rule.questionnaire.answers, reason.item)].update(reason.codes)
    return found
