"""Judging programmes by hand: marks and SWOT."""

from dataclasses import replace
from datetime import date

from connector.domain.evaluation import ITEMS, MARKS, Score, SwotEntry
from connector.domain.register.book import Register, next_id
from connector.domain.register.edits import EditRefused


def score(register: Register, made: Score) -> Register:
    """Mark an item of a programme; its number is given here. Raises EditRefused."""
    if made.item not in ITEMS:
        raise EditRefused("evaluation.no_item", item=made.item, known=", ".join(ITEMS))
    if made.value not in MARKS:
        raise EditRefused("evaluation.no_mark", value=made.value)
    return register.with_rows("scores", [replace(made, id=next_id(register.scores))])


def note(register: Register, made: SwotEntry) -> Register:
    """Add a line to a SWOT analysis; its number is given here. Raises EditRefused."""
    if not made.text.strip():
        raise EditRefused("evaluation.no_text")
    return register.with_rows("swot", [replace(made, id=next_id(register.swot))])


def drop(register: Register, entry_id: int, on: date) -> Register:
    """Take a line out from a day on; raises EditRefused for one that there is not."""
    entry = register.swot.get(entry_id)
    if entry is None or not entry.stands(on):
        raise EditRefused("evaluation.no_entry", entry=entry_id)
    return register.with_rows("swot", [replace(entry, dropped_on=on)])
