"""Taking part by hand: begun, ended by the table of steps, written down (methodology 5, 12.2)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from connector.domain.participation import (
    TEXTS,
    Participation,
    Reason,
    State,
    may,
    step,
)
from connector.domain.people import PersonId, Role
from connector.domain.register.book import Register, next_id
from connector.domain.register.edits import EditRefused, known
from connector.domain.school import NO_PROGRAMME

ENDS: Final[Mapping[Reason, State]] = {
    Reason.REFUSED: State.DECLINED,
    Reason.GOALS_REACHED: State.COMPLETED,
    Reason.LEFT_SCHOOL: State.WITHDRAWN,
    Reason.BY_HAND: State.WITHDRAWN,
}
"""How a participation ends for a reason that a person may give."""

ADDRESS: Final = ("https://", "http://")


@dataclass(frozen=True)
class Entry:
    """Where somebody begins; `programme_id` NO_PROGRAMME: in the base, in no programme yet."""

    role: Role
    programme_id: int = NO_PROGRAMME
    form: str = ""


def enter(register: Register, who: PersonId, entry: Entry, on: date) -> Register:
    """Begin a participation: a new row, or the one that waits in the base for a programme.

    Raises EditRefused while the person takes part there, and for who has left the school or has
    withdrawn the consent and given no new one.
    """
    if not known(register, who).is_active:
        raise EditRefused("participation.inactive", person=who)
    if register.withdrawn(who, on):
        raise EditRefused("participation.has_withdrawn", person=who)
    open_ = register.open_of(who, entry.role)
    here = [one for one in open_ if entry.programme_id in {one.programme_id, NO_PROGRAMME}]
    if here:
        raise EditRefused("participation.open_already", person=who, participation=here[0].id)
    waiting = next((one for one in open_ if one.programme_id == NO_PROGRAMME), None)
    row = waiting or Participation(
        next_id(register.participations), who, entry.role, form=entry.form, applied_on=on
    )
    row = replace(row, programme_id=entry.programme_id, is_by_hand=True)
    return register.with_rows("participations", [replace(row, form=entry.form or row.form)])


def leave(
    register: Register, participation_id: int, because: Reason, on: date, *, is_completed: bool
) -> Register:
    """End a participation for a reason of ENDS; raises EditRefused for a step that may not be."""
    one = taking_part(register, participation_id)
    if not one.is_open:
        raise EditRefused("participation.ended_already", participation=one.id, day=one.left_on)
    if is_completed and because is Reason.REFUSED:
        raise EditRefused("participation.refused_and_completed", participation=one.id)
    target = State.COMPLETED if is_completed else ENDS[because]
    if not may(one.role, one.state, target):
        raise EditRefused("participation.not_begun", participation=one.id)
    return register.with_rows("participations", [step(one, target, on, because)])


def set_texts(register: Register, participation_id: int, texts: Mapping[str, str]) -> Register:
    """Write texts of TEXTS by hand; what Moodle says of them later does not overwrite them.

    Raises EditRefused for another field, and where a withdrawn consent forbids to write.
    """
    one = taking_part(register, participation_id)
    for name in sorted(texts.keys() - set(TEXTS)):
        raise EditRefused("participation.no_such_text", name=name, known=", ".join(TEXTS))
    _check_may_write(one, texts.values())
    return register.with_rows("participations", [replace(one, texts={**one.texts, **texts})])


def set_case(register: Register, participation_id: int, url: str) -> Register:
    """Note where a case or a review stands on the site; empty: nowhere. Raises EditRefused."""
    one = taking_part(register, participation_id)
    if url and not url.startswith(ADDRESS):
        raise EditRefused("participation.no_address", participation=one.id)
    _check_may_write(one, [url])
    return register.with_rows("participations", [replace(one, case_url=url)])


def set_passed(register: Register, participation_id: int, *, is_passed: bool) -> Register:
    """Mark that the programme was passed (methodology 5.1: 13); raises EditRefused."""
    one = taking_part(register, participation_id)
    if is_passed and not one.was_active:
        raise EditRefused("participation.not_begun", participation=one.id)
    return register.with_rows("participations", [replace(one, is_passed=is_passed)])


def taking_part(register: Register, participation_id: int) -> Participation:
    """A participation by its number; raises EditRefused when there is none."""
    one = register.participations.get(participation_id)
    if one is None:
        raise EditRefused("participation.unknown", participation=participation_id)
    return one


def _check_may_write(one: Participation, values: Iterable[str]) -> None:
    """Nothing new is written of who withdrew (methodology 12.3: 14); erasing always may be."""
    if one.left_because is Reason.CONSENT_WITHDRAWN and any(values):
        raise EditRefused("participation.withdrawn", participation=one.id)
