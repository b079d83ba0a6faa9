"""The grades inside assignments, and how Moodle moves them on to the gradebook, or silently not."""

from dataclasses import dataclass
from typing import Final

from connector.sandbox.gradebook import Entry, Gradebook, Item
from connector.sandbox.records import SCALE, Mark, Module
from connector.sandbox.school import School

NO_GRADE: Final = -1.0
NOBODY: Final = -1
RELEASED: Final = "released"
ROWS_PER_ASSIGNMENT: Final = 1_000_000


@dataclass(frozen=True)
class Given:
    """A grade as it was sent; `comment` None leaves the comment there is."""

    user_id: int
    grade: float
    grader: int
    when: int
    comment: str | None = None
    state: str = ""


@dataclass
class Row:
    """A person's grade inside an assignment; people who do not exist may have one, too."""

    id: int
    user_id: int
    grade: float
    grader: int
    created: int
    modified: int
    comment: str = ""
    state: str = ""


class Assignments:
    """Grades by assignment and person; past ones appear when first asked for."""

    def __init__(self, school: School, book: Gradebook) -> None:
        self._school = school
        self._book = book
        self._rows: dict[int, dict[int, Row]] = {}

    def rows(self, module: Module) -> dict[int, Row]:
        """Answer the grades of an assignment by person, oldest row first."""
        if module.instance not in self._rows:
            first = module.instance * ROWS_PER_ASSIGNMENT
            marks = enumerate(self._school.first_marks(module), first)
            self._rows[module.instance] = {m.user_id: _past(number, m) for number, m in marks}
        return self._rows[module.instance]

    def save(self, module: Module, given: Given) -> None:
        """Do what `assign::save_grade` does: its refusals are silent and leave a -1 row."""
        row, item = self._row(module, given), self._book.item(module)
        if item is None:
            return
        cell = self._book.cell(item, given.user_id)
        if cell.is_closed:
            _touch(row, given)
        elif _is_possible(module, given.grade):
            _touch(row, given)
            row.grade = given.grade
            row.state = given.state if module.workflow else ""
            if given.comment is not None:
                row.comment = given.comment
            self._publish(module, row, item, cell)

    def _row(self, module: Module, given: Given) -> Row:
        rows = self.rows(module)
        if given.user_id not in rows:
            number = module.instance * ROWS_PER_ASSIGNMENT + len(rows)
            rows[given.user_id] = Row(
                number, given.user_id, NO_GRADE, NOBODY, given.when, given.when
            )
        return rows[given.user_id]

    def _publish(self, module: Module, row: Row, item: Item, cell: Entry) -> None:
        hidden = module.workflow and row.state != RELEASED
        final = None if hidden or row.grade == NO_GRADE else _rounded(row.grade, item)
        cell.raw = cell.final = final
        cell.graded = None if final is None else row.modified
        cell.feedback = "" if hidden else row.comment


def _touch(row: Row, given: Given) -> None:
    row.grader, row.modified = given.grader, given.when


def _is_possible(module: Module, grade: float) -> bool:
    """Answer as Moodle does: 0 and -1 always pass, a scale value counts without its fraction."""
    if grade in (0, NO_GRADE):
        return True
    if module.grade < 0:
        return 1 <= grade < len(SCALE) + 1
    return 0 <= grade <= module.grade


def _rounded(grade: float, item: Item) -> float:
    return float(int(grade + 0.5)) if item.scale else grade


def _past(number: int, mark: Mark) -> Row:
    return Row(number, mark.user_id, mark.grade, mark.grader, mark.when, mark.when, mark.feedback)
