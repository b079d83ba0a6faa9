"""Reads the questionnaires of the monitoring as people filled them in."""

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
        for code, survey in sorted(rule.surveys.items())
        for one in _filled(known, code, survey, course.id)
    )


def _filled(known: Known, code: str, rule: SurveyRule, course: int) -> list[Filled]:
    answered = sheets.latest(known, rule.answers, rule.items)
    here = known.enrolled(course)
    return [
        Filled(
            course,
            code,
            who,
            known.day_of(row.answered_at),
            {item: row.answers.get(sheets.key(rule.answers, item), "") for item in rule.items},
        )
        for who, row in sorted(answered.items())
        if who in here and rule.who in known.sides(who, course)
    ]
