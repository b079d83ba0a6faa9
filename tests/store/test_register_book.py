"""The register is kept whole, changed by one at a time, and every change is written down."""

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from connector.domain.choices import Preference
from connector.domain.consents import Consent, Purpose, Signer
from connector.domain.documents import ORDER_PAIRS, Document, DocumentState
from connector.domain.erasure import ErasureState, ErasureTask
from connector.domain.evaluation import Quadrant, Score, SwotEntry
from connector.domain.growth import RouteItem
from connector.domain.matches import EndReason, Match, MatchMember, MatchState
from connector.domain.matching import Constraint, ConstraintKind
from connector.domain.meetings import Meeting, MeetingState, MeetingType
from connector.domain.participation import Participation, Reason, State
from connector.domain.people import Organisation, PersonId, Role
from connector.domain.plans import ItemState, Plan, PlanItem, PlanState, Section
from connector.domain.programmes import Programme, ProgrammeId, ProgrammeState
from connector.domain.recruiting import Decision, RequestReason, Selection
from connector.domain.register import Register
from connector.domain.roadmap import RoadmapRow, RowState
from connector.domain.training import Certificate, TrainingKind
from connector.store.database import Database, StoreConflict
from tests.builders import TODAY, a_person
from tests.register_builders import a_consent, a_participation, a_register
from tests.store.servers import process

STRANGE = 'O\'Коннор "Ё" \\ %s :name {0} 👩‍🏫 \n\t;-- =1+1'
DAY = date(2026, 2, 28)

FULL = Register(
    people={
        PersonId(-1): a_person(
            -1,
            name=STRANGE,
            kind=None,
            born_on=None,
            is_active=False,
            roles=frozenset({Role.MENTOR, Role.MENTEE}),
            serving_since=DAY,
            interests=("шахматы", STRANGE),
            organisation_id=1,
        )
    },
    organisations={1: Organisation(1, STRANGE, "завод", "12", DAY, None, "+7")},
    participations={
        1: Participation(
            id=1,
            person_id=PersonId(-1),
            role=Role.MENTOR,
            programme_id=3,
            form="employer-pupil",
            state=State.WITHDRAWN,
            is_by_hand=True,
            applied_on=DAY,
            entered_on=DAY,
            left_on=TODAY,
            left_because=Reason.CONSENT_WITHDRAWN,
            texts={"request": STRANGE},
            case_url="https://school.example/case",
            is_passed=True,
            reached={State.ACTIVE: "2026-02-28"},
            imported={"request": ""},
        )
    },
    selections={1: Selection(1, {"empathy": 2}, DAY, "Зауч", STRANGE, Decision.RESERVE, DAY, "")},
    reasons={(1, "burnout"): RequestReason(1, "burnout")},
    consents={
        1: Consent(1, PersonId(-1), Purpose.LABOUR, Signer.SELF, DAY, DAY, TODAY, TODAY, STRANGE,
                   "2026-1", "папка 3", "choice Согласие", is_seen=True)
    },
    certificates={
        1: Certificate(1, PersonId(-1), STRANGE, TrainingKind.GROWTH, Decimal("36.5"), DAY, TODAY,
                       "ИРО", "№ 7", "папка")
    },
    route={1: RouteItem(1, PersonId(-1), "2026/27", STRANGE, Decimal(16), DAY, 5, TODAY, "rule")},
    erasures={1: ErasureTask(1, PersonId(-1), 1, DAY, TODAY, ErasureState.DONE, TODAY)},
    programmes={
        -1: Programme(
            ProgrammeId(-1), STRANGE, "any", "2026/27", 0, DAY, TODAY, "equal", "group", STRANGE,
            ProgrammeState.APPROVED, {"approved": "2026-02-28"}, 50,
        )
    },
    documents={
        1: Document(
            1, ORDER_PAIRS, "2026/27", STRANGE, "41", DAY, DocumentState.DRAFT, -1, "сейф"
        )
    },
    matches={
        1: Match(
            1, -1, STRANGE, MatchState.TERMINATED, "group", "equal", 7, order_id=1,
            begins_on=DAY, ended_on=TODAY, ended_because=EndReason.REPLACED, replaces_id=2,
            run_id=3, reached={"active": "2026-02-28"}, is_ours=False,
        )
    },
    members={
        1: MatchMember(
            1, 1, -1, PersonId(-1), Role.MENTEE, DAY, TODAY, EndReason.REQUEST, "any", 5, 1
        )
    },
    meetings={
        1: Meeting(
            1, 1, DAY, "09:30", 45, MeetingType.FINAL, MeetingState.CONFIRMED, "каб. 5", STRANGE,
            STRANGE, STRANGE, TODAY,
        )
    },
    plans={1: Plan(1, 1, PlanState.AGREED, STRANGE, DAY, TODAY)},
    plan_items={
        1: PlanItem(
            1, 1, STRANGE, Section.INDUCTION, DAY, STRANGE, STRANGE, Decimal("4.5"), ItemState.DONE,
            TODAY, 44, "rule",
        )
    },
    roadmap={
        1: RoadmapRow(
            1, "2026/27", 7, STRANGE, STRANGE, STRANGE, DAY, TODAY, "ежегодно", "куратор", "отчёт",
            "report", RowState.IN_PROGRESS, DAY, STRANGE, 1, "row-1",
        )
    },
    constraints={1: Constraint(1, -1, ConstraintKind.PLACES, PersonId(-1), 2, 3, DAY)},
    scores={1: Score(1, -1, "2.1", 2, DAY, "I5: 88 %")},
    swot={1: SwotEntry(1, -1, Quadrant.THREATS, "Мало наставников", "воронка", DAY, DAY)},
    preferences={1: Preference(1, -1, PersonId(-1), 2, 1, 10, "feedback: x")},
)  # fmt: skip

WITHDRAWER = """
import sys, time
from dataclasses import replace
from datetime import UTC, date, datetime
from connector.store.database import Database
database = Database(sys.argv[1], lambda: datetime.now(UTC))
with database.changing_register(int(sys.argv[2])) as tx:
    before = tx.register.load()
    print("holding", flush=True)
    time.sleep(0.5)
    consent = replace(before.consents[1], withdrawn_on=date(2026, 11, 24))
    tx.register.save(before, before.with_rows("consents", [consent]), "другой")
"""


def keep(database: Database, school: int, after: Register, by: str = "завуч") -> dict[str, Any]:
    with database.changing_register(school) as tx:
        return tx.register.save(tx.register.load(), after, by)


def kept(database: Database, school: int) -> Register:
    with database.reading(school) as tx:
        return tx.register.load()


def test_everything_comes_back_as_it_was_given(database: Database, school: int) -> None:
    assert all(getattr(FULL, field.name) for field in fields(FULL)), "every part has a row here"

    keep(database, school, FULL)

    assert kept(database, school) == FULL


def test_keeping_it_again_writes_nothing(database: Database, school: int) -> None:
    keep(database, school, FULL)

    assert keep(database, school, FULL) == {}


def test_only_what_changed_is_written(database: Database, school: int) -> None:
    keep(database, school, a_register(a_participation(1), a_participation(2, 2), people=[1, 2]))

    changed = a_register(a_participation(1), a_participation(2, 2, applied_on=TODAY), people=[1, 2])

    tallies = keep(database, school, changed)

    assert {name: tally.total for name, tally in tallies.items()} == {"participation": 1}


def test_the_journal_of_rows_tells_of_them_alone(database: Database, school: int) -> None:
    first = a_register(a_participation(1), a_participation(2, 2), a_consent(1), people=[1, 2])
    keep(database, school, first)
    told = replace(first.participations[1], state=State.CONSENT_PENDING)
    keep(database, school, first.with_rows("participations", [told]))

    with database.reading(school) as tx:
        entries = tx.register.journal_of({"participations": ["1"], "consents": ["1"]})
        assert tx.register.journal_of({}) == []

    rows = [(entry.change.part, entry.change.row) for entry in entries]
    assert rows == [("participations", "1"), ("consents", "1"), ("participations", "1")]


def test_the_journal_tells_days_and_codes_and_keeps_texts_to_itself(
    database: Database, school: int
) -> None:
    first = a_register(a_participation(1), people=[1])
    keep(database, school, first)
    secret = {"request": "боюсь отвечать"}
    told = replace(first.participations[1], state=State.CONSENT_PENDING, texts=secret)

    keep(database, school, first.with_rows("participations", [told]), by="куратор")

    with database.reading(school) as tx:
        newest = tx.register.journal(1)[0]
    assert (newest.by, newest.change.part, newest.change.row) == ("куратор", "participations", "1")
    assert newest.change.fields == {"state": ["candidate", "consent_pending"], "texts": None}


def test_the_journal_never_tells_names_or_birth_dates(database: Database, school: int) -> None:
    keep(database, school, a_register(people=[1]))

    with database.reading(school) as tx:
        (entry,) = tx.register.journal(1)
    assert set(entry.change.fields.values()) == {None}


def test_nobody_takes_part_twice_at_once_in_one_place(database: Database, school: int) -> None:
    keep(database, school, a_register(a_participation(1), people=[1]))

    with pytest.raises(StoreConflict):
        keep(database, school, a_register(a_participation(1), a_participation(2), people=[1]))

    assert list(kept(database, school).participations) == [1]


def test_who_left_may_begin_again_in_the_same_change(database: Database, school: int) -> None:
    keep(database, school, a_register(a_participation(1), people=[1]))
    left = a_participation(
        1, state=State.WITHDRAWN, left_on=TODAY, left_because=Reason.LEFT_IN_MOODLE
    )

    keep(database, school, a_register(left, a_participation(2), people=[1]))

    assert list(kept(database, school).participations) == [1, 2]


def test_whoever_changes_the_register_waits_for_the_other_and_sees_what_was_changed(
    database: Database, school: int, url: str
) -> None:
    keep(database, school, a_register(a_consent(1), people=[1]))
    other = process(WITHDRAWER, url, str(school))
    assert other.stdout
    assert other.stdout.readline() == "holding\n"

    with database.changing_register(school) as tx:
        seen = tx.register.load()

    assert (*other.communicate(timeout=30), other.returncode) == ("", "", 0)
    assert not seen.has_consent(PersonId(1), Purpose.PROCESSING, TODAY)
