"""Reads the questionnaires of the monitoring as people filled them in."""

from collections.abc import Iterator, Mapping

from connector.domain.people import PersonId, Role
from connector.domain.survey_figures import NOBODY, Filled
from connector.mapping import sheets
from connector.mapping.known import Known
from connector.mapping.pair_rules import SurveyRule
from connector.mapping.people import role_in
from connector.moodle.records.answered import Answered


def read_surveys(known: Known) -> tuple[Filled, ...]:
    """What was answered in every programme, by programme, questionnaire and person.

    Of who stands on another side of the programme than the questionnaire is for, nothing is read;
    whoever answers without a name is believed to stand on the right one.
    """
    return tuple(
        one
        for rule, course in known.found.programmes
        if rule.surveys
        for one in _in_course(known, rule.surveys, course.id)
    )


def _in_course(known: Known, rules: Mapping[str, SurveyRule], course: int) -> Iterator[Filled]:
    here = known.enrolled(course)
    for code, rule in sorted(rules.items()):
        keys = {item: sheets.key(rule.answers, item) for item in rule.items}
        if rule.answers.is_anonymous:
            for row in sheets.unnamed(known, rule.answers, rule.items, course):
                answers = _answers(keys, row)
                yield Filled(course, code, NOBODY, None, answers, number=-row.user_id)
            continue
        for who, row in sorted(sheets.latest(known, rule.answers, rule.items).items()):
            if who in here and _is_asked(known, rule, course, who):
                yield Filled(course, code, who, known.day_of(row.answered_at), _answers(keys, row))


def _answers(keys: Mapping[str, str], row: Answered) -> Mapping[str, str]:
    return {item: row.answers.get(key, "") for item, key in keys.items()}


def _is_asked(known: Known, rule: SurveyRule, course: int, who: PersonId) -> bool:
    """Whether a questionnaire is for somebody; a curator's for staff, where no curator is named."""
    has = role_in(known.facts[who], known.rules, known.found, course)
    if rule.who is Role.CURATOR and Role.CURATOR not in known.rules.roles:
        return not known.sides(who, course)
    return rule.who is not None and has(rule.who)
