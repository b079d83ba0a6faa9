"""What people answered in a feedback or a choice, as the mirror keeps it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Answered:
    """One person's answers in one activity, only those that a rule asks for.

    `answers` by the rule's words for activity and item (`mapping.sheets.key`), empty for what was
    left out; several chosen options a line each; a reason as codes. `answered_at` in Unix seconds.
    """

    course_id: int
    cmid: int
    user_id: int
    answered_at: int
    answers: Mapping[str, str] = field(default_factory=dict)
