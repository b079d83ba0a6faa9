"""Whatever the register says and whatever somebody types: only what was typed is changed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connector.domain.bases import Base, Column, Entry, Row, Value, empty, same
from connector.domain.consents import Purpose, Signer
from connector.domain.participation import TEXTS, Participation, Reason, State
from connector.domain.people import Kind, Organisation, Person, Role
from connector.domain.register import Register
from connector.domain.school import School
from connector.reports import xlsx
from connector.services.bases.comparing import differences
from connector.services.bases.differences import Differences
from connector.services.bases.sheets import base_of, naming
from connector.services.deps import Deps
from tests.builders import TODAY, a_pair_of, a_person, a_school
from tests.register_builders import a_consent, a_participation, a_register
from tests.services.base_files import ROW_ID, Opened, file_of

ALWAYS: Final = settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
STRANGE: Final = (
    "=1+1", "+7 912", "@a", "'а", "а\r\nб", "а\rб", "а\nб\n", " ", "\x00\x01", "_x0041_", "👩‍🏫",
    "\u00a0", "\ufffe", "1.2.2026", "007", "да", "#N/A", "«Завод»", "завод", "Ё-е – ё",
)  # fmt: skip

texts = st.text(max_size=8) | st.sampled_from(STRANGE)
names = st.sampled_from(["Петров Пётр", "О'Нил-Смит Анна", "Ли  Ян"])
past = st.dates(date(2000, 1, 1), TODAY)
any_day = st.none() | st.dates()
sides = st.sampled_from([Role.MENTOR, Role.MENTEE])
people = st.builds(
    a_person,
    st.sampled_from([-3, -2, -1, 1, 2, 3]),
    name=texts,
    kind=st.none() | st.sampled_from(Kind),
    class_name=texts,
    born_on=st.none() | st.dates(date(1950, 1, 1), date(2016, 1, 1)),
    workplace=texts,
    contacts=texts,
    representative=texts,
    organisation_id=st.sampled_from([0, 1, 2]),
)
ones = st.builds(
    a_participation,
    st.integers(1, 9),
    role=sides,
    programme_id=st.sampled_from([0, 50]),
    form=st.sampled_from(["", "pupil-pupil", "gone"]),
    state=st.sampled_from(State),
    entered_on=any_day,
    left_on=any_day,
    left_because=st.none() | st.sampled_from(Reason),
    texts=st.dictionaries(st.sampled_from(TEXTS), texts),
    case_url=texts,
    is_passed=st.booleans(),
    reached=st.sampled_from([{}, {State.ACTIVE: "2026-09-01"}]),
)


@st.composite
def registers(draw: st.DrawFn) -> Register:
    """People, each at most once on each side, some of whom allow to be published."""
    here = draw(st.lists(people, unique_by=lambda person: person.id, min_size=1, max_size=4))
    rows: list[Person | Participation] = [*here]
    for number, person in enumerate(here):
        for role in sorted(draw(st.sets(sides))):
            one = draw(ones)
            key = 2 * number + (role is Role.MENTOR) + 1
            rows.append(replace(one, id=key, person_id=person.id, role=role))
    consents = [
        a_consent(
            key, person.id, purpose=Purpose.DISTRIBUTION, signed_by=draw(st.sampled_from(Signer))
        )
        for key, person in enumerate(here, 1)
    ]
    organisations = [Organisation(1, draw(texts)), Organisation(2, "АО «Завод»")]
    return a_register(*rows, *consents).with_rows("organisations", organisations)


def school_of(register: Register) -> School:
    moodle = [person for person in register.people.values() if person.in_moodle]
    pairs = (a_pair_of([p.id for p in moodle[:1]], [p.id for p in moodle[1:]]),)
    return a_school(moodle, pairs=pairs)


def base(deps: Deps, role: Role, register: Register) -> Base:
    return base_of(deps, role, register, school_of(register))


def compared(deps: Deps, register: Register, file: bytes) -> Differences:
    return differences(deps, register, school_of(register), xlsx.read(file, 100))


@st.composite
def typings(draw: st.DrawFn, row: Row) -> Mapping[Column, Value]:
    """Something that may be typed into some cells of a row that are not shut."""
    left = row.values[Column.LEFT_ON]
    latest = min(left, TODAY) if isinstance(left, date) else TODAY
    possible: dict[Column, st.SearchStrategy[Value]] = {
        column: texts for column in row.values if column.value in TEXTS
    }
    possible |= {Column.CONTACTS: texts, Column.PLACE: texts, Column.NAME: names}
    possible |= {Column.IS_PASSED: st.booleans()}
    possible |= {Column.CASE_URL: st.sampled_from(["", "https://a.example/б?=1"])}
    possible |= {Column.FORM: st.sampled_from(["", "Ученик – ученик", "учитель - учитель"])}
    if latest >= date(2000, 1, 1):
        possible[Column.ENTERED_ON] = st.dates(date(2000, 1, 1), latest)
    if not row.participation_id:  # the age of who is known decides whose consent is valid
        possible[Column.BIRTH_YEAR] = st.integers(1930, 2015)
    open_ = sorted(possible.keys() & row.values.keys() - row.locked.keys())
    chosen = draw(st.sets(st.sampled_from(open_))) if open_ else set()
    return {column: draw(possible[column]) for column in sorted(chosen)}


@ALWAYS
@given(register=registers(), role=sides)
def test_an_untouched_file_changes_nothing(synced: Deps, register: Register, role: Role) -> None:
    here = base(synced, role, register)

    assert compared(synced, register, file_of(synced, here)) == Differences()


@ALWAYS
@given(register=registers(), role=sides, data=st.data())
def test_what_was_typed_and_nothing_else_is_changed(
    synced: Deps, register: Register, role: Role, data: st.DataObject
) -> None:
    here = base(synced, role, register)
    typed = {row.participation_id: data.draw(typings(row)) for row in here.rows()}
    file = _typed(synced, here, typed)

    found = compared(synced, register, file)

    assert (found.faults, found.conflicts, found.new) == ((), (), ())
    assert {(c.edit.participation_id, c.edit.column) for c in found.changes} == {
        (row.participation_id, column)
        for row in here.rows()
        for column, value in typed[row.participation_id].items()
        if not same(column, value, row.values[column])
    }
    after = found.applied(register, naming(synced), Entry(TODAY))
    assert compared(synced, after, file).is_empty
    for row in base(synced, role, after).rows():
        before = here.row(register.participations[row.participation_id],
                          register.people[row.person_id]).values  # fmt: skip
        expected = {**before, **typed[row.participation_id]}
        assert [c for c in expected if not same(c, expected[c], row.values[c])] == []


@ALWAYS
@given(register=registers(), role=sides, data=st.data())
def test_a_newcomer_is_exported_as_they_were_typed(
    synced: Deps, register: Register, role: Role, data: st.DataObject
) -> None:
    here = base(synced, role, register)
    typed = {Column.NAME: "Совсем Новый", **data.draw(typings(here.blank))}
    typed[Column.NAME] = "Совсем Новый"
    opened = Opened(file_of(synced, here))
    opened.add(_by_heads(synced, role, typed))

    found = compared(synced, register, opened.saved())

    assert (found.faults, found.conflicts, found.changes) == ((), (), ())
    assert len(found.new) == 1
    after = found.applied(register, naming(synced), Entry(TODAY))
    number = max(after.participations)
    row = next(r for r in base(synced, role, after).rows() if r.participation_id == number)
    assert [c for c in typed if not same(c, typed[c], row.values[c])] == []
    assert {c for c in row.values if not same(c, row.values[c], empty(c))} <= typed.keys()
    again = compared(synced, after, opened.saved())
    assert again.is_empty
    assert len(again.known) == 1


def _typed(deps: Deps, here: Base, typed: Mapping[int, Mapping[Column, Value]]) -> bytes:
    opened = Opened(file_of(deps, here))
    for number in range(2, len(here.rows()) + 2):
        told = typed[opened.cell(number, ROW_ID).value]
        for head, value in _by_heads(deps, here.role, told).items():
            opened.type(number, head, value)
    return opened.saved()


def _by_heads(deps: Deps, role: Role, told: Mapping[Column, Value]) -> dict[str, Value]:
    heads = deps.methodology.bases.sheets[role].heads
    return {head.title: told[head.column] for head in heads if head.column in told}
