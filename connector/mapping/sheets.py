"""Which answers of the mirror a rule asks for."""

from collections.abc import Iterable, Mapping

from connector.domain.people import PersonId
from connector.mapping.known import Known
from connector.mapping.selectors import AnswersRule
from connector.moodle.records.answered import Answered


def key(rule: AnswersRule, item: str) -> str:
    """How an answer is called in the mirror: as the rule calls the activity and the item.

    Moodle lists no ID numbers of activities, so they are told apart while they are read.
    """
    return f"{rule} {item}"


def latest(known: Known, rule: AnswersRule, items: Iterable[str]) -> Mapping[PersonId, Answered]:
    """Each known person's last answers to any of these items; the rule may mean several courses."""
    wanted = {key(rule, item) for item in items}
    rows = [
        row
        for course in courses(known, rule)
        for row in known.mirror.answered_in.get(course, ())
        if wanted & row.answers.keys() and row.user_id in known.people
    ]
    in_time = sorted(rows, key=lambda row: (row.answered_at, row.course_id, row.cmid))
    return {PersonId(row.user_id): row for row in in_time}


def unnamed(
    known: Known, rule: AnswersRule, items: Iterable[str], programme: int
) -> list[Answered]:
    """What was answered without a name in the course of a programme, or in another one for it.

    Its people are numbers below nought.
    """
    wanted, asked = {key(rule, item) for item in items}, courses(known, rule)
    return [
        row
        for course in sorted({programme} & asked or asked)
        for row in known.mirror.answered_in.get(course, ())
        if wanted & row.answers.keys() and row.user_id < 0
    ]


def courses(known: Known, rule: AnswersRule) -> frozenset[int]:
    """The courses in which an activity that the rule means may be."""
    return frozenset(c.id for other, c in known.found.answers if str(other) == str(rule))
