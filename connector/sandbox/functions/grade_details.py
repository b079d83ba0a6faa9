"""Describes cells of the gradebook with Moodle's weights, words and icons."""

from dataclasses import dataclass
from typing import Final

from connector.sandbox.cleaning import clean
from connector.sandbox.gradebook import Entry, Item
from connector.sandbox.json_types import Json, JsonObject

Rows = list[tuple[Item, Entry | None]]
NOTHING: Final = "-"
HTML, PLAIN = 1, 2
COURSE_ITEM: Final = 1_000_000
ICON: Final = (
    '<i class="icon fa {icon} fa-fw inline"  title="{word}" role="img" aria-label="{word}"></i>'
)
PASS: Final = ICON.format(icon="fa-check text-success", word="Pass")
FAIL: Final = ICON.format(icon="fa-xmark text-danger", word="Fail")


@dataclass(frozen=True)
class Total:
    """The course total: only graded columns weigh; `maximum` is theirs, or of all if none is."""

    course_id: int
    known: bool
    final: float | None
    maximum: float
    graded: int | None

    def described(self) -> JsonObject:
        """Answer the last row of a report."""
        identity: JsonObject = {
            "id": COURSE_ITEM + self.course_id,
            "itemname": None,
            "itemtype": "course",
            "itemmodule": None,
            "iteminstance": self.course_id,
            "itemnumber": None,
            "idnumber": None,
            "categoryid": None,
            "outcomeid": None,
            "scaleid": None,
            "locked": False,
        }
        shown = NOTHING if self.final is None else f"{self.final:.2f}"
        cell: JsonObject = {
            "graderaw": _whole(self.final),
            "gradedatesubmitted": None,
            "gradedategraded": self.graded,
            **_flags(Entry()),
            "gradeformatted": shown,
        }
        span = _range(0, self.maximum, ("0", f"{self.maximum:g}"))
        share = _percentage(self.final, 0, self.maximum)
        return identity | cell | span | share | _feedback("", known=self.known)


def course_total(course_id: int, rows: Rows) -> Total:
    """Add up the graded columns of one person."""
    graded = [(item, e) for item, e in rows if e is not None and e.final is not None]
    return Total(
        course_id=course_id,
        known=any(entry is not None for _, entry in rows),
        final=sum(entry.final or 0 for _, entry in graded) if graded else None,
        maximum=sum(item.maximum for item, _ in graded or rows),
        graded=max((entry.graded or 0 for _, entry in graded), default=None),
    )


def described(item: Item, entry: Entry | None, total: Total) -> JsonObject:
    """Answer one row of a report."""
    cell = entry or Entry()
    edges = (item.scale[0], item.scale[-1]) if item.scale else ("0", f"{item.maximum:g}")
    dates: JsonObject = {
        "graderaw": _whole(cell.final),
        "gradedatesubmitted": cell.submitted,
        "gradedategraded": cell.graded,
    }
    return (
        _identity(item)
        | (_weight(item, cell, total) if total.known else {})
        | dates
        | _flags(cell)
        | {"gradeformatted": _formatted(item, cell.final)}
        | _range(item.minimum, item.maximum, edges)
        | _percentage(cell.final, item.minimum, item.maximum)
        | _feedback(cell.feedback, known=total.known)
    )


def _identity(item: Item) -> JsonObject:
    return {
        "id": item.id,
        "itemname": item.name,
        "itemtype": "mod",
        "itemmodule": item.module.modname,
        "iteminstance": item.module.instance,
        "itemnumber": item.number,
        "idnumber": item.idnumber,
        "categoryid": item.course_id,
        "outcomeid": None,
        "scaleid": None,
        "locked": False,
        "cmid": item.module.id,
    }


def _weight(item: Item, cell: Entry, total: Total) -> JsonObject:
    if cell.final is None:
        return {"weightraw": 0, "weightformatted": "0.00 %", "status": "novalue"}
    weight = round(item.maximum / total.maximum, 5)
    return {"weightraw": _whole(weight), "weightformatted": f"{weight * 100:.2f} %"}


def _flags(cell: Entry) -> JsonObject:
    return {
        "gradehiddenbydate": False,
        "gradeneedsupdate": False,
        "gradeishidden": False,
        "gradeislocked": cell.locked,
        "gradeisoverridden": cell.overridden,
    }


def _formatted(item: Item, final: float | None) -> str:
    if final is None:
        return NOTHING
    if item.scale:
        return item.scale[min(max(round(final), 1), len(item.scale)) - 1]
    icon = (PASS if final >= item.passing else FAIL) if item.passing else ""
    return f"{icon}{final:.2f}"


def _range(minimum: float, maximum: float, edges: tuple[str, str]) -> JsonObject:
    return {
        "grademin": _whole(minimum),
        "grademax": _whole(maximum),
        "rangeformatted": "&ndash;".join(edges),
    }


def _percentage(final: float | None, minimum: float, maximum: float) -> JsonObject:
    if final is None or maximum <= minimum:
        return {"percentageformatted": NOTHING}
    return {"percentageformatted": f"{(final - minimum) / (maximum - minimum) * 100:.2f} %"}


def _feedback(text: str, *, known: bool) -> JsonObject:
    plain = PLAIN if known else 0
    return {"feedback": clean(text), "feedbackformat": HTML if text else plain}


def _whole(value: float | None) -> Json:
    return int(value) if value is not None and value == int(value) else value
