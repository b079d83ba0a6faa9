"""How the school wants its bases to look, and what cannot be."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any, Final

import pytest
import yaml
from marshmallow import ValidationError

from connector.domain.bases import COLUMNS, EDITABLE, Column
from connector.domain.people import Role
from connector.mapping.bases import BASES, BaseSheets
from connector.mapping.messages import leaves
from tests.architecture.source import CONFIG

FILE: Final = CONFIG / "methodology" / "bases.yaml"
SHIPPED: Final[dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
Spoil = Callable[[dict[str, Any]], object]


def loaded(spoil: Spoil = lambda _: None) -> BaseSheets:
    content = deepcopy(SHIPPED)
    spoil(content)
    looks: BaseSheets = BASES.load(content)
    return looks


def column(content: dict[str, Any], number: int, role: Role = Role.MENTOR) -> dict[str, Any]:
    found: dict[str, Any] = content[role]["columns"][number - 1]
    return found


def reasons(spoil: Spoil) -> list[tuple[str, str]]:
    with pytest.raises(ValidationError) as caught:
        loaded(spoil)
    return [(".".join(map(str, place)), why) for place, why in leaves(caught.value.messages, ())]


@pytest.mark.parametrize("role", COLUMNS)
def test_the_shipped_columns_stand_as_in_the_methodology(role: Role) -> None:
    sheet = loaded().sheets[role]

    assert tuple(head.column for head in sheet.heads) == COLUMNS[role]
    assert sheet.shut == frozenset()
    assert {head.column for head in sheet.heads if head.is_editable} == EDITABLE & {*COLUMNS[role]}


def test_a_school_may_rename_and_reorder_columns_and_shut_them() -> None:
    def change(content: dict[str, Any]) -> None:
        column(content, 5).update(head="Умеет", editable=False)
        content["mentor"]["columns"].reverse()

    sheet = loaded(change).sheets[Role.MENTOR]

    assert sheet.heads[-5].title == "Умеет"
    assert sheet.shut == {Column.COMPETENCIES}


@pytest.mark.parametrize(
    ("spoil", "place", "why"),
    [
        (lambda c: column(c, 1).update(editable=True), "mentor.columns.0.editable",
         "this column is never changed in a base"),
        (lambda c: column(c, 11).update(editable=True), "mentor.columns.10.editable",
         "this column is never changed in a base"),
        (lambda c: column(c, 1).update(width=0), "mentor.columns.0.width",
         "write a whole number within: 1–255"),
        (lambda c: column(c, 1).update(head=" "), "mentor.columns.0.head", "must not be empty"),
        (lambda c: column(c, 1).update(haed="№"), "mentor.columns.0.haed", "Unknown field."),
        (lambda c: c["mentor"]["columns"].pop(), "mentor", "every column once: case_url"),
        (lambda c: c["mentor"]["columns"].append(column(c, 2)), "mentor",
         "every column once: name"),
        (lambda c: column(c, 1).update(code="request"), "mentor",
         "every column once: number, request"),
        (lambda c: column(c, 2).update(head=" интересы  НАСТАВНИКА "), "mentor",
         "two columns of one name: интересы наставника"),
        (lambda c: column(c, 2).update(head="Код строки"), "mentor",
         "two columns of one name: код строки"),
        (lambda c: c["mentor"].update(title="База: наставники"), "mentor",
         "a name of a sheet is short and without []:*?/\\"),
        (lambda c: c["mentor"].update(title="н" * 32), "mentor",
         "a name of a sheet is short and without []:*?/\\"),
        (lambda c: c["mentor"].update(title="база наставляемых"), "mentor",
         "two sheets of one name"),
        (lambda c: c["words"].update(set="нет"), "words", "two words that are the same"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_with_its_place(spoil: Spoil, place: str, why: str) -> None:
    assert reasons(spoil) == [(place, why)]
