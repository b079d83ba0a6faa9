"""People from outside Moodle: added once, given an account later, erased when they ask for it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

import pytest

from connector.domain.consents import Purpose, Signer
from connector.domain.erasure import ErasureState, ErasureTask
from connector.domain.growth import RouteItem
from connector.domain.norms import Norms
from connector.domain.participation import State
from connector.domain.people import Kind, Organisation, Person, PersonId
from connector.domain.recruiting import Decision, RequestReason, Selection
from connector.domain.register import Register, follow
from connector.domain.register.edits import EditRefused
from connector.domain.register.edits_erasure import close_erasure
from connector.domain.register.edits_link import link
from connector.domain.register.edits_people import add_organisation, add_outsider
from connector.domain.training import Admission
from tests.builders import TODAY, Change, a_person, a_school
from tests.register_builders import (
    SIGNED,
    a_certificate,
    a_consent,
    a_participation,
    a_register,
    an_active_one,
)

ENGINEER: Final = a_person(
    0, name="Петров Пётр", kind=Kind.EMPLOYER, class_name="", born_on=date(1980, 5, 4)
)
OUTSIDER: Final = PersonId(-1)


def an_outsider(**changes: Change) -> Person:
    return replace(ENGINEER, id=OUTSIDER, **changes)


def code(*, of: Callable[[], Register]) -> str:
    with pytest.raises(EditRefused) as caught:
        of()
    return caught.value.code


def added(register: Register, more: Change = (), **changes: Change) -> Register:
    return add_outsider(register, replace(ENGINEER, **changes), TODAY, elsewhere=more)


def test_outsiders_are_numbered_downwards_and_never_like_somebody_of_moodle() -> None:
    register = added(added(a_register(people=[1]), name="Иванов Иван"))

    assert sorted(register.people) == [-2, -1, 1]
    assert register.people[PersonId(-2)].name == "Петров Пётр"


def test_a_number_that_was_used_once_is_not_used_again() -> None:
    assert list(add_outsider(Register(), ENGINEER, TODAY, below=-4).people) == [-5]


def test_spaces_of_a_name_are_put_in_order() -> None:
    (person,) = added(Register(), name="  Петров \t Пётр ").people.values()

    assert person.name == "Петров Пётр"


@pytest.mark.parametrize("name", ["", "Петров", "Петров 7", "=cmd()", "Петров Пётр\nИванов <b>"])
def test_a_name_is_a_surname_and_a_first_name(name: str) -> None:
    assert code(of=lambda: added(Register(), name=name)) == "people.name_incomplete"


@pytest.mark.parametrize(
    "name", ["О'Коннор Анна-Мария", "Салтыков-Щедрин М. Е.", "Ёлкина Ю", "Ли Си Цын"]
)
def test_unusual_names_are_names(name: str) -> None:
    assert added(Register(), name=name).people


@pytest.mark.parametrize(
    "born", [TODAY + timedelta(days=1), TODAY - timedelta(days=365), date(1910, 1, 1)]
)
def test_a_birth_date_is_plausible(born: date) -> None:
    assert code(of=lambda: added(Register(), born_on=born)) == "people.birth_implausible"


@pytest.mark.parametrize("name", ["Петров Пётр", "ПЕТРОВ ПЕТР", "Петров  Пётр"])
@pytest.mark.parametrize("born", [ENGINEER.born_on, None])
def test_a_likely_duplicate_is_refused_unless_it_is_another_person(
    name: str, born: date | None
) -> None:
    register = Register().with_rows("people", [an_outsider(name=name, born_on=born)])

    assert code(of=lambda: added(register)) == "people.likely_the_same"
    assert len(add_outsider(register, ENGINEER, TODAY, is_another=True).people) == 2


def test_a_namesake_born_on_another_day_is_another_person() -> None:
    namesake = an_outsider(born_on=date(1981, 5, 4))

    assert len(added(Register().with_rows("people", [namesake])).people) == 2


def test_who_is_in_moodle_and_not_in_the_register_may_be_the_same_too() -> None:
    account = replace(ENGINEER, id=PersonId(7))

    assert code(of=lambda: added(Register(), [account])) == "people.likely_the_same"


def test_an_organisation_must_be_there_to_be_named() -> None:
    assert code(of=lambda: added(Register(), organisation_id=3)) == "people.no_organisation"
    register = add_organisation(Register(), Organisation(0, "Завод"))
    assert added(register, organisation_id=1).people


def test_an_organisation_is_added_once() -> None:
    register = add_organisation(Register(), Organisation(0, " Завод «Метиз» "))
    assert register.organisations[1].name == "Завод «Метиз»"

    again = Organisation(0, "ЗАВОД  «МЕТИЗ»")
    assert code(of=lambda: add_organisation(register, again)) == "people.organisation_known"


@pytest.mark.parametrize(
    ("organisation", "expected"),
    [
        (Organisation(0, "  "), "people.organisation_nameless"),
        (Organisation(0, "Завод", "", "7", TODAY, SIGNED), "people.agreement_ends_first"),
    ],
)
def test_an_organisation_that_cannot_be_is_refused(
    organisation: Organisation, expected: str
) -> None:
    assert code(of=lambda: add_organisation(Register(), organisation)) == expected


def of_the_outsider(**changes: Change) -> Register:
    """Build an outsider with a row in every part."""
    return a_register(
        an_active_one(1, OUTSIDER, programme_id=50, is_by_hand=True, **changes),
        a_consent(1, OUTSIDER, signed_by=Signer.SELF),
        a_certificate(1, OUTSIDER),
        RouteItem(1, OUTSIDER, "2026/27", "Курсы", Decimal(16)),
        an_outsider(organisation_id=4),
        a_person(7, name="Петров Пётр", born_on=ENGINEER.born_on),
    ).with_rows("erasures", [ErasureTask(1, OUTSIDER, 1, SIGNED, TODAY, ErasureState.CANCELLED)])


def test_everything_of_an_outsider_becomes_the_accounts_and_the_outsider_is_gone() -> None:
    before = of_the_outsider()

    after = link(before, OUTSIDER, before.people[PersonId(7)])

    for part in ("participations", "consents", "certificates", "route", "erasures"):
        rows = getattr(after, part)
        assert rows == {
            key: replace(row, person_id=PersonId(7)) for key, row in getattr(before, part).items()
        }
        assert rows, part
    assert list(after.people) == [7]
    assert after.people[PersonId(7)].organisation_id == 4


def test_following_moodle_keeps_what_was_linked() -> None:
    register = of_the_outsider()
    account = replace(register.people[PersonId(7)], contacts="из Moodle")

    linked = link(register, OUTSIDER, account)
    followed = follow(linked, a_school([account]), Admission(), Norms(), TODAY)

    assert followed.people[PersonId(7)].organisation_id == 4
    assert followed.people[PersonId(7)].contacts == "из Moodle"
    assert followed.has_consent(PersonId(7), Purpose.PROCESSING, TODAY)
    assert followed.participations[1].state is State.ACTIVE


def test_an_account_outside_the_register_is_taken_in() -> None:
    register = a_register(a_participation(1, OUTSIDER), an_outsider())

    assert list(link(register, OUTSIDER, a_person(9)).people) == [9]


def test_two_who_take_part_in_the_same_place_are_not_made_one() -> None:
    both = of_the_outsider().with_rows("participations", [a_participation(2, 7, programme_id=50)])

    assert code(of=lambda: link(both, OUTSIDER, a_person(7))) == "people.both_take_part"


def test_places_that_only_one_of_them_still_holds_do_not_matter() -> None:
    ended = a_participation(2, 7, programme_id=50, state=State.WITHDRAWN, left_on=SIGNED)
    elsewhere = a_participation(3, 7, programme_id=51)

    linked = link(
        of_the_outsider().with_rows("participations", [ended, elsewhere]), OUTSIDER, a_person(7)
    )

    assert {one.person_id for one in linked.participations.values()} == {7}


@pytest.mark.parametrize(
    ("who", "account", "expected"),
    [
        (-9, a_person(7), "people.unknown"),
        (7, a_person(8), "people.not_an_outsider"),
        (-1, a_person(-1), "people.not_an_outsider"),
    ],
)
def test_only_an_outsider_is_given_an_account(who: int, account: Person, expected: str) -> None:
    assert code(of=lambda: link(of_the_outsider(), PersonId(who), account)) == expected


def to_be_erased(person: Person) -> Register:
    one = a_participation(
        1,
        person.id,
        state=State.WITHDRAWN,
        left_on=SIGNED,
        texts={"request": "боюсь отвечать"},
        imported={"request": "боюсь"},
        case_url="https://school.example/case",
    )
    register = a_register(one, a_consent(1, person.id, withdrawn_on=SIGNED), a_participation(2, 5))
    return (
        register.with_rows("people", [person, a_person(5)])
        .with_rows("erasures", [ErasureTask(1, person.id, 1, SIGNED, TODAY)])
        .with_rows("reasons", [RequestReason(1, "burnout"), RequestReason(2, "burnout")])
        .with_rows(
            "selections",
            [Selection(1, {"empathy": 2}, SIGNED, "", "замкнут", Decision.DECLINED, SIGNED, "нет")],
        )
    )


def test_closing_an_erasure_forgets_everything_that_was_written_of_the_person() -> None:
    person = an_outsider(contacts="+7 900", representative="мать", interests=("го",))

    register = close_erasure(to_be_erased(person), 1, TODAY)

    kept = register.people[OUTSIDER]
    assert (kept.name, kept.contacts, kept.representative, kept.interests) == ("id -1", "", "", ())
    one = register.participations[1]
    assert (one.texts, one.imported, one.case_url) == ({}, {}, "")
    assert (register.selections[1].outcome, register.selections[1].comment) == ("", "")
    assert list(register.reasons) == [(2, "burnout")]
    assert (register.erasures[1].state, register.erasures[1].closed_on) == (
        ErasureState.DONE,
        TODAY,
    )


def test_what_proves_that_the_law_was_kept_stays() -> None:
    before = to_be_erased(an_outsider())

    register = close_erasure(before, 1, TODAY)

    assert register.consents == before.consents
    assert register.participations[1].left_on == SIGNED
    assert register.participations[2] == before.participations[2]


def test_who_still_has_an_account_is_known_from_moodle_again() -> None:
    account = a_person(7, contacts="+7 900")

    register = close_erasure(to_be_erased(account), 1, TODAY)
    followed = follow(register, a_school([account, a_person(5)]), Admission(), Norms(), TODAY)

    assert followed.people[PersonId(7)] == account
    assert followed.participations[1].texts == {}
    assert followed.erasures[1].state is ErasureState.DONE


@pytest.mark.parametrize("state", [ErasureState.DONE, ErasureState.CANCELLED])
def test_a_task_is_closed_once(state: ErasureState) -> None:
    register = to_be_erased(an_outsider())
    closed = replace(register.erasures[1], state=state, closed_on=TODAY)
    register = register.with_rows("erasures", [closed])

    assert code(of=lambda: close_erasure(register, 1, TODAY)) == "erasure.closed_already"
    assert code(of=lambda: close_erasure(register, 2, TODAY)) == "erasure.unknown"
