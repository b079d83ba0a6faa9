"""Keeps the numbers of people from outside Moodle from being used again."""

from itertools import count

from connector.domain.register.book import next_outsider
from connector.services.by_hand.view import View


def last_used(view: View) -> int:
    """The lowest number that somebody had, even if they are gone: the journal knows them still."""
    with view.deps.database.reading(view.deps.school_id) as tx:
        lowest = next_outsider(view.register.people)
        return next(n + 1 for n in count(lowest, -1) if not tx.register.journal(n))
