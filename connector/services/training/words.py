"""Training, certificates and what a file of them changes, in words."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from connector.services.by_hand.view import View
from connector.services.training import CourseRow, HaltRow, PersonRow, Status
from connector.services.training.certificates import CertificateRow, row
from connector.services.training.importing import Import
from connector.services.training.sheet import Fault

STATUS_HEAD: Final = (
    "column.person", "column.name", "column.candidate", "column.training", "column.until",
    "column.admitted", "column.courses",
)  # fmt: skip
CERTIFICATE_HEAD: Final = (
    "column.certificate", "column.name", "column.title", "column.kind", "column.hours",
    "column.issued", "column.until", "column.lapsed", "column.provider",
)  # fmt: skip


def status_cells(view: View, told: Status) -> list[list[str]]:
    """A row for everybody under STATUS_HEAD: how ready they are, and how far in each course."""
    return [_person(view, person) for person in told.people]


def halt_lines(view: View, told: Status) -> list[str]:
    """Who is stuck where, and what helps."""
    return [line for halt in told.halts for line in _halt(view, halt)]


def certificate_cells(view: View, told: Iterable[CertificateRow]) -> list[list[str]]:
    """The cells of each certificate under CERTIFICATE_HEAD."""
    say, kinds = view.deps.wording.say, view.deps.methodology.states["training"]
    return [
        [
            str(paper.id),
            paper.name,
            paper.title,
            kinds[paper.kind],
            view.deps.templates.number(paper.hours),
            _day(paper.issued_on),
            _day(paper.valid_to),
            "" if paper.is_valid else say("answer.true"),
            " ".join(part for part in (paper.provider, paper.number) if part),
        ]
        for paper in told
    ]


def import_lines(view: View, told: Import) -> list[str]:
    """What a file changes, line by line, or what is wrong with it."""
    say, found = view.deps.wording.say, told.difference
    if told.faults:
        return [*(_fault(view, fault) for fault in told.faults), _refused(view, told)]
    changed = [after for _, after in found.changed]
    return [
        *(say("training.adds", paper=_short(view, row(view, p))) for p in found.added),
        *(say("training.changes", paper=_short(view, row(view, p))) for p in changed),
        say(
            "training.difference",
            added=len(found.added),
            changed=len(changed),
            unchanged=found.unchanged,
        ),
    ]


def _person(view: View, person: PersonRow) -> list[str]:
    say, states = view.deps.wording.say, view.deps.methodology.states["study"]
    return [
        str(person.person_id),
        person.name,
        say("answer.true") if person.is_candidate else "",
        states[person.state],
        _day(person.valid_to),
        say(f"control.admitted_{person.admitted}"),
        "; ".join(_course(view, course) for course in person.courses),
    ]


def _course(view: View, course: CourseRow) -> str:
    state = view.deps.methodology.states["study"][course.state]
    share = "" if course.share is None else view.deps.templates.percent(course.share)
    return f"{course.title}: {state} {_day(course.done_on) or share}".rstrip()


def _halt(view: View, halt: HaltRow) -> Iterable[str]:
    say, states = view.deps.wording.say, view.deps.methodology.states["study"]
    title = halt.title or say("training.nowhere")
    yield say(
        "training.halt", course=title, state=states[halt.state], count=len(halt.people),
        helps=halt.helps,
    )  # fmt: skip
    yield f"  {', '.join(halt.people)}"


def _fault(view: View, fault: Fault) -> str:
    say = view.deps.wording.say
    why = view.deps.wording.of(fault.why)
    return say("training.fault", sheet=fault.sheet, cell=f"{fault.column}{fault.row}", why=why)


def _refused(view: View, told: Import) -> str:
    return view.deps.wording.say("training.faults", count=len(told.faults))


def _short(view: View, paper: CertificateRow) -> str:
    (cells,) = certificate_cells(view, [paper])
    return " · ".join(cell for cell in cells[1:] if cell)


def _day(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""
