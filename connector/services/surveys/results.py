"""What the questionnaires of a programme say: who answered, means, shares, what changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from connector.domain.people import Role
from connector.domain.programmes import Programme
from connector.domain.survey_figures import (
    Chosen,
    Effect,
    Filled,
    Response,
    Said,
    choices,
    effects,
    invited,
    means,
    overall,
    shares,
)
from connector.domain.surveys import Moment, Survey
from connector.services import picture
from connector.services.by_hand.view import View


@dataclass(frozen=True)
class SurveyTold:
    """A questionnaire: `share` of those who were to answer did, in per cent; `mean` of marks.

    `marks` and `yes` by question, `chosen` by option too; what fewer than `least_group` people said
    has no value.
    """

    survey: str
    title: str
    invited: int
    answered: int
    share: Decimal | None
    mean: Decimal | None
    marks: tuple[Said, ...]
    yes: tuple[Said, ...]
    chosen: tuple[Chosen, ...] = ()


@dataclass(frozen=True)
class ProgrammeTold:
    """The questionnaires of a programme, and what changed on each side."""

    programme_id: int
    programme: str
    surveys: tuple[SurveyTold, ...]
    effects: Mapping[Role, tuple[Effect, ...]]


@dataclass(frozen=True)
class Missing:
    """Somebody who has not answered."""

    survey: str
    title: str
    programme_id: int
    programme: str
    person_id: int
    name: str


def results(view: View, programme: Programme | None = None) -> list[ProgrammeTold]:
    """Every programme that has questionnaires, or one of them."""
    return [_told(view, number, asked) for number, asked in _asked(view, programme).items()]


def missing(view: View, programme: Programme | None = None) -> list[Missing]:
    """Who was to answer and has not, by programme, questionnaire and name.

    Of questionnaires without names nobody knows.
    """
    found = [
        Missing(one.code, one.title, number, view.programme(number), who, view.name(who))
        for number, asked in _asked(view, programme).items()
        for one, is_named in asked.items()
        for who in _response(view, number, one, is_named=is_named).missing
    ]
    return sorted(found, key=lambda row: (row.programme_id, row.survey, row.name, row.person_id))


def _response(view: View, number: int, survey: Survey, *, is_named: bool) -> Response:
    """Who was to answer: whoever takes part, or did and came to the end."""
    sides, filled = invited(view.register.participations.values()), _filled(view, number, survey)
    return Response(
        sides.get((number, survey.who), frozenset()),
        frozenset(one.person_id for one in filled if one.is_named),
        None if is_named else len(filled),
    )


def _asked(view: View, programme: Programme | None) -> Mapping[int, Mapping[Survey, bool]]:
    """The questionnaires of each programme, as surveys.yaml has them, and whether they name."""
    return {
        course.id: {
            one: one.code not in rule.unnamed
            for one in view.deps.methodology.surveys
            if one.code in rule.surveys
        }
        for rule, course in picture.courses(view.deps).programmes
        if rule.surveys and (programme is None or programme.id == course.id)
    }


def _told(view: View, number: int, asked: Mapping[Survey, bool]) -> ProgrammeTold:
    changed = {
        before.who: _changes(view, number, before, after)
        for before in asked
        for after in asked
        if before.who is after.who
        and (before.moment, after.moment) == (Moment.INPUT, Moment.OUTPUT)
        and asked[before]
        and asked[after]
    }
    surveys = tuple(_survey(view, number, one, is_named=named) for one, named in asked.items())
    return ProgrammeTold(number, view.programme(number), surveys, changed)


def _changes(view: View, number: int, before: Survey, after: Survey) -> tuple[Effect, ...]:
    filled = [*_filled(view, number, before), *_filled(view, number, after)]
    return tuple(effects(before, after, filled, view.deps.methodology.norms.least_group))


def _survey(view: View, number: int, survey: Survey, *, is_named: bool) -> SurveyTold:
    least, filled = view.deps.methodology.norms.least_group, _filled(view, number, survey)
    who = _response(view, number, survey, is_named=is_named)
    return SurveyTold(
        survey=survey.code,
        title=survey.title,
        invited=len(who.invited),
        answered=who.count if who.invited else len(filled),
        share=who.share,
        mean=overall(survey, filled, least).value,
        marks=tuple(means(survey, filled, least)),
        yes=tuple(shares(survey, filled, view.deps.wording.say("surveys.yes"), least)),
        chosen=tuple(choices(survey, filled, least)),
    )


def _filled(view: View, number: int, survey: Survey) -> list[Filled]:
    return [
        one for one in view.seen.surveys if one.programme_id == number and one.survey == survey.code
    ]
