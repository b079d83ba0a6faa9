"""Which pairs at work have not met for too long (methodology 13: N5)."""

from collections.abc import Collection, Mapping
from datetime import date

from connector.domain.journal import journal
from connector.domain.meeting_figures import summaries
from connector.domain.norms import Norms
from connector.domain.register.book import Register
from connector.domain.school import School


def without_meetings(
    register: Register, school: School, norms: Norms, on: date, kept: Collection[int] = ()
) -> Mapping[int, int]:
    """The pairs at work without a meeting for too long, and for how many days.

    Only of programmes that tell of meetings at all: those in `kept`, which have a journal, and
    those with any meeting here or in Moodle.
    """
    lines = journal(register, school, norms, on)
    telling = {register.matches[line.match_id].programme_id for line in lines} | {*kept}
    asked = [match for match in register.matches.values() if match.programme_id in telling]
    return {
        one.match.id: one.quiet_days or 0
        for one in summaries(asked, lines, on)
        if one.is_without_meeting(norms.meeting_days)
    }
