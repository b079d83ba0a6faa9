"""Reminders as a command shows them: who, of what, and what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from connector.domain.growth import Growth
from connector.domain.reminders import Digest, Unanswered
from connector.domain.write_back import OUR_REASONS, State
from connector.services.deps import Deps
from connector.services.reminding import Reminder

HEAD: Final = (
    "column.name", "column.topic", "column.about", "column.last", "column.state", "column.reason",
)  # fmt: skip


@dataclass(frozen=True)
class ReminderRow:
    """A reminder; `state` None: nobody is written to now, and `reason` says why not."""

    person_id: int
    name: str
    topic: str
    about: str
    last_on: date | None
    state: State | None
    reason: str


def rows(deps: Deps, reminders: Iterable[Reminder]) -> list[ReminderRow]:
    """Everybody who has something to do."""
    return [_row(deps, reminder) for reminder in reminders]


def cells(deps: Deps, told: Iterable[ReminderRow]) -> list[list[str]]:
    """The cells of each row under HEAD."""
    say = deps.wording.say
    return [
        [
            row.name,
            say(f"reminder.of_{row.topic}"),
            row.about,
            f"{row.last_on:%d.%m.%Y}" if row.last_on else "",
            say(f"reminder.state_{row.state}") if row.state else say("reminder.not_now"),
            row.reason,
        ]
        for row in told
    ]


def _row(deps: Deps, one: Reminder) -> ReminderRow:
    entry = one.entry
    return ReminderRow(
        person_id=one.need.person.id,
        name=one.need.person.name,
        topic=one.need.topic,
        about=_about(deps, one),
        last_on=one.last_on,
        state=entry.state if entry else None,
        reason=_said(deps, entry.reason if entry else one.why_not),
    )


def _about(deps: Deps, one: Reminder) -> str:
    """How far the training is, what is lacking, which questionnaires, how many alerts."""
    about, say = one.need.about, deps.wording.say
    if isinstance(about, Unanswered):
        titles = {survey.code: survey.title for survey in deps.methodology.surveys}
        return ", ".join(dict.fromkeys(titles[code] for code, _ in about.surveys))
    if isinstance(about, Digest):
        return say("reminder.digest", count=len(about.alerts))
    if not isinstance(about, Growth):
        return deps.methodology.states["study"][about.state]
    lacking = deps.templates.number(about.lacking)
    return say("reminder.growth", lacking=lacking, overdue=len(about.overdue))


def _said(deps: Deps, reason: str) -> str:
    if not reason:
        return ""
    return deps.wording.say(reason if reason.startswith(OUR_REASONS) else "writeback.see_run")
