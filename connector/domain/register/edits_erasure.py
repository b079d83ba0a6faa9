"""Erasure done: the register forgets what it knows of somebody (methodology 10, 12.3: 14)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from connector.domain.erasure import ErasureState
from connector.domain.people import Person, PersonId
from connector.domain.recruiting import Selection
from connector.domain.register.book import Register
from connector.domain.register.edits import EditRefused
from connector.domain.register.erasing_pairs import forget_pairs


def close_erasure(register: Register, task_id: int, on: date) -> Register:
    """Close a task and erase what is kept of the person; raises EditRefused for no open task.

    What proves that the law was kept stays: consents, days, states and certificates without a
    name. Of who still has an account name and profile come back from Moodle, where they are kept.
    """
    task = register.erasures.get(task_id)
    if task is None:
        raise EditRefused("erasure.unknown", task=task_id)
    if task.state is not ErasureState.OPEN:
        raise EditRefused("erasure.closed_already", task=task_id, day=task.closed_on)
    closed = replace(task, state=ErasureState.DONE, closed_on=on)
    return _without_data(register.with_rows("erasures", [closed]), task.person_id)


def _without_data(register: Register, who: PersonId) -> Register:
    mine = register.participations_of.get(who, ())
    numbers = {one.id for one in mine}
    people = [_nameless(register.people[who])] if who in register.people else []
    rows = [replace(one, texts={}, imported={}, case_url="") for one in mine]
    reasons = {key: row for key, row in register.reasons.items() if key[0] not in numbers}
    register = register.with_rows("people", people).with_rows("participations", rows)
    register = register.with_rows("selections", _silent(register, numbers))
    register = forget_pairs(register, who)
    return replace(register, reasons=reasons)


def _nameless(person: Person) -> Person:
    return replace(
        person,
        name=f"id {person.id}",
        contacts="",
        representative="",
        position="",
        workplace="",
        interests=(),
        subject="",
    )


def _silent(register: Register, participations: set[int]) -> Iterable[Selection]:
    for number in sorted(participations & register.selections.keys()):
        yield replace(register.selections[number], outcome="", comment="", criteria={})
