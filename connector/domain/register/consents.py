"""Takes over the consents that Moodle tells of; a paper entered by hand stands beside them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import count

from connector.domain.consents import BY_HAND, Consent, ConsentState, Purpose, SeenConsent
from connector.domain.people import PersonId
from connector.domain.register.book import Register, next_id
from connector.domain.school import School

Key = tuple[PersonId, Purpose, str]


def follow_consents(register: Register, school: School, on: date) -> Register:
    """Given in Moodle is given here, taken back there is withdrawn here.

    A consent that was withdrawn by hand counts again only after Moodle has taken it back too, or
    tells of a later signature.
    """
    seen = {
        (one.person_id, one.purpose, one.source): one
        for one in school.consents
        if one.person_id in register.people
    }
    numbers = count(next_id(register.consents))
    last = latest(register)
    new = [
        _new(next(numbers), one, on)
        for key, one in sorted(seen.items())
        if _is_news(last.get(key), one, on)
    ]
    renewed = {(row.person_id, row.purpose, row.source) for row in new}
    changed = [
        row
        for key, known in last.items()
        if key not in renewed and (row := _followed(known, seen.get(key), school, on)) != known
    ]
    return register.with_rows("consents", changed + new)


def _is_news(known: Consent | None, seen: SeenConsent, on: date) -> bool:
    if known is None:
        return True
    if not known.is_seen:
        return True
    if seen.signed_on is None or known.signed_on is None:
        return False
    return known.signed_on < seen.signed_on <= on


def _followed(known: Consent, seen: SeenConsent | None, school: School, on: date) -> Consent:
    if seen:
        return replace(known, is_seen=True)
    if known.person_id not in school.consent_answers.get(known.source, ()):
        return known
    if known.state(on) is ConsentState.GIVEN:
        return replace(known, is_seen=False, withdrawn_on=on)
    return replace(known, is_seen=False)


def _new(number: int, seen: SeenConsent, on: date) -> Consent:
    return Consent(
        id=number,
        person_id=seen.person_id,
        purpose=seen.purpose,
        signed_by=seen.signed_by,
        signed_on=seen.signed_on or on,
        valid_to=seen.valid_to,
        text_version=seen.text_version,
        source=seen.source,
        is_seen=True,
    )


def latest(register: Register) -> Mapping[Key, Consent]:
    """The latest row of each source; what was entered by hand follows nothing."""
    ordered = [register.consents[key] for key in sorted(register.consents)]
    return {(c.person_id, c.purpose, c.source): c for c in ordered if c.source != BY_HAND}
