"""A withdrawn consent ends everything, as was told before, whatever Moodle shows (12.3: 14)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Final

import pytest

from connector.domain.alerts.cases import AlertCase
from connector.domain.consents import Purpose
from connector.domain.erasure import ErasureState
from connector.domain.participation import Reason, State
from connector.domain.people import Person, Role
from connector.domain.register.edits import EditRefused
from connector.services import alerting, picture, register
from connector.services.by_hand import finding
from connector.services.by_hand.view import View, view
from connector.services.consents import erasing, giving, withdrawing
from connector.services.consents.withdrawing import Withdrawal
from connector.services.deps import Deps
from connector.services.people import taking_part
from connector.services.people.taking_part import Written
from connector.services.syncing import sync
from connector.store import kinds
from tests.builders import TODAY
from tests.services.conftest import Clock
from tests.services.people_stand import BY, Couple, a_couple, a_sheet, brought_up, open_one
from tests.services.stand import PUPILS, Stand

THIRTY: Final = timedelta(days=30)


@pytest.fixture
def couple(seen: View) -> Couple:
    return a_couple(seen)


def of(person: Person, **changes: object) -> Withdrawal:
    return replace(Withdrawal(person, Purpose.PROCESSING, TODAY), **changes)  # type: ignore[arg-type] # fields by name


def refused(deps: Deps, do: Callable[[], object]) -> str:
    """Have something refused, and see that nothing of it is kept."""
    before = register.read(deps)
    with pytest.raises(EditRefused) as caught:
        do()
    assert register.read(deps) == before
    return caught.value.code


def pair_of(deps: Deps, couple: Couple) -> bool:
    """Whether the pair is there and works."""
    found = (pair for pair in picture.school(deps).pairs if pair.id == couple.pair.id)
    return any(pair.is_complete for pair in found)


def test_what_a_withdrawal_ends_is_told_before_and_nothing_is_kept(
    seen: View, couple: Couple
) -> None:
    before = register.read(seen.deps)

    found = withdrawing.consequences(seen, of(couple.mentee))

    assert register.read(seen.deps) == before
    assert [one.id for one in found.ended] == [open_one(seen, couple.mentee.id).id]
    assert [pair.id for pair in found.pairs] == [couple.pair.id]
    assert found.due_on == TODAY + THIRTY
    assert found.sources == ("profile: consent",)


def test_what_was_told_is_what_happens(seen: View, couple: Couple) -> None:
    told = withdrawing.consequences(seen, of(couple.mentee))

    _, found = withdrawing.withdraw(seen, BY, of(couple.mentee))

    assert found == told
    after = register.read(seen.deps)
    (one,) = after.participations_of[couple.mentee.id]
    assert (one.state, one.left_because) == (State.WITHDRAWN, Reason.CONSENT_WITHDRAWN)
    (task,) = after.erasures.values()
    assert (task.person_id, task.due_on) == (couple.mentee.id, TODAY + THIRTY)
    assert not pair_of(seen.deps, couple)


def test_a_tick_that_still_stands_in_moodle_does_not_undo_it(seen: View, couple: Couple) -> None:
    withdrawing.withdraw(seen, BY, of(couple.mentee))

    sync(seen.deps)
    register.update(seen.deps)

    after = register.read(seen.deps)
    assert not after.has_consent(couple.mentee.id, Purpose.PROCESSING, TODAY)
    assert {one.state for one in after.participations_of[couple.mentee.id]} == {State.WITHDRAWN}
    assert not pair_of(seen.deps, couple)


def test_a_consent_that_only_the_mirror_knows_is_withdrawn_too(synced: Deps) -> None:
    before = view(synced)
    assert not before.register.consents
    member = next(p for p in before.school.pairs if p.id == "group:1").mentees[0]

    withdrawing.withdraw(before, BY, of(before.people[member.person_id]))
    register.update(synced)

    after = register.read(synced)
    assert not after.has_consent(member.person_id, Purpose.PROCESSING, TODAY)
    (one,) = after.participations_of[member.person_id]
    assert one.state is State.WITHDRAWN


def test_both_a_paper_and_a_tick_are_withdrawn(seen: View, couple: Couple) -> None:
    giving.give(seen, BY, couple.mentee, a_sheet())

    withdrawing.withdraw(view(seen.deps), BY, of(couple.mentee))

    after = register.read(seen.deps)
    assert [c.withdrawn_on for c in after.consents_of[couple.mentee.id]] == [TODAY, TODAY]
    assert not pair_of(seen.deps, couple)


def test_every_participation_ends_in_whatever_role(seen: View, couple: Couple) -> None:
    taking_part.enter(seen, BY, couple.mentee, Role.MENTOR, None, "")

    _, found = withdrawing.withdraw(view(seen.deps), BY, of(couple.mentee))

    assert len(found.ended) == 2
    mine = register.read(seen.deps).participations_of[couple.mentee.id]
    assert not any(one.is_open for one in mine)


def test_a_withdrawal_that_was_noted_late_is_due_from_its_own_day(
    seen: View, couple: Couple
) -> None:
    late = of(couple.mentee, on=TODAY - timedelta(days=5))

    _, found = withdrawing.withdraw(seen, BY, late)

    assert found.due_on == TODAY - timedelta(days=5) + THIRTY
    (one,) = register.read(seen.deps).participations_of[couple.mentee.id]
    assert one.state is State.WITHDRAWN


def test_nobody_withdraws_twice_or_from_what_was_not_given(seen: View, couple: Couple) -> None:
    withdrawing.withdraw(seen, BY, of(couple.mentee))

    for withdrawal in (of(couple.mentee), of(couple.mentor, purpose=Purpose.LABOUR)):
        code = refused(
            seen.deps,
            lambda w=withdrawal: withdrawing.withdraw(view(seen.deps), BY, w),  # type: ignore[misc] # bound on purpose
        )
        assert code == "consents.nothing_to_withdraw"


def test_a_withdrawal_on_an_impossible_day_is_refused(seen: View, couple: Couple) -> None:
    for on, expected in (
        (TODAY + timedelta(days=1), "consents.withdrawn_in_future"),
        (TODAY.replace(year=2010), "consents.withdrawn_before_signing"),
    ):
        code = refused(
            seen.deps,
            lambda d=on: withdrawing.withdraw(seen, BY, of(couple.mentee, on=d)),  # type: ignore[misc] # bound on purpose
        )
        assert code == expected


def test_after_a_withdrawal_nobody_brings_the_person_back_without_a_new_consent(
    seen: View, couple: Couple
) -> None:
    withdrawing.withdraw(seen, BY, of(couple.mentee))
    now = view(seen.deps)
    programme = finding.programme(now, str(PUPILS))

    code = refused(
        seen.deps, lambda: taking_part.enter(now, BY, couple.mentee, Role.MENTEE, programme, "")
    )
    assert code == "participation.has_withdrawn"
    old = replace(a_sheet(), signed_on=TODAY - timedelta(days=1))
    code = refused(seen.deps, lambda: giving.give(view(seen.deps), BY, couple.mentee, old))
    assert code == "consents.withdrawn_since"


def test_a_new_consent_begins_anew_and_calls_the_erasure_off(seen: View, couple: Couple) -> None:
    withdrawing.withdraw(seen, BY, of(couple.mentee))

    giving.give(view(seen.deps), BY, couple.mentee, a_sheet())

    after = register.read(seen.deps)
    assert [task.state for task in after.erasures.values()] == [ErasureState.CANCELLED]
    first, second = after.participations_of[couple.mentee.id]
    assert (first.state, second.state) == (State.WITHDRAWN, State.ACTIVE)


def test_what_was_withdrawn_in_moodle_ends_the_same(
    seen: View, stand: Stand, couple: Couple
) -> None:
    account = stand.school.people[couple.mentee.id]
    stand.change_person(account.id, fields={**(account.fields or {}), "consent": "0"})
    sync(seen.deps)

    after = brought_up(seen.deps).register

    (one,) = after.participations_of[couple.mentee.id]
    assert one.left_because is Reason.CONSENT_WITHDRAWN
    assert [task.due_on for task in after.erasures.values()] == [TODAY + THIRTY]
    assert not pair_of(seen.deps, couple)


def test_closing_an_erasure_forgets_the_texts_and_keeps_the_proof(
    seen: View, couple: Couple, clock: Clock
) -> None:
    number = open_one(seen, couple.mentee.id).id
    taking_part.write(seen, BY, number, Written({"request": "боится отвечать"}))
    withdrawing.withdraw(view(seen.deps), BY, of(couple.mentee))
    clock.advance(days=1)

    erasing.close(view(seen.deps), BY, 1)
    register.update(seen.deps)

    after = register.read(seen.deps)
    assert after.participations[number].texts == {}
    assert after.erasures[1].state is ErasureState.DONE
    assert after.erasures[1].closed_on == TODAY + timedelta(days=1)
    assert after.consents_of[couple.mentee.id][0].withdrawn_on == TODAY
    code = refused(seen.deps, lambda: erasing.close(view(seen.deps), BY, 1))
    assert code == "erasure.closed_already"


def test_closing_an_erasure_forgets_what_was_noted_beside_alerts(
    seen: View, couple: Couple, clock: Clock
) -> None:
    deps, who = seen.deps, couple.mentee.id
    (match,) = [one.match_id for one in seen.register.members.values() if one.person_id == who]
    group = f"group:{seen.register.matches[match].group_id}"
    noted = [
        AlertCase("inactive", person_id=who, seen_by=BY, note="звонила маме"),
        AlertCase("no_meeting", group, seen_by=BY, note="болеет"),
        AlertCase("no_meeting", "group:0", seen_by=BY, note="о других"),
    ]
    with deps.database.transaction(deps.school_id) as tx:
        tx.pictures.replace(kinds.ALERT_CASE, noted)
    withdrawing.withdraw(view(deps), BY, of(couple.mentee))
    clock.advance(days=1)

    erasing.close(view(deps), BY, 1)

    assert sorted(case.note for case in alerting.cases(deps).values()) == ["", "", "о других"]


def test_nothing_new_is_written_of_who_withdrew(seen: View, couple: Couple) -> None:
    number = open_one(seen, couple.mentee.id).id
    withdrawing.withdraw(seen, BY, of(couple.mentee))

    def write() -> object:
        return taking_part.write(view(seen.deps), BY, number, Written({"result": "сдал"}))

    assert refused(seen.deps, write) == "participation.withdrawn"


def test_erasures_that_are_due_come_first_and_late_ones_are_marked(
    seen: View, couple: Couple, clock: Clock
) -> None:
    withdrawing.withdraw(seen, BY, of(couple.mentee))
    withdrawing.withdraw(view(seen.deps), BY, of(couple.mentor, on=TODAY - timedelta(days=1)))
    erasing.close(view(seen.deps), BY, 2)
    clock.advance(days=31)

    now = view(seen.deps)
    told = erasing.erasures(now)

    assert [(task["id"], task["is_overdue"]) for task in told] == [(1, True), (2, False)]
    cells = erasing.in_words(now, told)
    assert {len(row) for row in cells} == {len(erasing.HEAD)}
    assert cells[0][-1] == "просрочено"


def test_consequences_in_words_say_what_to_do_in_moodle_and_on_the_site(
    seen: View, couple: Couple
) -> None:
    giving.give(seen, BY, couple.mentee, a_sheet(Purpose.DISTRIBUTION))
    number = open_one(seen, couple.mentee.id).id
    url = "https://school.example/cases/1"
    taking_part.write(view(seen.deps), BY, number, Written({}, case_url=url))

    now = view(seen.deps)
    lines = withdrawing.in_words(now, withdrawing.consequences(now, of(couple.mentee)))

    text = "\n".join(lines)
    for word in (f"участие {number}", couple.pair.name, url, "profile: consent", "24.12.2026"):
        assert word in text
