"""Indicators as people read them: titles, values, and of what they are."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Final, Protocol, TypeVar

from connector.domain.indicators import CATALOGUE, How, Indicator, Place
from connector.domain.indicators.counting import OF
from connector.domain.indicators.marks import SUBJECT
from connector.mapping.methodology import Methodology
from connector.reports.templates import Templates
from connector.wording import Wording

HOWS: Final[Mapping[str, How]] = {one.code: one.how for one in CATALOGUE}
ORDER: Final[Mapping[tuple[str, str], int]] = {
    (one.code, one.reading): place for place, one in enumerate(CATALOGUE)
}
OF_SCHOOL: Final = {one.code for one in CATALOGUE if one.of_school}
Figure = TypeVar("Figure", bound=Indicator)


class Speaker(Protocol):
    """Whoever has the words; `Deps` is one."""

    @property
    def methodology(self) -> Methodology:
        """Names of forms, questionnaires and indicators."""

    @property
    def wording(self) -> Wording:
        """Sentences."""

    @property
    def templates(self) -> Templates:
        """How numbers are written."""


Names = Mapping[int, str]
"""Titles of programmes by their numbers."""


def of_school(indicators: Iterable[Indicator]) -> list[Indicator]:
    """The figures of the whole school that are not told by items, in the catalogue's order."""
    return in_order(one for one in indicators if one.place is Place.SCHOOL and not one.item)


def aimed_at(deps: Speaker, indicators: Iterable[Indicator]) -> list[Indicator]:
    """Those figures of the school for which there are targets and that have a value."""
    targets = deps.methodology.indicators.targets
    return [one for one in of_school(indicators) if one.code in targets and one.value is not None]


def of_programme(indicators: Iterable[Indicator], programme: int) -> list[Indicator]:
    """The figures of its own that a programme has, not told by items and with a value."""
    where = Place.PROGRAMME, str(programme)
    return in_order(
        one
        for one in indicators
        if (one.place, one.place_id) == where and not one.item and one.value is not None
        if one.code not in OF_SCHOOL
    )


def in_order(indicators: Iterable[Figure]) -> list[Figure]:
    """As the catalogue has them; of a figure that of the school first."""
    places = list(Place)
    return sorted(
        indicators,
        key=lambda one: (
            ORDER.get((one.code, one.reading), len(ORDER)),
            one.item,
            places.index(one.place),
            one.place_id,
        ),
    )


def title(deps: Speaker, one: Indicator) -> str:
    """What it is called, with its reading where there are two, and its item."""
    words = deps.methodology.indicators
    reading = words.readings.get(one.reading, one.reading)
    return ": ".join(
        part
        for part in (
            f"{words.of(one.code).title} ({reading})" if reading else words.of(one.code).title,
            item(deps, one.item),
        )
        if part
    )


def item(deps: Speaker, code: str) -> str:
    """A subject, a questionnaire, a question of one, or a reason of ending."""
    if code.startswith(SUBJECT):
        return code.removeprefix(SUBJECT)
    survey, _, asked = code.partition(".")
    for one in deps.methodology.surveys:
        if one.code == survey:
            texts = [question.text for question in one.questions if question.code == asked]
            return f"{one.title}. {texts[0]}" if texts else one.title
    return deps.methodology.states["ended_because"][code] if code else ""


def place(deps: Speaker, one: Indicator, programmes: Names) -> str:
    """Of what it is; nothing for the school."""
    if one.place is Place.PROGRAMME:
        return programmes.get(int(one.place_id), one.place_id)
    if one.place in {Place.FORM, Place.ROLE_MODEL}:
        code, _, model = one.place_id.partition(OF)
        form = deps.methodology.forms.get(code)
        titles = [form.title, form.role_models.get(model, model)] if form else [one.place_id]
        return ": ".join(filter(None, titles))
    return one.place_id


def value(deps: Speaker, one: Indicator) -> str:
    """The value alone, with its unit."""
    if one.is_hidden:
        return deps.wording.say("figure.hidden", count=one.denominator or 0)
    if one.value is None:
        return deps.wording.say("figure.no_data")
    return deps.templates.number(one.value) + deps.methodology.indicators.of(one.code).ending


def value_in_words(deps: Speaker, one: Indicator) -> str:
    """The value with what it was made of."""
    told, how = value(deps, one), HOWS.get(one.code, How.COUNT)
    if one.value is None or how in {How.COUNT, How.MOST}:
        return told
    if not how.is_share:
        return deps.wording.say("figure.mean", value=told, count=one.denominator)
    return deps.wording.say(
        "figure.share",
        value=told,
        numerator=deps.templates.number(one.numerator),
        denominator=one.denominator,
    )


def target(deps: Speaker, one: Indicator, year: int) -> Decimal | None:
    """What is aimed at of the school in a year."""
    is_aimed_at = one.place is Place.SCHOOL and not one.item
    return deps.methodology.indicators.target(one.code, year) if is_aimed_at else None


def rows(
    deps: Speaker, indicators: Iterable[Indicator], programmes: Names, year: int
) -> list[dict[str, Any]]:
    """Indicators for a program, with everything in words."""
    return [
        {
            "code": one.code,
            "reading": one.reading,
            "item": one.item,
            "place": one.place,
            "place_id": one.place_id,
            "title": title(deps, one),
            "of": place(deps, one, programmes),
            "numerator": one.numerator,
            "denominator": one.denominator,
            "value": one.value,
            "in_words": value_in_words(deps, one),
            "unknown": one.unknown,
            "is_hidden": one.is_hidden,
            "target": target(deps, one, year),
        }
        for one in indicators
    ]


def lines(told: Iterable[Mapping[str, Any]]) -> list[str]:
    """Indicators as `rows` gives them, in lines."""
    return [" · ".join(filter(None, (f["title"], f["of"]))) + f": {f['in_words']}" for f in told]
