"""What an indicator is counted from: a row for each person, pair or answer that was looked at."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any, Final, NamedTuple

from connector.domain.indicators.facts import ANSWER, UNNAMED, Facts
from connector.domain.survey_figures import NOTICED


class Verdict(StrEnum):
    """What became of a row: `unknown`, something is missing; `outside`, it is not asked about."""

    COUNTED = "counted"
    NOT_COUNTED = "not_counted"
    UNKNOWN = "unknown"
    OUTSIDE = "outside"


class Sort:
    """What a row is about; plain texts, since a member of an enumeration is slow as a key.

    The number that follows is of a person, a match, an organisation.
    """

    PERSON: Final = "person"
    ANSWER: Final = ANSWER
    UNNAMED: Final = UNNAMED
    MATCH: Final = "match"
    ORGANISATION: Final = "organisation"
    PARTICIPATION: Final = "participation"
    LEARNER: Final = "learner"
    PROGRAMME: Final = "programme"


class Why(StrEnum):
    """Why a row counts, or does not; the sentences are in the catalogue (indicators.why_…)."""

    NOT_AT_SCHOOL = "not_at_school"
    NO_BIRTH_DATE = "no_birth_date"
    OTHER_AGE = "other_age"
    TOOK_PART = "took_part"
    DID_NOT_TAKE_PART = "did_not_take_part"
    NOT_ADMITTED = "not_admitted"
    NOT_YOUNG = "not_young"
    NO_AGREEMENT = "no_agreement"
    GAVE_MENTORS = "gave_mentors"
    GAVE_NO_MENTORS = "gave_no_mentors"
    SATISFIED = "satisfied"
    NOT_SATISFIED = "not_satisfied"
    NO_ANSWER = "no_answer"
    NOT_ASKED = "not_asked"
    ANSWERED = "answered"
    SAID_YES = "said_yes"
    SAID_NO = "said_no"
    BOTH_ANSWERED = "both_answered"
    WORKS = "works"
    DOES_NOT_WORK = "does_not_work"
    GUIDES = "guides"
    COMPLETED = "completed"
    TERMINATED = "terminated"
    WORKED = "worked"
    SUSPENDED = "suspended"
    MET_LATELY = "met_lately"
    MET_LONG_AGO = "met_long_ago"
    MET_IN_TIME = "met_in_time"
    MET = "met"
    NOTHING_TO_COUNT = "nothing_to_count"
    PLANNED = "planned"
    TRAINED = "trained"
    NOT_TRAINED = "not_trained"
    LEARNT = "learnt"
    HAS_PAIR = "has_pair"
    WAITS = "waits"
    CONSENT = "consent"
    NO_CONSENT = "no_consent"
    CONSENT_ENDS = "consent_ends"
    MARKED = "marked"
    MARKS_LACK = "marks_lack"
    IS_SO = "is_so"
    IS_NOT_SO = "is_not_so"
    TWO_MARKS = "two_marks"
    ONE_MARK = "one_mark"


class Row(NamedTuple):
    """One thing that was looked at and why it counts, or does not.

    `subject`: its sort and numbers; the same subject in several rows is one. `programmes`: those
    in which it counts, `classes`: those to which it belongs. `item`: what a figure is told by,
    a questionnaire or a reason. A row adds `amount` to the numerator and `whole` to the
    denominator; one that is not counted adds 0, and nothing does that is unknown or outside.
    """

    subject: tuple[Any, ...]
    verdict: Verdict
    why: Why
    programmes: tuple[int, ...] = ()
    classes: tuple[str, ...] = ()
    item: str = ""
    amount: Fraction | int = 1
    whole: int = 1


class How(StrEnum):
    """How the rows become one value; a count has no denominator.

    `rose`, `stayed`, `fell`: the share of amounts that are changes of this sort.
    """

    COUNT = "count"
    SHARE = "share"
    MEAN = "mean"
    MEDIAN = "median"
    MOST = "most"
    ROSE = "rose"
    STAYED = "stayed"
    FELL = "fell"

    @property
    def is_share(self) -> bool:
        """Whether it is in per cent."""
        return self is How.SHARE or self in WAYS


WAYS: Final[Mapping[How, Callable[[Fraction | int], bool]]] = {
    How.ROSE: lambda change: change >= NOTICED,
    How.STAYED: lambda change: -NOTICED < change < NOTICED,
    How.FELL: lambda change: change <= -NOTICED,
}
"""What is a change of which sort."""


@dataclass(frozen=True)
class Definition:
    """An indicator of the methodology, in one of its readings (13).

    `of_school`: in a programme or a form, too, it is a share of the whole school. `is_private`:
    of what people answered, so that it is hidden where they are few. `adds`: what several rows of
    one subject say is added, otherwise the best of it counts. `has_items`: it is told by items.
    """

    code: str
    how: How
    rows: Callable[[Facts], Iterable[Row]]
    reading: str = ""
    of_school: bool = False
    is_private: bool = False
    adds: bool = False
    has_items: bool = False

    def explained(self, facts: Facts) -> Iterator[Row]:
        """Its rows with what becomes of each in this figure."""
        way = WAYS.get(self.how)
        for row in self.rows(facts):
            if way is None:
                yield row
            else:
                verdict = Verdict.COUNTED if way(row.amount) else Verdict.NOT_COUNTED
                yield row._replace(verdict=verdict, amount=1)
