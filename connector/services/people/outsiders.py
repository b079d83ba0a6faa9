"""Who takes part and has no account: added by hand, and given an account later."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any, Final

from connector.domain.people import Organisation, Person, PersonId
from connector.domain.register import Register
from connector.domain.register.edits_link import link as link_account
from connector.domain.register.edits_people import add_organisation as add_partner
from connector.domain.register.edits_people import add_outsider
from connector.services.by_hand.changing import Changed, change
from connector.services.by_hand.numbers import last_used
from connector.services.by_hand.view import View


def add(view: View, by: str, outsider: Person, *, is_another: bool = False) -> Changed:
    """Add somebody from outside; raises EditRefused for what cannot be, or a likely duplicate."""
    below = last_used(view)
    elsewhere = list(view.outside_register.values())

    def edit(register: Register) -> Register:
        return add_outsider(
            register,
            outsider,
            view.today,
            elsewhere=elsewhere,
            is_another=is_another,
            below=below,
        )

    return change(view, by, edit)


def added(changed: Changed) -> Person:
    """Whom a change has added."""
    (new,) = changed.after.people.keys() - changed.before.people.keys()
    return changed.after.people[new]


def link(view: View, by: str, outsider: PersonId, account: Person) -> Changed:
    """Give everything of an outsider to an account.

    Raises EditRefused, and RuleBroken when what Moodle says of the age makes a signature void.
    """
    return change(view, by, lambda register: link_account(register, outsider, account))


def add_organisation(view: View, by: str, organisation: Organisation) -> Changed:
    """Add a partner of the school; raises EditRefused for what cannot be."""
    return change(view, by, lambda register: add_partner(register, organisation))


def organisations(view: View) -> list[Mapping[str, Any]]:
    """The partners by name: whether the agreement holds today, and how many people come."""
    people = view.register.people.values()
    return [
        {
            **asdict(one),
            "is_valid": _is_valid(view, one),
            "people": sum(person.organisation_id == one.id for person in people),
        }
        for one in sorted(view.register.organisations.values(), key=lambda one: (one.name, one.id))
    ]


HEAD: Final = (
    "column.organisation",
    "column.name",
    "column.kind",
    "column.agreement",
    "column.until",
    "column.note",
    "column.people",
)


def organisations_in_words(view: View, told: Iterable[Mapping[str, Any]]) -> list[list[str]]:
    """The cells of each partner."""
    say = view.deps.wording.say
    return [
        [
            str(one["id"]),
            one["name"],
            one["kind"],
            one["agreement"],
            f"{one['valid_to']:%d.%m.%Y}" if one["valid_to"] else "",
            "" if one["is_valid"] else say("people.agreement_over"),
            str(one["people"]),
        ]
        for one in told
    ]


def _is_valid(view: View, one: Organisation) -> bool:
    begun = one.agreed_on is None or one.agreed_on <= view.today
    return begun and (one.valid_to is None or view.today <= one.valid_to)
