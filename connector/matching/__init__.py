"""Matches mentors and mentees: the best pairs that break no rule, with the reasons in words."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from connector.domain.matching import Couple, Problem, Solution
from connector.matching.hashing import inputs_hash, weights_version
from connector.matching.lexicon import Lexicon, load

if TYPE_CHECKING:
    from connector.matching.deciding import Decision

__all__ = ["Lexicon", "cost", "inputs_hash", "load", "rate", "solve", "weights_version"]


def solve(problem: Problem, lexicon: Lexicon) -> Solution:
    """Find the best solution; an equal problem gives an equal one, whatever the order of people.

    Raises ConfigurationError when the words to compare texts by are wrong.
    """
    from connector.matching import explain, helping, quality  # noqa: PLC0415 - scipy loads slowly

    decision = _decide(problem, lexicon)
    return Solution(
        proposals=tuple(explain.proposals(decision)),
        unmatched=tuple(explain.unmatched(decision)),
        help=tuple(helping.helping(decision)),
        quality=quality.quality(decision),
        inputs_hash=inputs_hash(problem),
        weights_version=weights_version(problem.policy, lexicon),
        broken_pins=decision.pins.broken,
    )


def cost(problem: Problem, lexicon: Lexicon, couple: Couple) -> int:
    """What the school as a whole loses, in points, when a couple is made come what may.

    Exact: all is decided anew. 0 for a couple that is proposed, and for one that may not be.
    """
    mentor, mentee = couple
    others = frozenset(pin for pin in problem.pins if pin[1] != mentee)
    pinned = replace(problem, pins=others | {(mentor, mentee)})
    before, after = _decide(problem, lexicon), _decide(pinned, lexicon)
    return before.total - after.total


def rate(problem: Problem, lexicon: Lexicon, couples: Iterable[Couple]) -> int:
    """All points that couples would have, whether they may be or not."""
    from connector.matching.scores import rated  # noqa: PLC0415 - scipy loads slowly
    from connector.matching.table import Table  # noqa: PLC0415 - same

    return rated(Table(problem, lexicon), couples)


def _decide(problem: Problem, lexicon: Lexicon) -> "Decision":
    from connector.matching.deciding import decide  # noqa: PLC0415 - scipy loads slowly
    from connector.matching.scores import score  # noqa: PLC0415 - same
    from connector.matching.table import Table  # noqa: PLC0415 - same

    table = Table(problem, lexicon)
    return decide(table, score(table))
