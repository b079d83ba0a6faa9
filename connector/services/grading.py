"""Writes results as grades: decide, write down, send, read back, tick off."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from connector.domain.people import PersonId
from connector.domain.write_back import Standing, State, decide
from connector.mapping.rules import ResultsRule
from connector.moodle.errors import MoodleError, OutcomeUnknown
from connector.moodle.functions import mod_assign
from connector.moodle.functions.mod_assign import NewGrade
from connector.moodle.records.assign import AssignGrade, Assignment
from connector.services import grade_board
from connector.services.deps import Deps
from connector.services.grade_board import Board, UserId, value_and_grader
from connector.services.results import RoleResult, earned, total
from connector.services.running import Record
from connector.services.scene import Scene
from connector.store.outbox import Entry, Key, WriteKind

Before = Mapping[str, str | int | None]
Values = Mapping[str, Any]
"""A grade and its feedback; `value` None takes the grade away."""

TEMPLATE: Final = "result_feedback.html"


class Grading:
    """The grades of one programme in one assignment."""

    def __init__(
        self, deps: Deps, record: Record, scene: Scene, rule: ResultsRule, assignment: Assignment
    ) -> None:
        self._deps, self._record, self._scene = deps, record, scene
        self._rule, self._assignment = rule, assignment
        self.target = f"{assignment.course_id}:assign:{assignment.id}"

    def plan(self) -> list[Entry]:
        """Decide about what every participant has earned; PENDING are those to send."""
        board = self._board()
        earned = self._earned(board)
        return self._decided({who: earned[who] for who in sorted(earned, key=int)}, board)

    def decide(self, wanted: Mapping[str, Values]) -> list[Entry]:
        """Decide about these grades, by participant, in their order."""
        return self._decided(wanted, self._board())

    def carry_out(self, plan: Sequence[Entry]) -> list[Entry]:
        """Write the plan down, send what is pending and give every entry as it ended."""
        self._keep(plan)
        ended = {entry.key: entry for entry in plan}
        for batch in self._batches([e for e in plan if e.state is State.PENDING]):
            settled, error = self._send(batch)
            self._keep(settled)
            ended |= {entry.key: entry for entry in settled}
            came_through = all(entry.state is State.WRITTEN for entry in settled)
            if error and not (isinstance(error, OutcomeUnknown) and settled and came_through):
                course = self._scene.course(self._assignment.course_id)
                self._record.failure(error, course=course)
                break
        return list(ended.values())

    def _board(self) -> Board:
        return grade_board.read(self._deps.moodle, self._assignment)

    def _decided(self, wanted: Mapping[str, Values], board: Board) -> list[Entry]:
        with self._deps.database.reading(self._deps.school_id) as tx:
            ledger = tx.outbox.of(WriteKind.GRADE, self.target)
        return [self._entry(who, desired, board, ledger) for who, desired in wanted.items()]

    def _earned(self, board: Board) -> Mapping[str, Values]:
        results = earned(
            self._scene.facts,
            self._assignment.course_id,
            self._rule,
            {status.id: status for status in self._scene.findings.pairs},
        )
        return {
            str(who): {
                "value": _written(board.value_for(total(mine))),
                "feedback": self._feedback(mine),
            }
            for who, mine in results.items()
        }

    def _entry(
        self, participant: str, desired: Values, board: Board, ledger: Mapping[Key, Entry]
    ) -> Entry:
        key, who = Key(WriteKind.GRADE, self.target, participant), PersonId(int(participant))
        account = self._scene.school.people.get(who)
        standing = board.standing(who, has_account=account is not None and account.is_active)
        known = ledger.get(key)
        entry = Entry(
            key=key,
            desired=desired,
            state=State.PENDING,
            before=_before(standing),
            written=known.written if known else None,
        )
        unsuitable = grade_board.unsuitable(self._assignment)
        if unsuitable:
            return replace(entry, state=State.REFUSED, reason=unsuitable)
        target = board.target(self._scene.writer)
        value = _number(desired["value"])
        decision = decide(value, standing, target, is_recorded=entry.is_recorded)
        return replace(entry, state=decision.state, reason=decision.reason)

    def _feedback(self, results: Sequence[RoleResult]) -> str:
        return self._deps.templates.render(
            TEMPLATE,
            share=total(results),
            results=results,
            measures=self._deps.methodology.measures,
            roles=self._deps.methodology.roles,
        )

    def _send(self, batch: list[Entry]) -> tuple[list[Entry], MoodleError | None]:
        """Send one batch and settle it by what Moodle shows afterwards."""
        error: MoodleError | None = None
        try:
            now = grade_board.own_grades(self._deps.moodle, self._assignment)
        except MoodleError as refusal:
            return [], refusal
        ready = [entry for entry in batch if entry.before == _has_now(entry, now)]
        moved = [_conflict(entry, now) for entry in batch if entry not in ready]
        self._keep([*moved, *(replace(entry, state=State.SENDING) for entry in ready)])
        try:
            if ready:
                mod_assign.save_grades(self._deps.moodle, self._assignment.id, _new(ready))
        except MoodleError as refusal:
            error = refusal
        try:
            after = grade_board.own_grades(self._deps.moodle, self._assignment)
        except MoodleError as refusal:
            unknown = [replace(e, state=State.UNKNOWN, reason="grade.unknown") for e in ready]
            return [*moved, *unknown], refusal
        return [*moved, *(self._settled(entry, after, error) for entry in ready)], error

    def _settled(
        self, entry: Entry, after: Mapping[UserId, AssignGrade], error: MoodleError | None
    ) -> Entry:
        """What Moodle shows decides; after an error, a value that was there proves nothing."""
        value, grader = value_and_grader(after.get(int(entry.key.participant)))
        wanted = _number(entry.desired["value"])
        is_there = value == wanted and grader == self._scene.writer
        was_there = (entry.before or {}).get("value") == entry.desired["value"]
        if is_there and not (error and was_there):
            return replace(entry, state=State.WRITTEN, reason="", written=entry.desired)
        if isinstance(error, OutcomeUnknown):
            return replace(entry, state=State.UNKNOWN, reason="grade.unknown")
        reason = error.code if error else "grade.silently_refused"
        return replace(entry, state=State.REFUSED, reason=reason)

    def _batches(self, entries: list[Entry]) -> Iterator[list[Entry]]:
        size = self._deps.moodle.limits.grades_per_call
        for start in range(0, len(entries), size):
            yield entries[start : start + size]

    def _keep(self, entries: Sequence[Entry]) -> None:
        with self._deps.database.transaction(self._deps.school_id) as tx:
            tx.outbox.put(entries)


def _new(entries: Sequence[Entry]) -> list[NewGrade]:
    return [
        NewGrade(int(e.key.participant), _number(e.desired["value"]), e.desired["feedback"])
        for e in entries
    ]


def _before(standing: Standing) -> Before:
    shown = standing.book_value if standing.is_overridden else standing.value
    return _shown(shown, standing.grader)


def _has_now(entry: Entry, now: Mapping[UserId, AssignGrade]) -> Before:
    return _shown(*value_and_grader(now.get(int(entry.key.participant))))


def _conflict(entry: Entry, now: Mapping[UserId, AssignGrade]) -> Entry:
    before = _has_now(entry, now)
    return replace(entry, state=State.CONFLICT, reason="grade.teacher", before=before)


def _shown(value: Decimal | None, grader: UserId | None) -> Before:
    return {"value": None if value is None else _written(value), "grader": grader}


def _number(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _written(value: Decimal) -> str:
    return format(value.normalize(), "f")
