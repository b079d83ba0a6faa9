"""Takes the courses that are programmes into the register; what people decided of them stays."""

from dataclasses import replace
from datetime import date
from typing import Any, Final

from connector.domain.programmes import Programme, ProgrammeState
from connector.domain.register.book import Register
from connector.domain.school import School

FOLLOWED: Final = (
    "title", "form", "school_year", "starts_at", "begins_on", "ends_on", "role_model", "kind",
)  # fmt: skip
"""What of a programme with a course the course and the mapping say, not people."""

ENDED: Final = frozenset({ProgrammeState.COMPLETED, ProgrammeState.CANCELLED})


def follow_programmes(register: Register, school: School) -> Register:
    """The register with every programme of the school.

    A new one in which pairs are at work already is running, any other a draft. One whose last day
    has passed stays as it is until a person completes it, and so does one whose course is gone.
    """
    at_work = {int(pair.programme_id) for pair in school.pairs}
    at_work |= {match.programme_id for match in register.matches.values() if match.is_open}
    rows = [
        _followed(register.programmes.get(seen.id), seen, has_pairs=seen.id in at_work)
        for seen in school.programmes
    ]
    changed = [row for row in rows if row != register.programmes.get(row.id)]
    return register.with_rows("programmes", changed)


def over(register: Register, school: School, on: date) -> frozenset[int]:
    """The programmes that have ended: their last day has passed, or a person has ended them."""
    programmes = {**register.programmes, **{int(p.id): p for p in school.programmes}}
    passed = {key for key, p in programmes.items() if p.ends_on is not None and p.ends_on < on}
    return frozenset(passed | {key for key, p in register.programmes.items() if p.state in ENDED})


def _followed(known: Programme | None, seen: Programme, *, has_pairs: bool) -> Programme:
    if known is not None:
        said: dict[str, Any] = {name: getattr(seen, name) for name in FOLLOWED}
        return replace(known, **said)
    if not has_pairs:
        return seen
    since = seen.begins_on
    reached: dict[str, str] = {ProgrammeState.RUNNING: since.isoformat()} if since else {}
    return replace(seen, state=ProgrammeState.RUNNING, reached=reached)
