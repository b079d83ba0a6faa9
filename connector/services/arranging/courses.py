"""The groups of one course, from reading what stands there to the last person put in."""

from collections.abc import Iterable, Sequence

from connector.domain.arranging import WantedGroup
from connector.domain.write_back import State
from connector.services.arranging import enrolling
from connector.services.arranging.carrying import Carrier, Ledger
from connector.services.arranging.groupings import grouped
from connector.services.arranging.groups import (
    OTHERS,
    Groups,
    Place,
    Seen,
    look,
    match_of,
    plan_groups,
    plan_members,
)
from connector.services.deps import Deps
from connector.services.running import Record
from connector.services.writes import Change
from connector.store.outbox import Entry


class CourseGroups:
    """What is to be done about the groups of one course, decided from what stands there now."""

    def __init__(
        self, deps: Deps, record: Record, carrier: Carrier, place: Place, ledger: Ledger
    ) -> None:
        self._moodle, self._record, self._carrier = deps.moodle, record, carrier
        self._place, self._ledger = place, ledger
        self._groups = Groups(deps.moodle, carrier, place)

    def plan(self, wanted: Sequence[WantedGroup]) -> list[Change]:
        """Decide and show; nothing is written anywhere."""
        seen = self._look()
        plan = plan_groups(self._place, wanted, seen, self._ledger)
        people = plan_members(self._place, _filled(wanted, plan), seen, self._ledger)
        outside, people = self._outside(people)
        return [Change(entry, entry) for entry in (*plan, *outside, *people)]

    def carry_out(self, wanted: Sequence[WantedGroup]) -> list[Change]:
        """Make groups, enrol, put people in and take them out, and last take groups away."""
        seen = self._look()
        plan = plan_groups(self._place, wanted, seen, self._ledger)
        self._carrier.keep(plan)
        made = self._groups.make(plan, seen)
        seen = self._look() if made else seen
        done = changes(plan, made)
        groups = [change.ended for change in done]
        self._carrier.keep(grouped(self._moodle, self._place, groups, seen))
        people = plan_members(self._place, _filled(wanted, groups), seen, self._ledger)
        outside, people = self._outside(people)
        self._carrier.keep([*outside, *people])
        enrolled = enrolling.enrol(self._moodle, self._carrier, self._place, outside)
        people = enrolling.without(people, enrolled)
        self._carrier.keep(people)
        filled = self._groups.fill(people, seen)
        taken = self._groups.take_away(plan, seen)
        return [
            *changes(plan, [*made, *taken]),
            *changes(outside, enrolled),
            *changes(people, filled),
        ]

    def _look(self) -> Seen:
        return look(self._moodle, self._place.course_id)

    def _outside(self, people: list[Entry]) -> tuple[list[Entry], list[Entry]]:
        """Whom to enrol first, and the members as they stand then; asks only when it matters."""
        if not enrolling.waiting(people):
            return [], people
        here = enrolling.enrolled(self._moodle, self._place.course_id)
        if self._place.rule.not_enrolled == "enrol":
            return enrolling.plan_enrolments(self._place, people, here), people
        members = enrolling.refused(people, here)
        out = sum(entry.state is State.REFUSED for entry in members)
        if out:
            self._record.problem(enrolling.PEOPLE, count=out, course=self._place.course)
        return [], members


def changes(plan: Iterable[Entry], ended: Iterable[Entry]) -> list[Change]:
    """What was planned beside how it ended; what was not sent ended as it was planned."""
    by_key = {entry.key: entry for entry in ended}
    return [Change(entry, by_key.get(entry.key, entry)) for entry in plan]


def _filled(wanted: Iterable[WantedGroup], groups: Iterable[Entry]) -> list[WantedGroup]:
    """The groups whose people matter: that stand or are to be made, are gone, or stay for others.

    Of a group that is taken away the people go with it.
    """
    by_match = {match_of(entry.key): entry for entry in groups}
    return [one for one in wanted if _matters(one, by_match.get(one.match_id))]


def _matters(one: WantedGroup, group: Entry | None) -> bool:
    if group is None or one.is_over:
        return group is None or group.reason == OTHERS
    return group.state in {State.WRITTEN, State.PENDING} or bool(group.before)
