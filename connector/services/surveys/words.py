"""What questionnaires say, in columns and sentences."""

from collections.abc import Iterator, Sequence
from typing import Final

from connector.domain.survey_figures import Effect
from connector.services.by_hand.view import View
from connector.services.surveys.results import Missing, ProgrammeTold

NOT_SHOWN: Final = "–"
PER_CENT: Final = " %"
SURVEY_HEAD: Final = (
    "surveys.head_title", "surveys.head_invited", "surveys.head_answered", "surveys.head_share",
    "surveys.head_mean",
)  # fmt: skip
QUESTION_HEAD: Final = (
    "surveys.head_title", "surveys.head_question", "surveys.head_said", "surveys.head_answered",
)  # fmt: skip
EFFECT_HEAD: Final = (
    "surveys.head_dimension", "surveys.head_before", "surveys.head_after", "surveys.head_change",
    "surveys.head_median", "surveys.head_better", "surveys.head_same", "surveys.head_worse",
    "surveys.head_count",
)  # fmt: skip
MISSING_HEAD: Final = ("surveys.head_title", "surveys.head_name", "surveys.head_programme")


def survey_cells(view: View, told: ProgrammeTold) -> list[Sequence[str]]:
    """The questionnaires of a programme in columns."""
    return [
        (
            one.title,
            str(one.invited),
            str(one.answered),
            view.number(one.share, PER_CENT),
            view.number(one.mean),
        )
        for one in told.surveys
    ]


def question_cells(view: View, told: ProgrammeTold) -> list[Sequence[str]]:
    """Every question with marks, with yes and no or with options, and what was answered."""
    texts = {
        (survey.code, question.code): question.text
        for survey in view.deps.methodology.surveys
        for question in survey.questions
    }
    said = [
        (one, answer.question, "", view.number(answer.value, ending), answer.count)
        for one in told.surveys
        for found, ending in ((one.marks, ""), (one.yes, PER_CENT))
        for answer in found
    ]
    said += [
        (one, part.question, f": {part.option}", view.number(part.share, PER_CENT), part.count)
        for one in told.surveys
        for part in one.chosen
    ]
    return [
        (one.title, texts[one.survey, question] + option, value, str(count))
        for one, question, option, value, count in said
        if count
    ]


def effect_cells(view: View, told: ProgrammeTold) -> list[Sequence[str]]:
    """What changed, with whose it is."""
    return [
        (_dimension(view, side, one), *_figures(view, one))
        for side, found in told.effects.items()
        for one in found
    ]


def missing_cells(rows: Sequence[Missing]) -> list[Sequence[str]]:
    """Who has not answered, in columns."""
    return [(row.title, row.name, row.programme) for row in rows]


def notes(view: View, told: ProgrammeTold) -> Iterator[str]:
    """Why something is not shown."""
    found = [one for of_side in told.effects.values() for one in of_side]
    if any(one.is_hidden for one in found):
        least = view.deps.methodology.norms.least_group
        yield view.deps.wording.say("surveys.hidden", least=least)


def _dimension(view: View, side: str, one: Effect) -> str:
    surveys = view.deps.methodology.surveys
    asked = (q for survey in surveys if survey.who == side for q in survey.questions)
    text = next((q.text for q in asked if q.dimension == one.dimension), one.dimension)
    return f"{view.deps.methodology.roles[side]}: {text}"


def _figures(view: View, one: Effect) -> Sequence[str]:
    shown = [view.number(value) for value in (one.before, one.after, one.change, one.median)]
    counts = [one.better, one.same, one.worse]
    is_shown = one.change is not None
    return [*shown, *(str(count) if is_shown else NOT_SHOWN for count in counts), str(one.count)]
