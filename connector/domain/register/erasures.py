"""Opens a task to destroy a person's data when the last consent was withdrawn."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import count

from connector.domain.consents import Consent, Purpose
from connector.domain.erasure import ErasureState, ErasureTask
from connector.domain.norms import Norms
from connector.domain.register.book import Register, next_id


def follow_withdrawals(register: Register, norms: Norms, on: date) -> Register:
    """One open task for whoever withdrew and has no other consent (methodology 12.3: 14)."""
    known = {task.consent_id for task in register.erasures.values()}
    numbers = count(next_id(register.erasures))
    withdrawn = filter(None, (register.withdrawn(who, on) for who in sorted(register.consents_of)))
    opened = [
        _task(next(numbers), consent, norms) for consent in withdrawn if consent.id not in known
    ]
    cancelled = [
        replace(task, state=ErasureState.CANCELLED, closed_on=on)
        for task in register.erasures.values()
        if task.state is ErasureState.OPEN
        and register.has_consent(task.person_id, Purpose.PROCESSING, on)
    ]
    return register.with_rows("erasures", opened + cancelled)


def _task(number: int, consent: Consent, norms: Norms) -> ErasureTask:
    withdrawn_on = consent.withdrawn_on or date.max
    due_on = withdrawn_on + timedelta(days=norms.erasure_days)
    return ErasureTask(number, consent.person_id, consent.id, withdrawn_on, due_on)
