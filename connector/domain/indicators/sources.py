"""Which records of Moodle are behind a row."""

from collections.abc import Iterator
from typing import NamedTuple

from connector.domain.indicators.facts import Facts
from connector.domain.indicators.rows import Row, Sort
from connector.domain.people import PersonId


class Source(NamedTuple):
    """A record of Moodle: user, course or group, and its number there."""

    kind: str
    id: int


def sources(row: Row, facts: Facts) -> tuple[Source, ...]:
    """The account, the courses and the groups, as far as Moodle has them."""
    sort, who = row.subject[0], PersonId(row.subject[-1])
    if sort == Sort.ORGANISATION:
        return ()
    if sort in {Sort.PROGRAMME, Sort.UNNAMED}:
        return tuple(source for source in _courses(row) if source.id > 0)
    if sort == Sort.MATCH:
        match = facts.register.matches[row.subject[1]]
        found = [*_courses(row), Source("group", match.group_id)]
    elif sort == Sort.LEARNER:
        learnt = {one.course_id for one in facts.school.studies if one.person_id == who}
        found = [Source("user", who), *(Source("course", key) for key in sorted(learnt))]
    else:
        found = [Source("user", who), *_courses(row), *_groups(facts, who, row.programmes)]
    return tuple(source for source in found if source.id > 0)


def _courses(row: Row) -> Iterator[Source]:
    return (Source("course", key) for key in row.programmes)


def _groups(facts: Facts, who: PersonId, programmes: tuple[int, ...]) -> Iterator[Source]:
    """Those of the person's pairs in these programmes."""
    for match in facts.groups_of.get(who, ()):
        if match.programme_id in programmes:
            yield Source("group", match.group_id)
