"""Hashes of what a matching depends on: equal exactly when the problem, or the weights, are."""

import hashlib
import json
from datetime import date
from typing import Any

from connector.domain.matching import Policy, Problem
from connector.matching.lexicon import Lexicon


def inputs_hash(problem: Problem) -> str:
    """A hash of a problem, whatever the order of its candidates."""
    content = {
        **vars(problem),
        "mentors": sorted(problem.mentors, key=lambda one: one.id),
        "mentees": sorted(problem.mentees, key=lambda one: one.id),
        "chosen": sorted([*couple, rank] for couple, rank in problem.chosen.items()),
    }
    return _hash(content)


def weights_version(policy: Policy, lexicon: Lexicon) -> str:
    """A hash of the policy and of the words that texts are compared by."""
    return _hash({"policy": policy, "lexicon": lexicon.version})


def _hash(content: object) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, default=_plain)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> object:  # noqa: ANN401 - whatever JSON does not know
    if isinstance(value, date):
        return value.isoformat()
    return sorted(value) if isinstance(value, frozenset) else vars(value)
