"""Keeps how the school marks of mentees change: Moodle shows only how they stand now."""

from collections.abc import Mapping
from dataclasses import asdict

from connector.domain.marks import History, histories, news
from connector.domain.people import PersonId, Role
from connector.domain.register import Register
from connector.domain.school import School
from connector.services.deps import Deps
from connector.services.running import Record
from connector.store import kinds


def known(deps: Deps) -> Mapping[PersonId, Mapping[str, History]]:
    """What was kept, by person and subject."""
    with deps.database.reading(deps.school_id) as tx:
        return histories(tx.pictures.load(kinds.MARK))


def keep(deps: Deps, school: School, register: Register, record: Record) -> None:
    """Add what changed of those who are mentees now; of nobody else a mark is kept."""
    mentees = {
        one.person_id
        for one in register.participations.values()
        if one.role is Role.MENTEE and one.is_open
    }
    with deps.database.transaction(deps.school_id) as tx:
        found = news(school.marks, tx.pictures.load(kinds.MARK), mentees, deps.today)
        tally = tx.pictures.replace(kinds.MARK, found, marks_gone=False)
    record.counts[kinds.MARK.name] = asdict(tally)


def forget(deps: Deps, who: PersonId) -> None:
    """Destroy the marks of a person."""
    with deps.database.transaction(deps.school_id) as tx:
        tx.pictures.erase(kinds.MARK, person_id=who)
