"""How a programme is judged, in lines."""

from collections.abc import Iterator
from typing import Final

from connector.services.by_hand.view import View
from connector.services.evaluation import ItemTold, Told

HEAD: Final = (
    "evaluation.head_item", "evaluation.head_text", "evaluation.head_value",
    "evaluation.head_suggested", "evaluation.head_on", "evaluation.head_comment",
)  # fmt: skip


def cells(view: View, told: Told) -> list[tuple[str, ...]]:
    """The nine marks."""
    return [
        (
            one.item,
            one.text,
            "–" if one.value is None else str(one.value),
            _suggested(view, one),
            f"{one.scored_on:%d.%m.%Y}" if one.scored_on else "",
            one.comment,
        )
        for one in told.items
    ]


def total(view: View, told: Told) -> str:
    """The sum and its level, or how many marks are lacking."""
    say = view.deps.wording.say
    if told.total is None or told.level is None:
        lacking = sum(one.value is None for one in told.items)
        return say("evaluation.incomplete", lacking=lacking)
    return say("evaluation.total", points=told.total, level=view.title("level", told.level))


def swot(view: View, told: Told) -> Iterator[str]:
    """SWOT, part by part."""
    titles = {one.quadrant: view.title("quadrant", one.quadrant) for one in told.swot}
    for quadrant, title in titles.items():
        yield f"{title}:"
        for one in told.swot:
            if one.quadrant is quadrant:
                yield f"  {one.id}. {one.text}" + (f" – {one.evidence}" if one.evidence else "")


def answers(view: View, told: Told) -> Iterator[str]:
    """What people wrote, question by question."""
    for one in told.answers:
        yield f"{one.survey}. {one.question}"
        if one.texts:
            yield from (f"  – {text}" for text in one.texts)
        else:
            yield f"  {view.deps.wording.say('figure.hidden', count=one.count)}"


def _suggested(view: View, one: ItemTold) -> str:
    if one.suggested is None:
        return ""
    if one.basis is None:
        return view.deps.wording.say("evaluation.by_survey", value=one.suggested)
    return f"{one.suggested} ({view.number(one.basis, ' %')})"
