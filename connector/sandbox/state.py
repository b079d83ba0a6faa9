"""What changes while the sandbox runs: grades, groups, events, messages, and what was written."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import RLock
from typing import Final

from flask import current_app

from connector.sandbox.assignments import Assignments, Given
from connector.sandbox.calendar_events import Calendar
from connector.sandbox.forums import Forums
from connector.sandbox.gradebook import Gradebook, Item
from connector.sandbox.messages import Mailbox
from connector.sandbox.records import Course, Module
from connector.sandbox.school import School

EXTENSION: Final = "sandbox.state"


@dataclass(frozen=True)
class Written:
    """One attempt to write a grade; what became of it is seen in the gradebook."""

    when: int
    module: Module
    user_id: int
    grade: float | None
    who: int
    feedback: str = ""
    deed: str = "Оценка задания"


@dataclass(frozen=True)
class Received:
    """A place in a course, or a role over another person, that somebody received."""

    when: int
    user_id: int
    role: int
    course_id: int = 0
    over: int = 0


@dataclass
class State:
    """Mutable part of one running sandbox; hold `lock` while reading or writing it.

    `school` is the school as it is now. `roles` are triples: role id, who has it, over whom.
    """

    school: School
    lock: RLock = field(default_factory=RLock)
    journal: list[Written] = field(default_factory=list)
    roles: set[tuple[int, int, int]] = field(default_factory=set)
    received: list[Received] = field(default_factory=list)
    _started: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        """Open an empty book of changes."""
        self.book = Gradebook(self.school)
        self.assignments = Assignments(self.school, self.book)
        self.forums = Forums()
        self.messages = Mailbox()
        self.calendar = Calendar()
        self._last_group = max(self.school.groups, default=0)
        self._last_grouping = max(self.school.groupings, default=0)

    def now(self) -> int:
        """Answer unix seconds by the school's own clock."""
        return self.school.now + int(time.monotonic() - self._started)

    def put(self, course: Course) -> None:
        """Keep a course in place of the one that had its id."""
        self.school = self.school.with_course(course)

    def next_group(self) -> int:
        """Answer an id that no group had before."""
        self._last_group += 1
        return self._last_group

    def next_grouping(self) -> int:
        """Answer an id that no grouping had before."""
        self._last_grouping += 1
        return self._last_grouping

    def save_grade(self, module: Module, given: Given) -> None:
        """Grade inside an assignment and note the attempt."""
        self.assignments.save(module, given)
        self.journal.append(
            Written(
                given.when, module, given.user_id, given.grade, given.grader, given.comment or ""
            )
        )

    def update_gradebook(self, item: Item, user_id: int, grade: float, who: int) -> bool:
        """Write past the assignment into the gradebook; False when the cell is locked."""
        self.journal.append(
            Written(self.now(), item.module, user_id, grade, who, deed="Оценка в журнале")
        )
        cell = self.book.cell(item, user_id)
        if cell.locked:
            return False
        cell.raw = grade
        if not cell.overridden:
            cell.final = min(max(grade, item.minimum), item.maximum)
            cell.graded = self.now()
        return True

    def override(self, item: Item, user_id: int, grade: float, who: int) -> None:
        """Let a teacher overrule the activity in the gradebook."""
        cell = self.book.cell(item, user_id)
        cell.final, cell.overridden, cell.graded = grade, True, self.now()
        self.journal.append(
            Written(self.now(), item.module, user_id, grade, who, deed="Исправление в журнале")
        )

    def lock_cell(self, item: Item, user_id: int, who: int) -> None:
        """Let a teacher lock a cell of the gradebook."""
        self.book.cell(item, user_id).locked = True
        self.journal.append(
            Written(self.now(), item.module, user_id, None, who, deed="Блокировка оценки")
        )

    def newest(self) -> Iterator[Written]:
        """Yield what was written, newest first."""
        return reversed(self.journal)


def current_state() -> State:
    """Answer the state of the sandbox that serves this request."""
    state: State = current_app.extensions[EXTENSION]
    return state
