"""What people wrote in the journal of a programme: a database, an assignment or a forum."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class JournalEntry:
    """An entry of a database, a submission or a post, only what a rule asks for of it.

    `values` by the rule's words (`mapping.pair_rules.JOURNAL_FIELDS`), as Moodle tells them: plain
    text, a date in Unix seconds, several chosen options a line each. `group_id`: 0 for no group.
    `written_at` in Unix seconds. `is_approved`: always so where the activity asks for no approval.
    """

    course_id: int
    cmid: int
    id: int
    user_id: int
    group_id: int
    written_at: int
    is_approved: bool = True
    values: Mapping[str, str] = field(default_factory=dict)
