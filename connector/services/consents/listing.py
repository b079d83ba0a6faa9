"""The consents of the register in rows, and those that are to be signed anew."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from connector.domain.consents import (
    Consent,
    ConsentState,
    Purpose,
    expires_within,
    is_valid,
    needs_renewal,
)
from connector.domain.people import PersonId
from connector.services.by_hand.view import View

Told = Mapping[str, Any]


@dataclass(frozen=True)
class Wanted:
    """Which consents are wanted; None or empty: whatever they are. `expiring`: in so many days."""

    class_name: str = ""
    purpose: Purpose | None = None
    state: ConsentState | None = None
    expiring: int | None = None
    is_for_renewal: bool = False


def rows(view: View, wanted: Wanted) -> list[Told]:
    """The consents that are wanted, by name."""
    found = [c for c in view.register.consents.values() if _is_wanted(view, c, wanted)]
    return [_row(view, consent) for consent in _by_name(view, found)]


def renewals(view: View) -> list[Told]:
    """Who takes part and has to sign anew: turned 18, or the consent is about to end.

    Who has another consent to the same purpose, which goes on, has not. `why`: code of a sentence.
    """
    return [
        {**_row(view, consent), "why": _why(view, consent)}
        for consent in _by_name(view, view.register.consents.values())
        if _takes_part(view, consent.person_id) and _is_last(view, consent)
    ]


HEAD: Final = (
    "column.consent",
    "column.person",
    "column.name",
    "column.class",
    "column.purpose",
    "column.state",
    "column.signer",
    "column.signed",
    "column.until",
    "column.note",
)


def in_words(view: View, told: Iterable[Told]) -> list[list[str]]:
    """The cells of each consent."""
    return [_cells(view, row) for row in told]


def _is_wanted(view: View, consent: Consent, wanted: Wanted) -> bool:
    person, on = view.people.get(consent.person_id), view.today
    return (
        wanted.class_name in {"", person.class_name if person else ""}
        and wanted.purpose in {None, consent.purpose}
        and wanted.state in {None, consent.state(on)}
        and (wanted.expiring is None or expires_within(consent, on, wanted.expiring))
        and (not wanted.is_for_renewal or _is_outgrown(view, consent))
    )


def _by_name(view: View, consents: Iterable[Consent]) -> list[Consent]:
    return sorted(consents, key=lambda one: (view.name(one.person_id), one.person_id, one.id))


def _takes_part(view: View, who: PersonId) -> bool:
    return any(one.is_open for one in view.register.participations_of.get(who, ()))


def _is_last(view: View, consent: Consent) -> bool:
    """Whether a consent holds, is to be renewed, and nothing else holds longer."""
    person = view.people.get(consent.person_id)
    holding = [
        one
        for one in view.register.consents_of.get(consent.person_id, ())
        if one.purpose is consent.purpose and person and is_valid(one, person, view.today)
    ]
    return consent in holding and all(_why(view, one) for one in holding)


def _why(view: View, consent: Consent) -> str:
    if _is_outgrown(view, consent):
        return "consents.turned_adult"
    days = view.deps.methodology.norms.expiry_days
    return "consents.expires" if expires_within(consent, view.today, days) else ""


def _is_outgrown(view: View, consent: Consent) -> bool:
    person = view.people.get(consent.person_id)
    return person is not None and needs_renewal(consent, person, view.today)


def _row(view: View, consent: Consent) -> Told:
    person = view.people.get(consent.person_id)
    return {
        **asdict(consent),
        "name": view.name(consent.person_id),
        "class_name": person.class_name if person else "",
        "state": consent.state(view.today),
        "is_valid": person is not None and is_valid(consent, person, view.today),
    }


def _cells(view: View, row: Told) -> list[str]:
    say = view.deps.wording.say
    is_void = row["state"] == ConsentState.GIVEN and not row["is_valid"]
    marks = [say("card.void")] if is_void else []
    marks += [say(row["why"])] if row.get("why") else []
    return [
        str(row["id"]),
        str(row["person_id"]),
        row["name"],
        row["class_name"],
        view.deps.methodology.purposes[row["purpose"]],
        view.title("consent", row["state"]),
        view.title("signed_by", row["signed_by"]),
        *map(_day, _days(row)),
        "; ".join(marks),
    ]


def _days(row: Told) -> Iterator[date | None]:
    yield row["signed_on"] or row["requested_on"]
    yield row["withdrawn_on"] or row["valid_to"]


def _day(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else "–"
