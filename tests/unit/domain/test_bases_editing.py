"""What a file makes of the register: cells that change, people who come in."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connector.domain.bases import (
    COLUMNS,
    Column,
    Edit,
    Entry,
    Known,
    Newcomer,
    Newcomers,
    Value,
    edited,
    empty,
)
from connector.domain.participation import Participation, State
from connector.domain.people import Kind, Organisation, Person, PersonId, Role
from connector.domain.register import Register
from tests.builders import TODAY, a_person
from tests.register_builders import a_participation, a_register, an_active_one
from tests.unit.domain.bases import FACTORY, NAMING, a_base, an_outsider, with_factory

ENTRY = Entry(TODAY)
DAY = date(2026, 9, 2)


def known(**changes: object) -> Register:
    """A register with an outsider who mentors."""
    one = an_active_one(1, -1, form="pupil-pupil")
    return with_factory(a_register(replace(an_outsider(), **changes), one))  # type: ignore[arg-type] # fields of a person


def changed(register: Register, column: Column, value: Value) -> Register:
    return edited(register, [Edit(1, column, value)], [], NAMING, ENTRY)


def came(
    told: Mapping[Column, Value],
    register: Register | None = None,
    role: Role = Role.MENTOR,
    entry: Entry = ENTRY,
) -> tuple[Register, Person, Participation]:
    """The register with a newcomer, and who that is."""
    values: dict[Column, Value] = {c: empty(c) for c in COLUMNS[role] if c is not Column.NUMBER}
    given: dict[Column, Value] = {Column.NAME: "Сидоров Сидор", **told}
    before = register or Register()
    after = edited(before, [], [Newcomer(role, {**values, **given})], NAMING, entry)
    (number,) = after.participations.keys() - before.participations.keys()
    one = after.participations[number]
    return after, after.people[one.person_id], one


@pytest.mark.parametrize(
    ("column", "value", "field", "kept"),
    [
        (Column.ENTERED_ON, DAY, "entered_on", DAY),
        (Column.LEFT_ON, DAY, "left_on", DAY),
        (Column.CASE_URL, "https://a", "case_url", "https://a"),
        (Column.IS_PASSED, True, "is_passed", True),
        (Column.FORM, "Любая", "form", "any"),
        (Column.FORM, "", "form", ""),
        (Column.RESULT, "сдал", "texts", {"result": "сдал"}),
        (Column.TIME, "", "texts", {"time": ""}),
    ],
)
def test_a_cell_of_a_participation_changes_its_field_alone(
    column: Column, value: Value, field: str, kept: object
) -> None:
    register = known()

    one = changed(register, column, value).participations[1]

    assert one == replace(register.participations[1], **{field: kept})  # type: ignore[arg-type] # fields


@pytest.mark.parametrize(
    ("column", "value", "changes"),
    [
        (Column.NAME, " Петров  Павел ", {"name": "Петров Павел"}),
        (Column.CONTACTS, "+7", {"contacts": "+7"}),
        (Column.BIRTH_YEAR, 1990, {"born_on": date(1990, 12, 31)}),
        (Column.BIRTH_YEAR, None, {"born_on": None}),
        (Column.PLACE, "", {"organisation_id": 0}),
        (Column.PLACE, "ооо «завод»", {"organisation_id": 1}),
    ],
)
def test_a_cell_of_a_person_changes_the_person_alone(
    column: Column, value: Value, changes: Mapping[str, object]
) -> None:
    register = known()

    after = changed(register, column, value)

    assert after.people[PersonId(-1)] == replace(an_outsider(), **changes)  # type: ignore[arg-type] # fields
    assert replace(after, people=register.people) == register


def test_a_new_place_of_work_is_a_new_organisation() -> None:
    after = changed(known(workplace="сам"), Column.PLACE, "АО  «Надежда»")

    assert after.organisations == {1: FACTORY, 2: Organisation(2, "АО «Надежда»")}
    person = after.people[PersonId(-1)]
    assert (person.organisation_id, person.workplace) == (2, "")


def test_a_pupil_from_outside_moodle_has_a_class_and_no_organisation() -> None:
    after = changed(known(kind=Kind.PUPIL, organisation_id=0), Column.PLACE, "9А, лицей")

    assert after.people[PersonId(-1)].class_name == "9А, лицей"
    assert after.organisations == {1: FACTORY}


@given(st.text("аб\n", max_size=4), st.text("аб\n", max_size=4), st.text("аб\n", max_size=9))
def test_contacts_are_shown_as_they_were_written(first: str, second: str, written: str) -> None:
    person = an_outsider(contacts=first, representative=second)
    register = a_register(person, an_active_one(1, -1, role=Role.MENTEE))

    after = changed(register, Column.CONTACTS, written)

    (row,) = a_base(after, Role.MENTEE).rows()
    assert row.values[Column.CONTACTS] == written


def test_the_representative_stays_apart_while_the_contacts_end_with_it() -> None:
    person = an_outsider(contacts="+7", representative="мать, +8")
    register = a_register(person, an_active_one(1, -1, role=Role.MENTEE))

    kept = changed(register, Column.CONTACTS, "+9\nмать, +8").people[PersonId(-1)]
    lost = changed(register, Column.CONTACTS, "+9").people[PersonId(-1)]

    assert (kept.contacts, kept.representative) == ("+9", "мать, +8")
    assert (lost.contacts, lost.representative) == ("+9", "")


def test_a_newcomer_is_a_person_with_a_number_of_ours_who_waits_in_the_base() -> None:
    told: dict[Column, Value] = {
        Column.CONTACTS: "+7",
        Column.PLACE: "ООО «Завод»",
        Column.COMPETENCIES: "сварка",
        Column.FORM: "Любая",
    }

    after, person, one = came(told, with_factory(Register()))

    assert person == Person(
        id=PersonId(-1), name="Сидоров Сидор", kind=Kind.EMPLOYER, class_name="", born_on=None,
        is_young_specialist=False, is_active=True, roles=frozenset({Role.MENTOR}), contacts="+7",
        organisation_id=1,
    )  # fmt: skip
    assert one == Participation(
        1, person.id, Role.MENTOR, form="any", is_by_hand=True, applied_on=TODAY,
        texts={"competencies": "сварка"},
    )  # fmt: skip
    assert after.organisations == {1: FACTORY}


def test_a_newcomer_applied_at_the_latest_when_they_entered() -> None:
    _, _, one = came({Column.ENTERED_ON: DAY})

    assert (one.applied_on, one.entered_on, one.state) == (DAY, DAY, State.CANDIDATE)


@pytest.mark.parametrize(
    ("form", "role", "kind"),
    [
        ("", Role.MENTOR, Kind.EMPLOYER),
        ("Любая", Role.MENTEE, Kind.EMPLOYER),
        ("Ученик – ученик", Role.MENTEE, Kind.PUPIL),
        ("Учитель – учитель", Role.MENTOR, Kind.TEACHER),
    ],
)
def test_a_newcomer_is_an_employer_unless_the_form_asks_for_others(
    form: str, role: Role, kind: Kind
) -> None:
    assert came({Column.FORM: form}, role=role)[1].kind is kind


def test_numbers_that_were_given_once_are_not_given_again() -> None:
    register = a_register(a_participation(7, -2), an_outsider(-2))

    _, person, one = came({}, register, entry=Entry(TODAY, below=-5))

    assert (person.id, one.id) == (-6, 8)


def test_two_newcomers_have_two_numbers_and_one_organisation() -> None:
    both = [
        Newcomer(
            Role.MENTOR,
            {Column.NAME: name, Column.CONTACTS: "", Column.PLACE: "АО", Column.FORM: ""},
        )
        for name in ("Сидоров Сидор", "Сидорова Анна")
    ]

    after = edited(Register(), [], both, NAMING, ENTRY)

    assert set(after.people) == {-1, -2}
    assert {one.person_id for one in after.participations.values()} == {-1, -2}
    assert {person.organisation_id for person in after.people.values()} == {1}


def test_who_is_in_the_other_base_is_the_same_person() -> None:
    after, person, one = came({Column.NAME: "Петров Пётр", Column.BIRTH_YEAR: 2011}, known(),
                              role=Role.MENTEE)  # fmt: skip

    assert set(after.people) == {-1}
    assert (person.id, one.role) == (-1, Role.MENTEE)
    assert person.roles == {Role.MENTEE}


def test_a_namesake_with_other_contacts_is_somebody_else() -> None:
    told: dict[Column, Value] = {
        Column.NAME: "Петров Пётр",
        Column.BIRTH_YEAR: 2011,
        Column.CONTACTS: "+7",
    }

    after, person, _ = came(told, known(), role=Role.MENTEE)

    assert set(after.people) == {-1, -2}
    assert person.id == -2


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ({Column.NAME: "Сидоров Сидор"}, Known.NEW),
        ({Column.NAME: "иванова Анна  1"}, Known.IN_MOODLE),
        ({Column.NAME: "Петров Петр"}, Known.DIFFERENT),
        ({Column.NAME: "Петров Пётр"}, Known.THERE),
        ({Column.NAME: "Петров Пётр", Column.PLACE: "завод, ООО"}, Known.DIFFERENT),
        ({Column.NAME: "Петров Пётр", Column.PLACE: 'ооо "Завод"'}, Known.THERE),
    ],
)
def test_newcomers_are_looked_up_by_name(told: Mapping[Column, Value], found: Known) -> None:
    base = a_base(a_register(an_outsider(), an_active_one(1, -1), a_person(1)))

    assert Newcomers(base.rows(), base.register.people.values()).known(told) is found


def test_who_has_left_may_come_again() -> None:
    ended = an_active_one(1, -1, state=State.COMPLETED, left_on=TODAY)
    base = a_base(a_register(an_outsider(), ended))

    known_ = Newcomers(base.rows(), [])

    again: dict[Column, Value] = {Column.NAME: "Петров Пётр", Column.ENTERED_ON: TODAY}
    assert known_.known(again) is Known.NEW
    assert known_.known({Column.NAME: "Петров Пётр"}) is Known.THERE
