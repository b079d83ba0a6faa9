"""What every service is given: the school, its rules, the database, Moodle and the clock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from functools import cached_property

from connector.errors import ConfigurationError
from connector.mapping.methodology import Methodology
from connector.mapping.rules import Rules
from connector.matching import Lexicon
from connector.moodle.client import MoodleClient
from connector.reports.templates import Templates
from connector.store.database import Database
from connector.wording import Wording


@dataclass(frozen=True)
class Deps:
    """Everything is built once, in bootstrap; `rules_of` reads the mapping when first asked.

    `lexicon` reads its words when the first text is compared.
    """

    database: Database
    school_id: int
    moodle: MoodleClient
    rules_of: Callable[[], Rules]
    methodology: Methodology
    lexicon: Lexicon
    wording: Wording
    templates: Templates
    clock: Callable[[], datetime]

    @cached_property
    def rules(self) -> Rules:
        """The school's rules; raises MappingError when they are wrong."""
        return self.rules_of()

    @property
    def today(self) -> date:
        """The day at the school."""
        return self.clock().astimezone(self.rules.school.time_zone).date()

    def local(self, moment: datetime) -> str:
        """A moment by the school's clock; by UTC when the mapping that names its zone is wrong."""
        try:
            zone: tzinfo = self.rules.school.time_zone
        except ConfigurationError:
            zone = UTC
        return f"{moment.astimezone(zone):%d.%m.%Y %H:%M}"
