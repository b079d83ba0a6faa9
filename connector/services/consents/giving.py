"""Enters what was asked for and what was signed, one by one or for a class."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from connector.domain.consents import Purpose
from connector.domain.people import Person
from connector.domain.register import Register
from connector.domain.register.edits import taking_in
from connector.domain.register.edits_class import Handed, OfClass, give_to_class
from connector.domain.register.edits_consents import Sheet, give_consent, request_consent
from connector.services.by_hand.changing import Changed, change, try_out
from connector.services.by_hand.view import View


def give(view: View, by: str, person: Person, sheet: Sheet) -> Changed:
    """Enter a signed sheet; raises EditRefused for one that cannot have been signed."""

    def edit(register: Register) -> Register:
        return give_consent(taking_in(register, person), person.id, sheet, view.today)

    return change(view, by, edit)


def request(view: View, by: str, person: Person, purpose: Purpose) -> Changed:
    """Note that a consent is asked for; raises EditRefused when it was, and is not given yet."""

    def edit(register: Register) -> Register:
        return request_consent(taking_in(register, person), person.id, purpose, view.today)

    return change(view, by, edit)


def give_class(
    view: View, by: str, of_class: OfClass, *, is_for_real: bool
) -> tuple[Changed, tuple[Handed, ...]]:
    """Enter the sheets of a class: what changed, and of each pupil what was done or why not.

    Not `is_for_real`: only tried, nothing is kept. Raises EditRefused.
    """
    handed: list[tuple[Handed, ...]] = []

    def edit(register: Register) -> Register:
        given, told = give_to_class(register, of_class, view.today)
        handed.append(told)
        return given

    changed = change(view, by, edit) if is_for_real else try_out(view, edit)
    return changed, handed[-1]


def handed_rows(view: View, handed: Iterable[Handed]) -> list[Mapping[str, Any]]:
    """Each pupil of a class: given by whose hand, or why not."""
    return [
        {
            "person": one.person.id,
            "name": one.person.name,
            "signed_by": one.signed_by,
            "given": one.refused is None,
            "why": view.deps.wording.of(one.refused) if one.refused else "",
        }
        for one in handed
    ]


HEAD: Final = (
    "column.given",
    "column.person",
    "column.name",
    "column.signer",
)


def handed_in_words(view: View, handed: Iterable[Handed]) -> list[list[str]]:
    """The cells of each pupil of a class."""
    return [
        [
            "✓" if row["given"] else "–",
            str(row["person"]),
            row["name"],
            view.title("signed_by", row["signed_by"]) if row["given"] else row["why"],
        ]
        for row in handed_rows(view, handed)
    ]
