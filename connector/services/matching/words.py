"""Matchings in words: the pairs and why, who is left, what would help, what differs."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from connector.domain.matching import HardRule
from connector.domain.people import PersonId
from connector.services.by_hand.view import View
from connector.services.matching.comparing import Compared
from connector.services.matching.deciding import DecisionRow
from connector.services.matching.runs import Run
from connector.services.matching.told import AloneTold, HelpTold, PairTold, TermTold

INDENT: Final = "  "
MOST_SAID: Final = 3
"""So many terms of a pair, the weightiest, stand in a line of a list."""

PAIR_HEAD: Final = (
    "matching.head_mentor", "matching.head_mentee", "matching.head_points", "matching.head_why",
)  # fmt: skip
RUN_HEAD: Final = (
    "matching.head_run", "matching.head_programme", "matching.head_name", "matching.head_made",
    "matching.head_pairs", "matching.head_points", "matching.head_approved",
)  # fmt: skip
DECISION_HEAD: Final = (
    "matching.head_number", "matching.head_programme", "matching.head_decision",
    "matching.head_mentor", "matching.head_mentee", "matching.head_places",
)  # fmt: skip
VARIANT_HEAD: Final = (
    "matching.head_name", "matching.head_pairs", "matching.head_points", "matching.head_mean",
    "matching.head_blocking", "matching.head_spread",
)  # fmt: skip


def headline(view: View, run: Run) -> str:
    """What was matched, and how well."""
    quality = run.told.quality
    return view.deps.wording.say(
        "matching.kept" if run.id else "matching.not_kept",
        run=run.id,
        programme=view.programme(run.programme_id),
        objective=view.title("objective", run.told.policy["objective"]),
        matched=quality["matched"],
        mentees=quality["mentees"],
        points=quality["score"],
        mean=_number(quality["mean"]),
        least=quality["least"],
    )


def pair_cells(view: View, run: Run) -> list[Sequence[str]]:
    """The proposed pairs in columns, the weightiest reasons first."""
    return [
        (
            _name(view, pair.mentor_id),
            _name(view, pair.mentee_id),
            str(pair.score),
            "; ".join(_why(view, pair)),
        )
        for pair in run.told.pairs
    ]


def rest(view: View, run: Run) -> Iterator[str]:
    """Who has no mentor and why, what would help, which pins could not be kept."""
    say, told = view.deps.wording.say, run.told
    if told.alone:
        yield say("matching.alone", count=len(told.alone))
        yield from (INDENT + _alone(view, one) for one in told.alone)
    if told.help:
        yield say("matching.helps")
        yield from (INDENT + _help(view, one) for one in told.help)
    if told.broken:
        yield say("matching.broken")
        for pin in told.broken:
            names = f"{_name(view, pin.mentor_id)} – {_name(view, pin.mentee_id)}"
            yield f"{INDENT}{names}: {view.title('hard_rule', pin.rule)}"


def explained(view: View, run: Run) -> Iterator[str]:
    """All that is said of pairs, point by point."""
    for pair in run.told.pairs:
        yield from _explained(view, pair)
    yield from rest(view, run)


def _explained(view: View, pair: PairTold) -> Iterator[str]:
    say = view.deps.wording.say
    yield say(
        "matching.pinned_pair" if pair.is_pinned else "matching.pair",
        mentor=_name(view, pair.mentor_id),
        mentee=_name(view, pair.mentee_id),
        points=pair.score,
    )
    for term in pair.terms:
        title = view.title("criterion", term.criterion)
        yield f"{INDENT}{title}: {term.points}/{term.most} – {_said(view, term)}"
    if pair.other_id:
        facts = {"mentor": _name(view, pair.other_id), "points": pair.other_score}
        if pair.cost is None:
            yield INDENT + say("matching.other", **facts)
        else:
            yield INDENT + say("matching.other_costs", **facts, cost=pair.cost)


def run_cells(view: View, found: Iterable[Run]) -> list[Sequence[str]]:
    """Matchings that were kept, in columns."""
    return [
        (
            str(run.id),
            view.programme(run.programme_id),
            run.name,
            f"{run.made_on:%d.%m.%Y}",
            f"{run.told.quality['matched']}/{run.told.quality['mentees']}",
            str(run.told.quality["score"]),
            f"{run.approved_on:%d.%m.%Y}" if run.approved_on else "",
        )
        for run in found
    ]


def decision_cells(view: View, rows: Iterable[DecisionRow]) -> list[Sequence[str]]:
    """Decisions that stand, in columns."""
    return [
        (
            str(row.id),
            view.programme(row.programme_id),
            view.title("constraint", row.kind),
            _name(view, row.mentor_id),
            _name(view, row.mentee_id) if row.mentee_id else "",
            str(row.number) if row.kind == "places" else "",
        )
        for row in rows
    ]


def variant_cells(view: View, compared: Compared) -> list[Sequence[str]]:
    """Variants in figures."""
    as_it_is = view.deps.wording.say("matching.as_it_is")
    return [
        (
            " ".join(filter(None, (str(one.run or ""), one.name))) or as_it_is,
            f"{one.matched}/{one.mentees}",
            str(one.points),
            _number(one.mean),
            str(one.blocking),
            _number(one.spread),
        )
        for one in compared.variants
    ]


def differing(view: View, compared: Compared) -> Iterator[str]:
    """The mentees whose mentor is not the same everywhere."""
    say = view.deps.wording.say
    yield say("matching.differing", count=len(compared.differing))
    for one in compared.differing:
        mentors = " | ".join(
            _name(view, who) if who else say("matching.nobody") for who in one.mentors
        )
        yield f"{INDENT}{_name(view, one.mentee_id)}: {mentors}"


def _why(view: View, pair: PairTold) -> list[str]:
    if pair.is_pinned:
        return [view.title("constraint", "pin")]
    best = sorted((term for term in pair.terms if term.points), key=lambda term: -term.points)
    return [_said(view, term) for term in best[:MOST_SAID]]


def _said(view: View, term: TermTold) -> str:
    return view.deps.wording.say(term.code, **term.facts)


def _alone(view: View, one: AloneTold) -> str:
    reasons = ", ".join(
        f"{view.title('hard_rule', reason.rule)} – {reason.count}" for reason in one.reasons
    )
    nobody = view.deps.wording.say("matching.no_mentors")
    return f"{_name(view, one.mentee_id)}: {reasons or nobody}"


def _help(view: View, one: HelpTold) -> str:
    say, mentor = view.deps.wording.say, _name(view, one.mentor_id)
    if one.rule == HardRule.NO_PLACE:
        return say("matching.help_places", mentor=mentor, places=one.places, pairs=one.pairs)
    reason = view.title("hard_rule", one.rule)
    return say("matching.help_cure", mentor=mentor, reason=reason, pairs=one.pairs)


def _name(view: View, who: int) -> str:
    return view.name(PersonId(who))


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")
