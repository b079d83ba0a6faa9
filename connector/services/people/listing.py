"""The register in rows: one for each participation (methodology 5.2)."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from connector.domain.access import Looking, Thing
from connector.domain.bases import Filter
from connector.domain.consents import Purpose
from connector.domain.participation import Participation
from connector.domain.people import Person, Role
from connector.services.by_hand.view import View
from connector.services.people.looking import allowed


@dataclass(frozen=True)
class Row:
    """A participation; `since`: when its state was first reached, `age` in full years today."""

    participation: int
    person: int
    name: str
    class_name: str
    age: int | None
    role: str
    form: str
    state: str
    since: date | None
    programme: str
    has_consent: bool


THINGS: Final[Mapping[str, Thing]] = {
    **dict.fromkeys(
        ("participation", "person", "name", "class_name", "role", "form", "state", "since",
         "programme"),
        Thing.STATE,
    ),
    "age": Thing.TEXTS,
    "has_consent": Thing.CONSENTS,
}  # fmt: skip
"""What each field of a row tells of a person."""


def rows(
    view: View, wanted: Filter, role: Role | None = None, by: Looking | None = None
) -> list[Mapping[str, Any]]:
    """The rows that are wanted, by name; what `by` may not see is left out of them."""
    found = [
        (person, one)
        for one in view.register.participations.values()
        if role in {None, one.role}
        and (person := view.people.get(one.person_id))
        and wanted.fits(one, person)
    ]
    found.sort(key=lambda pair: (pair[0].name, pair[0].id, pair[1].id))
    seen = (allowed(asdict(_row(view, p, one)), p, THINGS, by) for p, one in found)
    return [row for row in seen if row]


HEAD: Final = (
    "column.participation", "column.person", "column.name", "column.class", "column.age",
    "column.role", "column.state", "column.since", "column.programme",
)  # fmt: skip


def in_words(view: View, told: Iterable[Mapping[str, Any]]) -> list[list[str]]:
    """The cells of each row under HEAD; what may not be seen is empty, what is unknown a dash."""
    return [_cells(view, row) for row in told]


def _row(view: View, person: Person, one: Participation) -> Row:
    since = one.reached.get(one.state)
    return Row(
        participation=one.id,
        person=person.id,
        name=person.name,
        class_name=person.class_name,
        age=person.age(view.today),
        role=one.role,
        form=one.form,
        state=one.state,
        since=date.fromisoformat(since) if since else one.applied_on,
        programme=view.programme(one.programme_id),
        has_consent=view.register.has_consent(person.id, Purpose.PROCESSING, view.today),
    )


def _cells(view: View, row: Mapping[str, Any]) -> list[str]:
    roles = view.deps.methodology.roles
    age = row.get("age", "")
    return [
        str(row["participation"]),
        str(row["person"]),
        row["name"],
        row["class_name"],
        "–" if age is None else str(age),
        roles[row["role"]],
        view.title("participation", row["state"]),
        f"{row['since']:%d.%m.%Y}" if row["since"] else "",
        row["programme"],
    ]
