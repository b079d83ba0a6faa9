"""Arranging: brings Moodle's groups, members, roles and events up to the register's pairs."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from connector.domain.arranging import WantedGroup
from connector.domain.write_back import FOR_A_PERSON, State
from connector.moodle.errors import MoodleError, MoodleUnreachable, TokenRefused
from connector.services import picture, register
from connector.services.arranging import roles
from connector.services.arranging.carrying import Carrier, Ledger
from connector.services.arranging.courses import CourseGroups
from connector.services.arranging.courses import changes as changes_of
from connector.services.arranging.events import Calendar, Events
from connector.services.arranging.groups import Place
from connector.services.arranging.wanted import wanted
from connector.services.deps import Deps
from connector.services.running import Record, recorded
from connector.services.writes import Change
from connector.store.outbox import Entry, WriteKind

WRITTEN: Final = {
    WriteKind.GROUP: "groups_written",
    WriteKind.MEMBER: "members_written",
    WriteKind.ENROLMENT: "enrolments_written",
    WriteKind.ROLE: "roles_written",
    WriteKind.EVENT: "events_written",
}


def arrange(deps: Deps, *, dry_run: bool = False) -> tuple[list[Change], Record]:
    """Make Moodle's groups, members, roles and events those of the pairs and the roadmap.

    `dry_run`: decide and show, write nothing to Moodle and nothing down. A course that fails
    leaves the others right. Conflicts are findings, for a person to settle.
    """
    with recorded(deps, "dry_run" if dry_run else "pairs") as record:
        work = _Work(deps, record, dry_run=dry_run)
        changes = work.all()
        record.counts |= counts(changes)
    return changes, record


def counts(changes: Sequence[Change]) -> dict[str, int]:
    """How many of each kind were written, and how many ended otherwise."""
    done = Counter(c.planned.key.kind for c in changes if c.is_written)
    by_state = Counter(change.ended.state for change in changes)
    return {
        **{name: done[kind] for kind, name in WRITTEN.items()},
        **{state.value: by_state[state] for state in (State.PENDING, *FOR_A_PERSON)},
    }


class _Work:
    """One round over every course in which something is, or was, ours."""

    def __init__(self, deps: Deps, record: Record, *, dry_run: bool) -> None:
        self._deps, self._record, self._dry_run = deps, record, dry_run
        self._carrier = Carrier(deps, record)
        self._wanted = wanted(deps, picture.courses(deps), register.read(deps))
        with deps.database.reading(deps.school_id) as tx:
            self._ledgers: dict[WriteKind, Ledger] = {kind: tx.outbox.of(kind) for kind in WRITTEN}

    def all(self) -> list[Change]:
        """Groups and their people, then roles, then events."""
        changes: list[Change] = []
        for place, groups in self._wanted.groups:
            changes += self._attempt(partial(self._groups, place, groups), place.course)
        changes += self._attempt(self._roles, "")
        zone = self._deps.rules.school.time_zone
        for course, events in self._wanted.events:
            calendar = Calendar(course.id, course.shortname, zone)
            one = Events(self._deps.moodle, calendar, events)
            changes += self._attempt(partial(self._events, one), course.shortname)
        return changes

    def _groups(self, place: Place, wanted: Sequence[WantedGroup]) -> list[Change]:
        ledger = {**self._ledgers[WriteKind.GROUP], **self._ledgers[WriteKind.MEMBER]}
        course = CourseGroups(self._deps, self._record, self._carrier, place, ledger)
        return course.plan(wanted) if self._dry_run else course.carry_out(wanted)

    def _roles(self) -> list[Change]:
        plan = roles.plan_roles(self._wanted.roles, self._ledgers[WriteKind.ROLE])
        return self._done(plan, partial(roles.carry_out, self._deps.moodle, self._carrier, plan))

    def _events(self, events: Events) -> list[Change]:
        plan = events.plan(self._ledgers[WriteKind.EVENT])
        return self._done(plan, partial(events.carry_out, self._carrier, plan))

    def _done(self, plan: list[Entry], carry_out: Callable[[], list[Entry]]) -> list[Change]:
        if self._dry_run:
            return changes_of(plan, [])
        self._carrier.keep(plan)
        return changes_of(plan, carry_out())

    def _attempt(self, part: Callable[[], list[Change]], course: str) -> list[Change]:
        """A course that fails leaves the others right; without Moodle or a token all stop."""
        try:
            return part()
        except (MoodleUnreachable, TokenRefused):
            raise
        except MoodleError as error:
            self._record.failure(error, course=course or "-")
            return []
