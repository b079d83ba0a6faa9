"""Each rule of methodology 12.3 about pairs is tried to be broken: by hand, and by rows as such."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

import pytest

from connector.domain.consents import Purpose, Signer
from connector.domain.documents import DocumentState
from connector.domain.matches import EndReason, MatchState
from connector.domain.meetings import Meeting, MeetingState, MeetingType
from connector.domain.people import PersonId, Role
from connector.domain.programmes import GROUP, REVERSE
from connector.domain.register import Register
from connector.domain.register import edits_meetings as meetings
from connector.domain.register.edits import EditRefused
from connector.domain.register.edits_consents import Sheet, give_consent, withdraw_consent
from connector.domain.register.edits_documents import cancel
from connector.domain.register.edits_matches import move
from connector.domain.register.edits_members import join
from connector.domain.register.edits_orders import confirm
from connector.domain.register.rules import faults
from connector.domain.training import Admission, Study, TrainingKind
from tests.builders import COURSE, TODAY, a_pair_of, a_programme
from tests.meetings_builders import a_meeting
from tests.pairs_builders import (
    ORDER,
    SIGNED_ON,
    SOME_FORMS,
    a_new,
    a_place,
    a_teacher,
    at_work,
    lived,
    proposed,
    taking_part,
    tried,
)

BASE: Final = taking_part([1, 2, 3], [2, 3, 4, 5, 6, 7])


def refused(edit: Callable[[], Register]) -> str:
    with pytest.raises(EditRefused) as caught:
        edit()
    return caught.value.code


def codes(register: Register, on: date = TODAY) -> set[str]:
    return {fault.code for fault in faults(register, on, SOME_FORMS)}


# Rule 2


def test_nobody_mentors_themselves() -> None:
    assert refused(lambda: proposed(BASE, a_new(2, 2))) == "pairs.both_sides"


def test_nobody_mentors_their_own_mentor() -> None:
    assert refused(lambda: proposed(BASE, a_new(2, 3), a_new(3, 2))) == "pairs.mutual"


def test_nobody_mentors_their_own_mentor_of_a_group_of_staff() -> None:
    register = lived(BASE, a_place(BASE, pairs=(a_pair_of([2], [3]),)))

    assert refused(lambda: proposed(register, a_new(3, 2))) == "pairs.mutual"


@pytest.mark.parametrize("where", ["programme", "pair"])
def test_where_the_kind_is_reverse_two_mentor_each_other(where: str) -> None:
    is_of_pair = where == "pair"
    programme = a_programme(kind="" if is_of_pair else REVERSE)
    register = taking_part([2, 3], [2, 3], programme)
    kind = REVERSE if is_of_pair else ""

    register = proposed(register, a_new(2, 3, kind=kind), a_new(3, 2, kind=kind))

    assert codes(register) == set()


def test_rows_in_which_somebody_stands_on_both_sides_are_a_fault() -> None:
    register = at_work(BASE, a_new(1, 4))
    mentee = register.side_of(1, Role.MENTEE)[0]

    broken = register.with_rows("members", [replace(mentee, person_id=PersonId(1))])

    assert codes(broken) == {"pairs.both_sides"}


# Rule 3


@pytest.mark.parametrize("side", ["mentor", "mentee"])
def test_a_form_of_pupils_has_no_place_for_a_teacher(side: str) -> None:
    who = 1 if side == "mentor" else 4
    register = BASE.with_rows("people", [a_teacher(who)])
    sheet = Sheet(Purpose.PROCESSING, Signer.SELF, TODAY)
    register = give_consent(register, PersonId(who), sheet, TODAY)

    assert refused(lambda: proposed(register, a_new(1, 4))) == "pairs.wrong_side"


def test_a_birthday_breaks_no_pair() -> None:
    register = at_work(BASE, a_new(1, 4))
    forms = {key: replace(form, mentor_ages=(14, 16)) for key, form in SOME_FORMS.items()}

    assert faults(register, TODAY + timedelta(days=1000), forms) == []


# Rule 4


def test_a_mentor_takes_no_more_than_the_form_allows() -> None:
    register = proposed(BASE, a_new(1, 4), a_new(1, 5))

    assert refused(lambda: proposed(register, a_new(1, 6))) == "pairs.no_place"
    assert codes(proposed(register, a_new(2, 6))) == set()


def test_a_place_that_somebody_left_is_free_again() -> None:
    register = proposed(BASE, a_new(1, 4), a_new(1, 5))
    register = lived(move(register, 1, MatchState.REJECTED, TODAY, EndReason.NOT_SUITED))

    register = proposed(register, a_new(1, 6))

    assert sorted(
        one.seat or 0 for key in (2, 3) for one in register.side_of(key, Role.MENTEE)
    ) == [
        1,
        2,
    ]


def test_places_of_a_mentor_are_shared_with_groups_of_staff() -> None:
    register = lived(BASE, a_place(BASE, pairs=(a_pair_of([1], [4, 5]),)))

    assert refused(lambda: proposed(register, a_new(1, 6))) == "pairs.no_place"


def test_a_group_of_staff_may_have_more_and_breaks_nothing() -> None:
    register = lived(BASE, a_place(BASE, pairs=(a_pair_of([1], [4, 5, 6]),)))

    seats = [one.seat for one in register.side_of(1, Role.MENTEE)]
    assert (seats, codes(register)) == ([1, 2, None], set())


def test_a_pair_has_one_mentee() -> None:
    assert refused(lambda: proposed(BASE, a_new(1, 4, 5))) == "pairs.only_one"


def test_nobody_joins_a_pair() -> None:
    register = proposed(BASE, a_new(1, 4))

    assert refused(lambda: join(register, 1, PersonId(5), SOME_FORMS, TODAY)) == "pairs.not_a_group"


def test_a_group_is_no_larger_than_the_form_allows() -> None:
    register = proposed(BASE, a_new(1, 4, 5, kind=GROUP))
    full = join(register, 1, PersonId(6), SOME_FORMS, TODAY)

    assert codes(full) == set()
    assert refused(lambda: join(full, 1, PersonId(7), SOME_FORMS, TODAY)) in {
        "pairs.too_many_in_group",
        "pairs.no_place",
    }


def test_a_group_is_confirmed_when_it_is_large_enough() -> None:
    register = tried(BASE, a_new(1, 4, kind=GROUP))

    assert refused(lambda: confirm(register, [1], ORDER, SIGNED_ON, SOME_FORMS, TODAY)) == (
        "pairs.small_group"
    )


# Rule 5


def test_a_mentee_has_one_open_pair_in_a_programme() -> None:
    register = proposed(BASE, a_new(1, 4))

    assert refused(lambda: proposed(register, a_new(2, 4))) == "pairs.has_pair"
    assert refused(lambda: proposed(BASE, a_new(1, 4), a_new(2, 4))) == "pairs.has_pair"


def test_a_mentee_of_a_group_of_staff_gets_no_pair_of_ours() -> None:
    register = lived(BASE, a_place(BASE, pairs=(a_pair_of([1], [4]),)))

    assert refused(lambda: proposed(register, a_new(2, 4))) == "pairs.has_pair"


def test_of_two_groups_of_staff_a_mentee_is_in_the_first() -> None:
    pairs = (a_pair_of([2], [4], id="group:2"), a_pair_of([1], [4], id="group:1"))

    register = lived(BASE, a_place(BASE, pairs=pairs))

    in_pairs = [one.match_id for one in register.members.values() if one.person_id == 4]
    assert [register.matches[key].group_id for key in in_pairs] == [1]
    assert codes(register) == set()


def test_rows_of_a_mentee_in_two_pairs_are_a_fault() -> None:
    register = at_work(BASE, a_new(1, 4), a_new(2, 5))
    mentee = register.side_of(2, Role.MENTEE)[0]

    broken = register.with_rows("members", [replace(mentee, person_id=PersonId(4))])

    assert "pairs.two_pairs" in codes(broken)


# Rule 6


def test_no_pair_is_confirmed_without_an_order_that_is_signed() -> None:
    register = tried(BASE, a_new(1, 4))
    nameless, to_come = (
        replace(ORDER, number=""),
        replace(ORDER, dated_on=TODAY + timedelta(days=1)),
    )

    def confirmed(order: object) -> Callable[[], Register]:
        return lambda: confirm(register, [1], order, TODAY, SOME_FORMS, TODAY)  # type: ignore[arg-type]

    assert refused(confirmed(nameless)) == "pairs.order_without_number"
    assert refused(confirmed(to_come)) == "documents.in_future"
    assert refused(confirmed(replace(ORDER, dated_on=None))) == "documents.no_day"


@pytest.mark.parametrize("target", [MatchState.CONFIRMED, MatchState.ACTIVE])
def test_rows_of_a_pair_without_an_order_are_a_fault(target: MatchState) -> None:
    register = tried(BASE, a_new(1, 4))

    broken = register.with_rows("matches", [replace(register.matches[1], state=target)])

    assert codes(broken) == {"pairs.no_order"}


def test_an_order_by_which_pairs_work_is_not_cancelled() -> None:
    register = at_work(BASE, a_new(1, 4))

    assert refused(lambda: cancel(register, 1)) == "documents.has_pairs"
    cancelled = replace(register.documents[1], state=DocumentState.CANCELLED)
    assert codes(register.with_rows("documents", [cancelled])) == {"pairs.no_order"}


def test_an_order_of_another_programme_makes_no_pair() -> None:
    register = tried(BASE, a_new(1, 4))
    other = replace(ORDER, id=1, programme_id=COURSE + 1)
    register = register.with_rows("documents", [other])

    assert refused(lambda: confirm(register, [1], ORDER, TODAY, SOME_FORMS, TODAY)) == (
        "pairs.no_order"
    )


def test_no_pair_is_confirmed_before_its_trial() -> None:
    register = proposed(BASE, a_new(1, 4))

    assert refused(lambda: confirm(register, [1], ORDER, TODAY, SOME_FORMS, TODAY)) == (
        "pairs.not_on_trial"
    )


def of_teachers() -> Register:
    """Two teachers in a programme of teachers, with their consents to processing."""
    register = taking_part([1], [2], a_programme(form="teacher-teacher"))
    register = replace(register, consents={}).with_rows("people", [a_teacher(1), a_teacher(2)])
    for who in (1, 2):
        sheet = Sheet(Purpose.PROCESSING, Signer.SELF, TODAY)
        register = give_consent(register, PersonId(who), sheet, TODAY)
    return tried(register, a_new(1, 2))


def agreed(register: Register) -> Register:
    sheet = Sheet(Purpose.LABOUR, Signer.SELF, TODAY)
    return give_consent(register, PersonId(1), sheet, TODAY)


def test_an_employee_mentors_only_with_a_written_consent() -> None:
    def confirmed(register: Register) -> Register:
        return confirm(register, [1], ORDER, SIGNED_ON, SOME_FORMS, TODAY)

    assert refused(lambda: confirmed(of_teachers())) == "pairs.no_labour_consent"
    assert codes(confirmed(agreed(of_teachers()))) == set()


def test_who_takes_that_consent_back_is_not_refused() -> None:
    register = confirm(agreed(of_teachers()), [1], ORDER, SIGNED_ON, SOME_FORMS, TODAY)

    register = withdraw_consent(register, PersonId(1), Purpose.LABOUR, TODAY, TODAY)

    assert codes(lived(register)) == set()


# Rule 7


@pytest.mark.parametrize(
    ("mode", "is_trained", "state"),
    [
        ("warn", False, MatchState.ACTIVE),
        ("block", False, MatchState.CONFIRMED),
        ("block", True, MatchState.ACTIVE),
    ],
)
def test_an_untrained_mentor_does_not_begin_where_training_is_asked_for(
    mode: str, state: MatchState, *, is_trained: bool
) -> None:
    study = Study(
        PersonId(1), 60, "Школа наставника", TrainingKind.INITIAL, Decimal(16),
        is_enrolled=True, is_done=is_trained, done_on=SIGNED_ON,
    )  # fmt: skip
    register = tried(BASE, a_new(1, 4))
    register = confirm(register, [1], ORDER, SIGNED_ON, SOME_FORMS, TODAY)
    admission = Admission("block") if mode == "block" else Admission("warn")

    register = lived(register, a_place(register, studies=(study,)), admission)

    assert register.matches[1].state is state


def test_nobody_begins_by_hand_what_begins_by_the_day() -> None:
    register = tried(BASE, a_new(1, 4))
    register = confirm(register, [1], ORDER, TODAY, SOME_FORMS, TODAY)

    assert refused(lambda: move(register, 1, MatchState.ACTIVE, TODAY)) == "pairs.not_suspended"


def test_a_pair_begins_on_its_day_and_not_before() -> None:
    register = tried(BASE, a_new(1, 4))
    begins = TODAY + timedelta(days=7)
    register = lived(confirm(register, [1], ORDER, begins, SOME_FORMS, TODAY))

    assert register.matches[1].state is MatchState.CONFIRMED
    assert lived(register, on=begins).matches[1].state is MatchState.ACTIVE


# Rule 9


@pytest.mark.parametrize("days", [-1, 3])
def test_a_meeting_is_held_while_the_pair_lasts(days: int) -> None:
    began, ended = TODAY - timedelta(days=10), TODAY - timedelta(days=3)
    register = at_work(BASE, a_new(1, 4), on=began)
    first = min([SIGNED_ON, began])
    register = move(register, 1, MatchState.COMPLETED, ended, EndReason.GOALS_REACHED)
    day = first + timedelta(days=days) if days < 0 else ended + timedelta(days=days)

    assert refused(lambda: meetings.hold_unplanned(register, a_meeting(on=day), TODAY)) == (
        "meetings.outside"
    )
    held = a_meeting(on=day, state=MeetingState.HELD)
    assert codes(register.with_rows("meetings", [held])) == {"pairs.met_outside"}


def test_the_first_meeting_is_the_introduction_and_the_last_the_final_one() -> None:
    register = at_work(BASE, a_new(1, 4), on=TODAY - timedelta(days=10))

    def held(register: Register, days_ago: int, type_: MeetingType) -> Register:
        day = TODAY - timedelta(days=days_ago)
        return meetings.hold_unplanned(register, Meeting(0, 1, day, type=type_), TODAY)

    register = held(register, 5, MeetingType.REGULAR)
    assert refused(lambda: held(register, 4, MeetingType.INTRO)) == "meetings.intro_first"
    assert refused(lambda: held(register, 6, MeetingType.FINAL)) == "meetings.final_last"


# Rule 14


def test_a_withdrawn_consent_ends_the_pair() -> None:
    register = at_work(BASE, a_new(1, 4))

    register = lived(withdraw_consent(register, PersonId(4), Purpose.PROCESSING, TODAY, TODAY))

    match = register.matches[1]
    assert (match.state, match.ended_because) == (
        MatchState.TERMINATED,
        EndReason.PARTICIPATION_ENDED,
    )
    assert {one.left_on for one in register.members_of[1]} == {TODAY}
    assert codes(register) == set()


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (lambda: proposed(BASE, a_new(9, 4)), "pairs.takes_no_part"),
        (lambda: proposed(BASE, a_new(4, 5)), "pairs.takes_no_part"),
        (lambda: proposed(BASE, a_new(1)), "pairs.nobody_to_mentor"),
        (lambda: proposed(replace(BASE, programmes={}), a_new(1, 4)), "programmes.unknown"),
    ],
)
def test_only_who_takes_part_gets_a_pair(edit: Callable[[], Register], code: str) -> None:
    assert refused(edit) == code


def test_who_has_no_consent_gets_no_pair() -> None:
    others = {key: one for key, one in BASE.consents.items() if one.person_id != 4}

    assert refused(lambda: proposed(replace(BASE, consents=others), a_new(1, 4))) == (
        "register.no_consent"
    )
