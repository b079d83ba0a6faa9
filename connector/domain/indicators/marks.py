"""How school marks changed while people were mentees (M5)."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from connector.domain.indicators.facts import Facts, When
from connector.domain.indicators.rows import Definition, How, Row, Sort, Verdict, Why
from connector.domain.indicators.spells import Spell
from connector.domain.marks import History
from connector.domain.people import Role

Change = tuple[str, Fraction]
"""A subject, and by how many per cent of the best mark the mark in it rose."""


def progress(facts: Facts) -> Iterator[Row]:
    """By how many per cent of the best mark each mentee rose, in the mean of their subjects."""
    for spell, subjects in _followed(facts):
        changes = [change for _, change in _changes(facts, spell, subjects)]
        if changes:
            yield _row(facts, spell, Fraction(sum(changes), len(changes)))
        else:
            row = _row(facts, spell, Fraction(0))
            yield row._replace(verdict=Verdict.UNKNOWN, why=Why.ONE_MARK)


def noticed(facts: Facts) -> Iterator[Row]:
    """The same, in steps of what counts as a change."""
    for row in progress(facts):
        yield row._replace(amount=Fraction(row.amount, facts.norms.marks_noticed))


def by_subject(facts: Facts) -> Iterator[Row]:
    """The same of each subject."""
    for spell, subjects in _followed(facts):
        for subject, change in _changes(facts, spell, subjects):
            yield _row(facts, spell, change, f"{SUBJECT}{subject}")


def _followed(facts: Facts) -> Iterator[tuple[Spell, Mapping[str, History]]]:
    """Everybody whose marks are followed at all, each time that they were a mentee."""
    if facts.marks:
        for who, spells in facts.took_part(Role.MENTEE, When.PERIOD).items():
            for spell in spells:
                yield spell, facts.marks.get(who, {})


def _changes(facts: Facts, spell: Spell, subjects: Mapping[str, History]) -> Iterator[Change]:
    """The subjects that have a mark at the beginning and one at the end, or today."""
    wait = timedelta(days=facts.norms.marks_days)
    end = min(spell.last or date.max, facts.on)
    if end - spell.first < wait:
        return
    for subject, history in subjects.items():
        first, last = history.at_start(spell.first, spell.first + wait), history.on(end)
        if first and last and end - first.read_on >= wait:
            yield subject, 100 * (Fraction(last.share) - Fraction(first.share))


def _row(facts: Facts, spell: Spell, amount: Fraction, item: str = "") -> Row:
    return Row(
        (Sort.ANSWER, spell.programme_id, spell.person_id),
        Verdict.COUNTED,
        Why.TWO_MARKS,
        (spell.programme_id,),
        facts.class_of(spell.person_id),
        item,
        amount,
    )


SUBJECT: Final = "subject:"
"""What an item is that is a subject."""

DEFINITIONS: Final = (
    Definition("M5.change", How.MEAN, progress, is_private=True),
    Definition("M5.median", How.MEDIAN, progress, is_private=True),
    Definition("M5.better", How.ROSE, noticed, is_private=True),
    Definition("M5.same", How.STAYED, noticed, is_private=True),
    Definition("M5.worse", How.FELL, noticed, is_private=True),
    Definition("M5.subjects", How.MEAN, by_subject, is_private=True, has_items=True),
)
