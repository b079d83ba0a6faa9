"""What a curator should look at."""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256


class AlertCode(StrEnum):
    """What can be wrong; a rule of config/methodology/alerts.yaml asks for one of them."""

    NO_MENTOR = "no_mentor"
    NO_MENTEE = "no_mentee"
    UNTRAINED_MENTOR = "untrained_mentor"
    WRONG_KIND = "wrong_kind"
    SILENT = "silent"
    NO_CONSENT = "no_consent"
    INACTIVE = "inactive"
    MUTUAL = "mutual"
    OVERLOADED = "overloaded"
    TWO_PAIRS = "two_pairs"
    JUNIOR_MENTOR = "junior_mentor"
    NO_ORDER = "no_order"
    NO_LABOUR_CONSENT = "no_labour_consent"
    NO_PLAN = "no_plan"
    NO_MEETING = "no_meeting"
    EMPTY_JOURNAL = "empty_journal"
    PLAN_OVERDUE = "plan_overdue"
    LOW_GRADE = "low_grade"
    MARKS_FELL = "marks_fell"
    NO_LOGIN = "no_login"
    CONSENT_EXPIRING = "consent_expiring"
    SURVEY_UNANSWERED = "survey_unanswered"
    ROADMAP_OVERDUE = "roadmap_overdue"
    JOB_FAILING = "job_failing"


@dataclass(frozen=True)
class Alert:
    """Something that a curator should look at; `code` is that of a rule.

    `person_id` is 0 when it is about the pair, `pair_id` empty when it is about no pair. `about`:
    what else it is about, as `survey:mentee_input`, `roadmap:3`, `job:sync`, `subject:X`.
    """

    code: str
    programme_id: int
    pair_id: str
    person_id: int = 0
    about: str = ""

    @property
    def handle(self) -> str:
        """A short name by which a person can ask for it, the same from day to day."""
        key = f"{self.code} {self.pair_id} {self.person_id} {self.about}"
        return sha256(key.encode()).hexdigest()[:6]
