"""The journal of meetings: those planned or entered here joined with those Moodle tells of."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from connector.domain.journal_lines import (
    Line,
    line_here,
    line_of_both,
    line_there,
    with_remarks,
)
from connector.domain.matches import Match
from connector.domain.meetings import CALLED_OFF, Meeting, SeenMeeting, period_of
from connector.domain.norms import Norms
from connector.domain.register.book import Register
from connector.domain.school import School


def journal(
    register: Register, school: School, norms: Norms, on: date, match_id: int | None = None
) -> list[Line]:
    """The meetings of one pair of the register or of all, by pair and day, with what is amiss."""
    plain = lines(register, school, norms, on, match_id)
    return [
        line
        for key, mine in plain.items()
        for line in with_remarks(register.matches[key], mine, on)
    ]


def lines(
    register: Register, school: School, norms: Norms, on: date, match_id: int | None = None
) -> Mapping[int, list[Line]]:
    """The meetings of one pair or of all by day, without looking at what is amiss with them.

    A meeting of the register that was not called off and one of Moodle not further apart than
    `meeting_drift_days` are one line, the nearest first, each used once.
    """
    seen = seen_by_match(register, school)
    known: defaultdict[int, list[Meeting]] = defaultdict(list)
    for key in sorted(register.meetings):
        known[register.meetings[key].match_id].append(register.meetings[key])
    wanted = sorted(register.matches) if match_id is None else [match_id]
    return {
        key: _of_match(register.matches[key], known.get(key, ()), seen.get(key, ()), norms, on)
        for key in wanted
    }


def seen_by_match(register: Register, school: School) -> Mapping[int, list[SeenMeeting]]:
    """What Moodle tells, by the pair whose group it is; of several the one of that time."""
    of_group: defaultdict[tuple[int, int], list[Match]] = defaultdict(list)
    for key in sorted(register.matches):
        match = register.matches[key]
        of_group[match.programme_id, match.group_id].append(match)
    found: defaultdict[int, list[SeenMeeting]] = defaultdict(list)
    for one in school.meetings:
        matches = of_group.get((one.programme_id, one.group_id), []) if one.group_id else []
        if matches:
            best = max(matches, key=lambda match: (one.on in period_of(match), match.id))
            found[best.id].append(one)
    return found


def _of_match(
    match: Match, known: Sequence[Meeting], seen: Sequence[SeenMeeting], norms: Norms, on: date
) -> list[Line]:
    drift = norms.meeting_drift_days
    joined = _joined(known, seen, drift)
    used = {one.source for one in joined.values()}
    found = [
        line_of_both(match, one, joined[one.id], on)
        if one.id in joined
        else line_here(match, one, drift, on)
        for one in known
    ]
    found += [line_there(match, one, on) for one in seen if one.source not in used]
    return sorted(found, key=lambda line: (line.on, line.fact.clock, line.fact.id, line.source))


def _joined(
    known: Iterable[Meeting], seen: Iterable[SeenMeeting], drift: int
) -> Mapping[int, SeenMeeting]:
    """Which meeting of Moodle is which of the register, by its number."""
    free = {one.source: one for one in seen}
    near = sorted(
        (apart, meeting.on, meeting.id, source)
        for meeting in known
        if meeting.state not in CALLED_OFF
        for source, one in free.items()
        if (apart := abs((meeting.on - one.on).days)) <= drift
    )
    found: dict[int, SeenMeeting] = {}
    for _, _, meeting_id, source in near:
        if meeting_id not in found and source in free:
            found[meeting_id] = free.pop(source)
    return found
