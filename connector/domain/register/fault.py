"""A rule that a register breaks."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """A broken rule: `code` names a sentence, `person_id` and `match_id` whom it is about."""

    code: str
    person_id: int
    match_id: int = 0
