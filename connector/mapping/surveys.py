"""Reads the questionnaires of the monitoring as people filled them in."""

from collections.abc import Mapping

from connector.domain.survey_figures import Filled
from connector.mapping import sheets
from connector.mapping.known import Known
from connector.mapping.pair_rules import SurveyRule


def read_surveys(known: Known) -> tuple[Filled, ...]:
    """What was answered in every programme, by programme, questionnaire and person.

    Of who stands on another side of the programme than the questionnaire is for, nothing is read.
    """
    return tuple(
        one
        for rule, course in known.found.programmes
        if rule.surveys
        for one in _in_course(known, rule.surveys, course.id)
    )


def _in_course(known: Known, rules: Mapping[str, SurveyRule], course: int) -> list[Filled]:
    here = known.enrolled(course)
    return [
        one
        for code, rule in sorted(rules.items())
        for one in _filled(known, code, rule, course)
        if one.person_id in here
    ]


def _filled(known: Known, code: str, rule: SurveyRule, course: int) -> list[Filled]:
    answered = sheets.latest(known, rule.answers, rule.items)
    keys = {item: sheets.key(rule.answers, item) for item in rule.items}
    return [
        Filled(
            course,
            code,
            who,
            known.day_of(row.answered_at),
            {item: row.answers.get(key, "") for item, key in keys.items()},
        )
        for who, row in sorted(answered.items())
        if rule.who in known.sides(who, course)
    ]
