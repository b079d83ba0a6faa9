"""Which questionnaires there are, and as files for Moodle."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from connector.domain.people import Kind
from connector.domain.surveys import Moment, Survey, compared
from connector.mapping.methodology import Methodology
from connector.reports.feedback_xml import Words, feedback_xml
from connector.wording import Wording


@dataclass(frozen=True)
class SurveyRow:
    """A questionnaire: how many questions it has, and how many of them are compared."""

    code: str
    title: str
    who: str
    moment: str
    questions: int
    compared: int
    files: tuple[str, ...]


def rows(method: Methodology) -> list[SurveyRow]:
    """Every questionnaire, in the order of surveys.yaml."""
    return [
        SurveyRow(
            code=survey.code,
            title=survey.title,
            who=survey.who,
            moment=survey.moment,
            questions=len(survey.questions),
            compared=_compared(survey, method.surveys),
            files=tuple(_file(survey, audience) for audience in survey.audiences),
        )
        for survey in method.surveys
    ]


def cells(wording: Wording, method: Methodology, told: Sequence[SurveyRow]) -> list[list[str]]:
    """The rows in columns."""
    return [
        [
            row.code,
            row.title,
            method.roles[row.who],
            wording.say(f"surveys.moment_{row.moment}"),
            str(row.questions),
            str(row.compared),
        ]
        for row in told
    ]


def files(method: Methodology, wording: Wording) -> Mapping[str, bytes]:
    """A file for each audience of each questionnaire, which a Feedback of Moodle imports."""
    say = wording.say
    words = Words(say("surveys.yes"), say("surveys.no"), say("surveys.scale"))
    return {
        _file(survey, audience): feedback_xml(survey.asked_of(audience), words).encode()
        for survey in method.surveys
        for audience in survey.audiences
    }


def _file(survey: Survey, audience: Kind | None) -> str:
    return f"{survey.code}{f'_{audience}' if audience else ''}.xml"


def _compared(survey: Survey, surveys: Sequence[Survey]) -> int:
    others = (one for one in surveys if one.who is survey.who and one.moment is not survey.moment)
    is_first = survey.moment is Moment.INPUT
    pairs = (compared(survey, other) if is_first else compared(other, survey) for other in others)
    return sum(len(found) for found in pairs)
