"""How a page says people, moments and shares: names instead of ids, the school's own time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from decimal import Decimal

from connector.services.deps import Deps

NOTHING = "–"


@dataclass(frozen=True)
class Words:
    """Sentences, names by id and the school's time zone."""

    deps: Deps
    zone: tzinfo
    people: Mapping[int, str]

    def say(self, code: str, **facts: object) -> str:
        """A sentence of the page."""
        return self.deps.wording.say(f"web.{code}", **facts)

    def person(self, who: int) -> str:
        """A name, or the id of somebody whom monitoring did not see."""
        return self.people.get(who) or self.say("person_unknown", id=who)

    def day(self, moment: datetime) -> str:
        """24.11.2026."""
        return moment.astimezone(self.zone).strftime("%d.%m.%Y")

    def moment(self, moment: datetime) -> str:
        """24.11.2026 11:05."""
        return moment.astimezone(self.zone).strftime("%d.%m.%Y %H:%M")

    def seen(self, seconds: int | None) -> str:
        """A day from Unix seconds; 0 is never, None is hidden by Moodle."""
        if seconds is None:
            return self.say("hidden")
        return self.day(datetime.fromtimestamp(seconds, UTC)) if seconds else self.say("never")

    def percent(self, share: Decimal | None) -> str:
        """A share from 0 to 1 as per cent."""
        return NOTHING if share is None else self.deps.templates.percent(share)
