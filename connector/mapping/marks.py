"""Mirror + rules -> how mentees stand in the subjects that are followed."""

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from connector.domain.people import PersonId, Role
from connector.mapping.known import Known
from connector.moodle.records.grade import CourseMark

FINE: Final = Decimal("0.0001")


def read_marks(known: Known) -> Mapping[tuple[PersonId, str], Decimal]:
    """A share of the best mark for each mentee and subject; of several courses their mean."""
    subjects = {course.id: rule.subject for rule, course in known.found.marks}
    mentees = {who for who, person in known.people.items() if Role.MENTEE in person.roles}
    found: defaultdict[tuple[PersonId, str], list[Decimal]] = defaultdict(list)
    for mark in known.mirror.course_marks:
        who, subject = PersonId(mark.user_id), subjects.get(mark.course_id)
        if subject is not None and who in mentees and mark.maximum > mark.minimum:
            found[who, subject].append(_share(mark))
    return {key: _mean(found[key]) for key in sorted(found)}


def _share(mark: CourseMark) -> Decimal:
    """From 0 to 1; extra points do not make it more."""
    part = (mark.value - mark.minimum) / (mark.maximum - mark.minimum)
    return max(Decimal(0), min(Decimal(1), part))


def _mean(shares: list[Decimal]) -> Decimal:
    return (sum(shares, Decimal(0)) / len(shares)).quantize(FINE)
