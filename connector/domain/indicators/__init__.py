"""The catalogue of figures (methodology 1.6 and 13): what each is, and what it is counted from."""

from connector.domain.indicators.catalogue import CATALOGUE, indicators
from connector.domain.indicators.counting import Indicator, Place, count
from connector.domain.indicators.facts import Facts, Period, When
from connector.domain.indicators.meaning import Meaning, Meanings
from connector.domain.indicators.rows import Definition, How, Row, Sort, Verdict, Why
from connector.domain.indicators.snapshots import Frozen, Snapshot, in_force
from connector.domain.indicators.sources import Source, sources

__all__ = [
    "CATALOGUE", "Definition", "Facts", "Frozen", "How", "Indicator", "Meaning", "Meanings",
    "Period", "Place", "Row", "Snapshot", "Sort", "Source", "Verdict", "When", "Why", "count",
    "in_force", "indicators", "sources",
]  # fmt: skip
