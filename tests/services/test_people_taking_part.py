"""Taking part by hand, through the service: attempts to break the rules of methodology 12.3."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from connector.domain.consents import Purpose, Signer
from connector.domain.participation import Reason, State
from connector.domain.people import Kind, Role
from connector.domain.register.edits import EditRefused
from connector.errors import ConnectorError
from connector.services import picture, register
from connector.services.by_hand import finding
from connector.services.by_hand.view import View, view
from connector.services.consents import giving
from connector.services.consents.withdrawing import Withdrawal, withdraw
from connector.services.deps import Deps
from connector.services.people import taking_part
from connector.services.people.taking_part import Written
from connector.services.register import RuleBroken
from connector.services.syncing import sync
from tests.builders import TODAY
from tests.services.people_stand import (
    BY,
    a_couple,
    a_sheet,
    a_stranger,
    brought_up,
    open_one,
    without_consent,
)
from tests.services.stand import PUPILS, Stand

CASE = "https://school.example/cases/1"


def refused(deps: Deps, do: Callable[[], object], error: type[ConnectorError] = EditRefused) -> str:
    """Have something refused, and see that nothing of it is kept."""
    before = register.read(deps)
    with pytest.raises(error) as caught:
        do()
    assert register.read(deps) == before
    return caught.value.code


def test_rule_1_who_enters_without_a_consent_waits_for_it(seen: View) -> None:
    who = a_stranger(seen)
    programme = finding.programme(seen, str(PUPILS))

    taking_part.enter(seen, BY, who, Role.MENTEE, programme, "")

    (one,) = register.read(seen.deps).participations_of[who.id]
    assert (one.state, one.programme_id, one.form) == (
        State.CONSENT_PENDING,
        PUPILS,
        "pupil-pupil",
    )


def test_rule_1_a_consent_by_the_wrong_hand_lets_nobody_in(seen: View) -> None:
    who = a_stranger(seen)
    taking_part.enter(seen, BY, who, Role.MENTEE, None, "")

    own = a_sheet(signer=Signer.SELF)
    code = refused(seen.deps, lambda: giving.give(seen, BY, who, own))

    assert code == "consents.minor_signs_not"
    assert open_one(view(seen.deps), who.id).state is State.CONSENT_PENDING


def test_rule_1_nobody_completes_who_was_never_let_in(seen: View) -> None:
    number = open_one(seen, without_consent(seen).id).id

    def complete() -> object:
        return taking_part.leave(seen, BY, number, Reason.GOALS_REACHED, is_completed=True)

    assert refused(seen.deps, complete) == "participation.not_begun"


def test_who_enters_by_hand_stays_when_moodle_says_nothing_of_it(seen: View) -> None:
    who = a_stranger(seen)
    taking_part.enter(seen, BY, who, Role.MENTEE, None, "")

    sync(seen.deps)
    register.update(seen.deps)

    assert open_one(view(seen.deps), who.id).is_by_hand


def test_who_takes_part_by_a_role_in_moodle_does_not_enter_again(seen: View) -> None:
    mentee = a_couple(seen).mentee
    programme = finding.programme(seen, str(PUPILS))

    code = refused(
        seen.deps, lambda: taking_part.enter(seen, BY, mentee, Role.MENTEE, programme, "")
    )

    assert code == "participation.open_already"


def test_what_moodle_shows_and_the_register_has_not_seen_yet_counts_too(synced: Deps) -> None:
    before = view(synced)
    assert not before.register.participations
    member = next(pair for pair in before.school.pairs if pair.is_complete).mentees[0]
    person, programme = before.people[member.person_id], finding.programme(before, str(PUPILS))

    code = refused(
        synced, lambda: taking_part.enter(before, BY, person, Role.MENTEE, programme, "")
    )

    assert code == "participation.open_already"


def test_whoever_ended_by_hand_is_not_begun_again_by_moodle(seen: View) -> None:
    couple = a_couple(seen)
    number = open_one(seen, couple.mentee.id).id
    taking_part.leave(seen, BY, number, Reason.REFUSED, is_completed=False)

    sync(seen.deps)
    register.update(seen.deps)

    mine = register.read(seen.deps).participations_of[couple.mentee.id]
    assert [one.state for one in mine] == [State.DECLINED]
    assert couple.pair.id not in {pair.id for pair in picture.school(seen.deps).pairs}


def test_coming_back_is_a_new_row(seen: View) -> None:
    mentee = a_couple(seen).mentee
    number = open_one(seen, mentee.id).id
    taking_part.leave(seen, BY, number, Reason.LEFT_SCHOOL, is_completed=True)

    programme = finding.programme(seen, str(PUPILS))
    taking_part.enter(view(seen.deps), BY, mentee, Role.MENTEE, programme, "")

    first, second = register.read(seen.deps).participations_of[mentee.id]
    assert (first.state, second.state) == (State.COMPLETED, State.ACTIVE)


def test_an_end_is_not_ended_again(seen: View) -> None:
    number = open_one(seen, a_couple(seen).mentee.id).id

    def leave() -> object:
        return taking_part.leave(seen, BY, number, Reason.BY_HAND, is_completed=False)

    leave()

    assert refused(seen.deps, leave) == "participation.ended_already"


def test_rule_3_a_form_fixes_who_stands_on_each_side(seen: View) -> None:
    teacher = next(
        p for p in seen.people.values() if p.kind is Kind.TEACHER and not p.is_young_specialist
    )
    programme = finding.programme(seen, str(PUPILS))

    code = refused(
        seen.deps, lambda: taking_part.enter(seen, BY, teacher, Role.MENTOR, programme, "")
    )

    assert code == "participation.wrong_kind"


def test_a_programme_has_one_form_and_an_end(seen: View) -> None:
    who = a_stranger(seen)
    programme = finding.programme(seen, str(PUPILS))
    over = replace(programme, ends_on=TODAY - timedelta(days=1))

    for one, form, expected in (
        (programme, "teacher-teacher", "participation.another_form"),
        (over, "", "participation.programme_over"),
    ):
        code = refused(
            seen.deps,
            lambda p=one, f=form: taking_part.enter(seen, BY, who, Role.MENTEE, p, f),  # type: ignore[misc] # bound on purpose
        )
        assert code == expected


def test_rule_13_a_case_stands_on_the_site_only_with_a_consent_to_distribution(
    seen: View,
) -> None:
    mentee = a_couple(seen).mentee
    number = open_one(seen, mentee.id).id

    def publish() -> object:
        return taking_part.write(view(seen.deps), BY, number, Written({}, case_url=CASE))

    assert refused(seen.deps, publish, RuleBroken) == "register.not_published"
    giving.give(seen, BY, mentee, a_sheet(Purpose.DISTRIBUTION))
    publish()
    assert open_one(view(seen.deps), mentee.id).case_url == CASE


def test_rule_13_texts_beside_a_forbidden_case_are_not_written_either(seen: View) -> None:
    number = open_one(seen, a_couple(seen).mentee.id).id

    def write() -> object:
        return taking_part.write(seen, BY, number, Written({"result": "сдал"}, case_url=CASE))

    assert refused(seen.deps, write, RuleBroken) == "register.not_published"


def test_rule_13_a_withdrawn_consent_to_distribution_publishes_no_more(seen: View) -> None:
    mentee = a_couple(seen).mentee
    number = open_one(seen, mentee.id).id
    giving.give(seen, BY, mentee, a_sheet(Purpose.DISTRIBUTION))
    taking_part.write(view(seen.deps), BY, number, Written({}, case_url=CASE))

    _, found = withdraw(view(seen.deps), BY, Withdrawal(mentee, Purpose.DISTRIBUTION, TODAY))

    assert (found.addresses, found.ended, found.due_on) == ((CASE,), (), None)
    code = refused(
        seen.deps,
        lambda: taking_part.write(view(seen.deps), BY, number, Written({}, case_url=CASE + "2")),
        RuleBroken,
    )
    assert code == "register.not_published"
    taking_part.write(view(seen.deps), BY, number, Written({}, case_url=""))
    assert open_one(view(seen.deps), mentee.id).case_url == ""


def test_rule_13_a_consent_to_something_else_is_not_enough(seen: View) -> None:
    mentee = a_couple(seen).mentee
    giving.give(seen, BY, mentee, a_sheet(Purpose.LABOUR))
    number = open_one(seen, mentee.id).id

    def publish() -> object:
        return taking_part.write(seen, BY, number, Written({}, case_url=CASE))

    assert refused(seen.deps, publish, RuleBroken) == "register.not_published"


def test_rule_15_who_is_suspended_in_moodle_enters_nothing_and_is_told_inactive(
    seen: View, stand: Stand
) -> None:
    who = a_stranger(seen)
    taking_part.enter(seen, BY, who, Role.MENTEE, None, "")
    stand.change_person(who.id, suspended=True)
    sync(seen.deps)
    now = brought_up(seen.deps)

    assert not now.register.people[who.id].is_active
    code = refused(
        seen.deps, lambda: taking_part.enter(now, BY, now.people[who.id], Role.MENTOR, None, "")
    )
    assert code == "participation.inactive"


def test_rule_15_nothing_that_is_entered_by_hand_reaches_moodle(seen: View, stand: Stand) -> None:
    couple = a_couple(seen)
    number = open_one(seen, couple.mentee.id).id
    taking_part.write(seen, BY, number, Written({"request": "боится", "result": "сдал"}))
    taking_part.leave(seen, BY, number, Reason.GOALS_REACHED, is_completed=True)

    assert stand.writes == 0
    assert stand.state.journal == []


def test_rule_15_moodle_stays_the_source_of_who_somebody_is(seen: View, stand: Stand) -> None:
    who = a_couple(seen).mentee
    stand.change_person(who.id, lastname="Новофамильная")
    sync(seen.deps)

    now = brought_up(seen.deps)

    assert now.register.people[who.id].name.startswith("Новофамильная ")


def test_what_is_written_by_hand_is_kept_through_the_next_run(seen: View) -> None:
    number = open_one(seen, a_couple(seen).mentee.id).id
    taking_part.write(seen, BY, number, Written({"request": "своё"}, is_passed=True))

    sync(seen.deps)
    register.update(seen.deps)

    one = register.read(seen.deps).participations[number]
    assert (one.texts["request"], one.is_passed) == ("своё", True)


def test_a_number_or_a_field_that_nobody_knows_changes_nothing(seen: View) -> None:
    number = open_one(seen, a_couple(seen).mentee.id).id

    for key, written, expected in (
        (9999, Written({"request": "x"}), "participation.unknown"),
        (number, Written({"state": "active"}), "participation.no_such_text"),
        (number, Written({"request": "x", "nothing": "y"}), "participation.no_such_text"),
    ):
        code = refused(
            seen.deps,
            lambda k=key, w=written: taking_part.write(seen, BY, k, w),  # type: ignore[misc] # bound on purpose
        )
        assert code == expected
