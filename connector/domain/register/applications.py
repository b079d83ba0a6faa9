"""Takes candidates and their questionnaires into the register."""

from dataclasses import replace
from datetime import date
from itertools import count

from connector.domain.participation import Participation
from connector.domain.recruiting import Application, RequestReason
from connector.domain.register.book import Register, next_id
from connector.domain.school import School


def follow_applications(register: Register, school: School, on: date) -> Register:
    """A participation for each candidate; answers fill in what nobody corrected by hand."""
    numbers = count(next_id(register.participations))
    rows, reasons = [], []
    for application in sorted(school.applications, key=lambda one: (one.person_id, one.role)):
        row = _answering(register, application, on)
        row = row or Participation(next(numbers), application.person_id, application.role)
        rows.append(_filled(row, application))
        reasons += [RequestReason(row.id, code) for code in sorted(application.reasons)]
    return register.with_rows("participations", rows).with_rows("reasons", reasons)


def _answering(register: Register, application: Application, on: date) -> Participation | None:
    """The participation that an application is about, or a row that is left as it is.

    Somebody whose participations have all ended begins anew only by a later application.
    """
    mine = [
        one
        for one in register.participations_of.get(application.person_id, ())
        if one.role is application.role
    ]
    open_ = [one for one in mine if one.is_open]
    if open_:
        return open_[0]
    if not mine:
        return None
    ended = max(one.left_on for one in mine if one.left_on is not None)
    is_later = application.applied_on is not None and ended < application.applied_on <= on
    return None if is_later else mine[-1]


def _filled(row: Participation, application: Application) -> Participation:
    if not row.is_open:
        return row
    news = {
        name: text
        for name, text in application.texts.items()
        if row.texts.get(name, "") == row.imported.get(name, "")
    }
    return replace(
        row,
        form=row.form or application.form,
        applied_on=row.applied_on or application.applied_on,
        texts={**row.texts, **news},
        imported={**row.imported, **application.texts},
    )
