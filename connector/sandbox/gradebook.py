"""The gradebook of the sandbox: what a pupil sees, whoever gave the grade and wherever."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from connector.sandbox.records import SCALE, Mark, Module
from connector.sandbox.school import School

FIRST_NEW_ITEM = 2_000_000


@dataclass(frozen=True)
class Item:
    """A column of the gradebook; `scale` is empty for points."""

    id: int
    course_id: int
    module: Module
    number: int
    name: str
    idnumber: str | None
    minimum: float
    maximum: float
    passing: float = 0
    scale: tuple[str, ...] = ()


@dataclass
class Entry:
    """A cell of the gradebook: `raw` as it was given, `final` as it counts."""

    raw: float | None = None
    final: float | None = None
    feedback: str = ""
    graded: int | None = None
    submitted: int | None = None
    overridden: bool = False
    locked: bool = False

    @property
    def is_closed(self) -> bool:
        """Answer whether an activity may no longer change this cell."""
        return self.overridden or self.locked


class Gradebook:
    """Columns by course, cells by column and person; past grades appear when first asked for."""

    def __init__(self, school: School) -> None:
        self._school = school
        self._items: dict[int, list[Item]] = {}
        self._cells: dict[int, dict[int, Entry]] = {}
        self._next_id = FIRST_NEW_ITEM

    def items(self, course_id: int) -> list[Item]:
        """Answer the columns of a course in the order of its activities."""
        if course_id not in self._items:
            course = self._school.courses[course_id]
            self._items[course_id] = [_item(m) for m in course.modules if m.grade]
        return self._items[course_id]

    def item(self, module: Module, number: int = 0) -> Item | None:
        """Answer an activity's column, if it has one."""
        return next((i for i in self.items(module.course_id) if _is(i, module, number)), None)

    def create_item(self, module: Module, number: int, name: str, maximum: float) -> Item:
        """Add a column to an activity that had none."""
        self._next_id += 1
        item = Item(
            self._next_id, module.course_id, module, number, name, None, minimum=0, maximum=maximum
        )
        self.items(module.course_id).append(item)
        return item

    def cells(self, item: Item) -> dict[int, Entry]:
        """Answer the cells of a column by person."""
        if item.id not in self._cells:
            past = self._school.first_marks(item.module) if item.number == 0 else iter(())
            self._cells[item.id] = {mark.user_id: _past(mark, item) for mark in past}
        return self._cells[item.id]

    def cell(self, item: Item, user_id: int) -> Entry:
        """Answer a cell, made if there was none."""
        return self.cells(item).setdefault(user_id, Entry())

    def rows(self, course_id: int, user_id: int) -> Iterator[tuple[Item, Entry | None]]:
        """Yield all columns of a course with the person's cells."""
        return ((item, self.cells(item).get(user_id)) for item in self.items(course_id))


def _is(item: Item, module: Module, number: int) -> bool:
    return item.module.id == module.id and item.number == number


def _item(module: Module) -> Item:
    points = Item(
        module.id * 10,
        module.course_id,
        module,
        0,
        module.name,
        module.idnumber,
        minimum=0,
        maximum=module.grade,
        passing=module.gradepass,
    )
    if module.grade > 0:
        return points
    return replace(points, minimum=1, maximum=len(SCALE), scale=SCALE)


def _past(mark: Mark, item: Item) -> Entry:
    return Entry(
        raw=mark.grade,
        final=mark.grade,
        feedback=mark.feedback,
        graded=mark.when,
        submitted=mark.when if item.module.submissions else None,
        locked=mark.locked,
    )
