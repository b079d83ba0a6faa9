"""What somebody brought into a programme, as the indicators see it: meetings, plan, answers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Final

from connector.domain.indicators.answers import responses
from connector.domain.indicators.facts import Facts
from connector.domain.indicators.meetings import held, kept
from connector.domain.indicators.paths import done_items
from connector.domain.indicators.rows import Row, Sort, Verdict
from connector.domain.people import PersonId
from connector.domain.surveys import Moment

ONE: Final = Decimal(1)


@dataclass(frozen=True)
class Contributions:
    """Shares from 0 to 1 of pairs and people; None where there is nothing to measure."""

    facts: Facts

    def meetings(self, match_id: int, wanted: int | None) -> Decimal | None:
        """How many of `wanted` meetings were held; else how many of the planned ones (N4)."""
        if wanted is None:
            return self._kept.get(match_id)
        amount = self._held.get(match_id, Decimal(0))
        return min(ONE, amount / wanted) if match_id else None

    def plan(self, match_id: int) -> Decimal | None:
        """Which share of the items of a pair's plan is done (N6)."""
        return self._done.get(match_id)

    def answers(self, programme: int, who: PersonId) -> Decimal | None:
        """Which share of the questionnaires that ask for a name somebody has answered (N11)."""
        answered = self._answered.get((programme, who))
        return sum(answered, Decimal(0)) / len(answered) if answered else None

    @cached_property
    def _held(self) -> Mapping[int, Decimal]:
        return {row.subject[1]: _number(row.amount) for row in held(self.facts)}

    @cached_property
    def _kept(self) -> Mapping[int, Decimal]:
        return _shares(kept(self.facts))

    @cached_property
    def _done(self) -> Mapping[int, Decimal]:
        return _shares(done_items(self.facts))

    @cached_property
    def _answered(self) -> Mapping[tuple[int, PersonId], list[Decimal]]:
        """What is asked at the end is not missed before the end is near."""
        moments = {survey.code: survey.moment for survey in self.facts.surveys}
        found: defaultdict[tuple[int, PersonId], list[Decimal]] = defaultdict(list)
        for row in responses(self.facts):
            if row.subject[0] == Sort.ANSWER:
                _, programme, who = row.subject
                is_in = row.verdict is Verdict.COUNTED
                if is_in or moments[row.item] is Moment.INPUT or self._is_closing(programme):
                    found[programme, who].append(Decimal(is_in))
        return found

    def _is_closing(self, programme: int) -> bool:
        known = self.facts.register.programmes.get(programme)
        since = known.closing_from if known else None
        return since is not None and self.facts.on >= since


def _shares(rows: Iterable[Row]) -> Mapping[int, Decimal]:
    return {row.subject[1]: _number(row.amount) / row.whole for row in rows if row.whole}


def _number(amount: Fraction | int) -> Decimal:
    return Decimal(amount.numerator) / amount.denominator
