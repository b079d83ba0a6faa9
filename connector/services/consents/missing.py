"""Who takes part without a consent that holds, and why there is none (methodology 12.3: 1)."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, Final

from connector.domain.consents import ConsentState, Purpose, is_valid
from connector.domain.gaps import About
from connector.domain.participation import Participation
from connector.domain.people import Person, PersonId
from connector.services.by_hand.view import View


class Lack(StrEnum):
    """Why there is no valid consent; the first that is so."""

    BY_MINOR = "by_minor"
    WRONG_HAND = "wrong_hand"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    REQUESTED = "requested"
    NONE = "none"


OF_STATE: Final[Mapping[ConsentState, Lack]] = {
    ConsentState.WITHDRAWN: Lack.WITHDRAWN,
    ConsentState.EXPIRED: Lack.EXPIRED,
    ConsentState.REQUESTED: Lack.REQUESTED,
    ConsentState.GIVEN: Lack.WRONG_HAND,
}


def missing(view: View, class_name: str = "") -> list[Mapping[str, Any]]:
    """Everybody who takes part without a consent to processing, by class and name."""
    return [
        {
            "person": person.id,
            "name": person.name,
            "class_name": person.class_name,
            "participations": [one.id for one in _open(view, person.id)],
            "lack": lack(view, person),
        }
        for person in sorted(view.people.values(), key=lambda p: (p.class_name, p.name, p.id))
        if class_name in {"", person.class_name} and _lacks(view, person)
    ]


def lack(view: View, person: Person) -> Lack:
    """Why somebody has no valid consent: what the newest of their consents lacks."""
    if any(gap.person_id == person.id for gap in view.school.gaps if gap.about is About.CONSENT):
        return Lack.BY_MINOR
    mine = [
        consent
        for consent in view.register.consents_of.get(person.id, ())
        if consent.purpose is Purpose.PROCESSING and not is_valid(consent, person, view.today)
    ]
    return OF_STATE[mine[-1].state(view.today)] if mine else Lack.NONE


HEAD: Final = (
    "column.person",
    "column.name",
    "column.class",
    "column.why",
)


def in_words(view: View, told: Iterable[Mapping[str, Any]]) -> list[list[str]]:
    """The cells of each person."""
    say = view.deps.wording.say
    return [
        [str(row["person"]), row["name"], row["class_name"], say(f"lack.{row['lack']}")]
        for row in told
    ]


def _lacks(view: View, person: Person) -> bool:
    has_one = view.register.has_consent(person.id, Purpose.PROCESSING, view.today)
    return bool(_open(view, person.id)) and not has_one


def _open(view: View, who: PersonId) -> list[Participation]:
    return [one for one in view.register.participations_of.get(who, ()) if one.is_open]
