"""The effectiveness of a programme: the sum of nine marks (M6)."""

from collections.abc import Iterator
from typing import Final

from connector.domain.evaluation import standing, total
from connector.domain.indicators.facts import Facts
from connector.domain.indicators.rows import Definition, How, Row, Sort, Verdict, Why


def effectiveness(facts: Facts) -> Iterator[Row]:
    """Every programme; one that lacks a mark has no sum (methodology 7.5)."""
    for programme in facts.school.programmes:
        marks = standing(facts.register.scores.values(), int(programme.id), facts.on)
        points = total(marks)
        subject, programmes = (Sort.PROGRAMME, int(programme.id)), (int(programme.id),)
        if points is None:
            yield Row(subject, Verdict.UNKNOWN, Why.MARKS_LACK, programmes)
        else:
            yield Row(subject, Verdict.COUNTED, Why.MARKED, programmes, amount=points)


DEFINITIONS: Final = (Definition("M6", How.MEAN, effectiveness),)
