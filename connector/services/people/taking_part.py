"""Begins, ends and writes down participations by hand (methodology 5, 12.2)."""

from collections.abc import Mapping
from dataclasses import dataclass

from connector.domain.participation import Reason
from connector.domain.people import Kind, Person, Role
from connector.domain.programmes import Form, Programme
from connector.domain.register import Register
from connector.domain.register.edits import EditRefused, taking_in
from connector.domain.register.edits_participation import (
    Entry,
    set_case,
    set_passed,
    set_texts,
    taking_part,
)
from connector.domain.register.edits_participation import enter as begin
from connector.domain.register.edits_participation import (
    leave as end,
)
from connector.domain.register.rules import may_publish
from connector.domain.school import NO_PROGRAMME
from connector.services.by_hand.changing import Changed, change
from connector.services.by_hand.view import View
from connector.services.register import RuleBroken


@dataclass(frozen=True)
class Written:
    """What is written of a participation; None: stays as it is."""

    texts: Mapping[str, str]
    case_url: str | None = None
    is_passed: bool | None = None


def enter(
    view: View, by: str, person: Person, role: Role, programme: Programme | None, form: str
) -> Changed:
    """Begin a participation, in the base when no programme is named.

    Raises EditRefused where the person cannot begin.
    """
    if programme:
        _check_programme(view, programme, form)
    form = programme.form if programme else form
    if form:
        _check_kind(person, role, view.deps.methodology.forms[form])
    entry = Entry(role, programme.id if programme else NO_PROGRAMME, form)

    def edit(register: Register) -> Register:
        return begin(taking_in(register, person), person.id, entry, view.today)

    return change(view, by, edit)


def leave(
    view: View, by: str, participation_id: int, because: Reason, *, is_completed: bool
) -> Changed:
    """End a participation for a reason that a person may give; raises EditRefused."""

    def edit(register: Register) -> Register:
        return end(register, participation_id, because, view.today, is_completed=is_completed)

    return change(view, by, edit)


def write(view: View, by: str, participation_id: int, written: Written) -> Changed:
    """Write down what is known of a participation.

    Raises EditRefused, and RuleBroken for an address on the site without a consent to distribution
    (methodology 12.3: 13).
    """

    def edit(register: Register) -> Register:
        one = taking_part(register, participation_id)
        if written.case_url and not may_publish(register, one.person_id, view.today):
            raise RuleBroken("register.not_published", person=one.person_id)
        if written.texts:
            register = set_texts(register, one.id, written.texts)
        if written.case_url is not None:
            register = set_case(register, one.id, written.case_url)
        if written.is_passed is not None:
            register = set_passed(register, one.id, is_passed=written.is_passed)
        return register

    return change(view, by, edit)


def _check_programme(view: View, programme: Programme, form: str) -> None:
    if programme.ends_on and programme.ends_on < view.today:
        raise EditRefused(
            "participation.programme_over", programme=programme.id, day=programme.ends_on
        )
    if form and form != programme.form:
        raise EditRefused("participation.another_form", programme=programme.id, form=programme.form)


def _check_kind(person: Person, role: Role, form: Form) -> None:
    """The form fixes who stands on each side (methodology 12.3: 3); an unknown kind may be any."""
    side: frozenset[Kind] = form.mentors if role is Role.MENTOR else form.mentees
    if side and person.kind and person.kind not in side:
        raise EditRefused("participation.wrong_kind", person=person.id, form=form.code)
