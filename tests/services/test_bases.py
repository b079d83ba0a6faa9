"""The bases go out as files and come back: what somebody changed there, and nothing else."""

from dataclasses import replace
from datetime import date, datetime
from typing import Final

import pytest

from connector.domain.consents import Consent, Purpose, Signer
from connector.domain.participation import Participation, Reason, State
from connector.domain.people import Kind, PersonId, Role
from connector.domain.register import Register
from connector.domain.register.book import next_id
from connector.errors import ConfigurationError
from connector.services import bases, register
from connector.services.deps import Deps
from connector.services.syncing import sync
from tests.builders import TODAY, a_person
from tests.register_builders import an_active_one
from tests.services.base_files import MARK, ROW_ID, Opened
from tests.services.stand import Stand

BY: Final = "завуч"
NAME: Final = "ФИО наставника"
CONTACTS: Final = "Контактные данные для связи"
PLACE: Final = "Место работы/учёбы наставника"
SKILLS: Final = "Основные компетенции наставника"
RESULT: Final = "Результаты программы"
ENTERED: Final = "Дата вхождения в программу"
FORM: Final = "Форма наставничества"
CASE: Final = "Ссылка на кейс/отзыв наставника, размещённые на сайте организации"
PASSED: Final = "Отметка о прохождении программы"
URL: Final = "https://school.example/case"
NEWCOMER: Final = {NAME: "Сидоров Сидор Сидорович", CONTACTS: "+7 912", PLACE: "АО «Надежда»"}


@pytest.fixture
def kept(registered: Deps) -> Deps:
    """A school with a register that is up to date."""
    register.update(registered)
    return registered


def mentors(deps: Deps) -> Opened:
    return Opened(bases.export(deps, Role.MENTOR))


def journal(deps: Deps) -> int:
    """How many lines the journal has."""
    with deps.database.reading(deps.school_id) as tx:
        people = tx.register.load().people
        return sum(len(tx.register.journal(who)) for who in [*people, 0])


def everything(deps: Deps) -> Register:
    return register.read(deps)


def first_mentor(deps: Deps) -> Participation:
    opened = mentors(deps)
    return everything(deps).participations[opened.cell(2, ROW_ID).value]


def edit_first(deps: Deps, **changes: object) -> Participation:
    """Change a participation in the register, as somebody at a page would."""
    one = first_mentor(deps)
    changed = replace(one, **changes)  # type: ignore[arg-type] # fields of a participation
    register.change(deps, BY, lambda r: r.with_rows("participations", [changed]))
    return changed


def allow_publishing(deps: Deps, who: PersonId) -> None:
    person = everything(deps).people[who]
    signer = Signer.REPRESENTATIVE if person.is_minor(TODAY) else Signer.SELF

    def edit(r: Register) -> Register:
        consent = Consent(next_id(r.consents), who, Purpose.DISTRIBUTION, signer, signed_on=TODAY)
        return r.with_rows("consents", [consent])

    register.change(deps, BY, edit)


@pytest.mark.parametrize("role", [Role.MENTOR, Role.MENTEE])
def test_a_file_that_nobody_touched_changes_nothing(kept: Deps, role: Role) -> None:
    file = bases.export(kept, role)
    before, lines = everything(kept), journal(kept)

    assert len(list(Opened(file).rows())) > 10
    assert bases.compare(kept, file) == bases.Differences()
    assert bases.apply(kept, file, BY).is_empty
    assert (everything(kept), journal(kept)) == (before, lines)


def test_the_columns_are_those_of_the_methodology_and_two_hidden_ones(kept: Deps) -> None:
    opened = mentors(kept)

    assert len(opened.heads) == 16 + 2
    assert opened.heads[:3] == ["№", NAME, CONTACTS]
    assert opened.heads[-2:] == [ROW_ID, MARK]
    assert [opened.sheet.column_dimensions[letter].hidden for letter in "PQR"] == [
        False,
        True,
        True,
    ]


def test_a_cell_that_was_changed_is_named_and_taken_over(kept: Deps) -> None:
    opened = mentors(kept).type(2, SKILLS, "=физика\nи химия 👩‍🏫")
    who = first_mentor(kept)
    was = who.texts.get("competencies", "")

    found = bases.apply(kept, opened.saved(), BY)

    (change,) = found.changes
    assert (change.at.sheet, change.at.cell, change.at.head) == ("База наставников", "E2", SKILLS)
    assert (change.before, change.after) == (was, "=физика\nи химия 👩‍🏫")
    texts = everything(kept).participations[who.id].texts
    assert texts["competencies"] == "=физика\nи химия 👩‍🏫"


def test_comparing_changes_nothing(kept: Deps) -> None:
    file = mentors(kept).type(2, SKILLS, "физика").saved()
    before = everything(kept)

    assert bases.compare(kept, file).changes
    assert everything(kept) == before


def test_the_journal_says_who_changed_it(kept: Deps) -> None:
    file = mentors(kept).type(2, SKILLS, "физика").saved()

    bases.apply(kept, file, BY)

    with kept.database.reading(kept.school_id) as tx:
        entry = tx.register.journal(first_mentor(kept).person_id)[0]
    assert (entry.by, entry.change.fields) == (BY, {"texts": None})


def test_the_same_file_a_second_time_changes_nothing(kept: Deps) -> None:
    opened = mentors(kept).type(2, SKILLS, "физика").type(3, ENTERED, date(2026, 9, 5))
    opened.add(NEWCOMER)
    assert not bases.apply(kept, opened.saved(), BY).is_empty
    before, lines = everything(kept), journal(kept)

    again = bases.apply(kept, opened.saved(), BY)

    assert again.is_empty
    assert [new.who for new in again.known] == [NEWCOMER[NAME]]
    assert (everything(kept), journal(kept)) == (before, lines)


def test_a_file_may_be_worked_on_after_it_was_sent(kept: Deps) -> None:
    opened = mentors(kept).type(2, SKILLS, "физика")
    bases.apply(kept, opened.saved(), BY)

    found = bases.apply(kept, opened.type(2, RESULT, "сдал").saved(), BY)

    assert [change.at.head for change in found.changes] == [RESULT]
    assert first_mentor(kept).texts["competencies"] == "физика"


def test_what_was_applied_is_exported_as_it_was_typed(kept: Deps) -> None:
    opened = mentors(kept).type(2, SKILLS, "физика").type(3, ENTERED, datetime(2026, 9, 5))  # noqa: DTZ001 - Excel knows no zones
    opened.add({"№": 100, **NEWCOMER, FORM: "Работодатель – ученик"})

    bases.apply(kept, opened.saved(), BY)

    unsorted = [{**row, "№": 0, ROW_ID: 0, MARK: 0} for row in opened.rows()]
    exported = [{**row, "№": 0, ROW_ID: 0, MARK: 0} for row in mentors(kept).rows()]
    assert sorted(exported, key=str) == sorted(unsorted, key=str)


def test_rows_may_be_sorted_left_out_and_have_other_numbers(kept: Deps) -> None:
    opened = mentors(kept)
    rows = [[cell.value for cell in row] for row in opened.sheet.iter_rows(min_row=2)]
    opened.sheet.delete_rows(2, len(rows))
    for row in rows[:1:-1]:
        opened.append([None, *row[1:]])

    found = bases.compare(kept, opened.saved())

    assert found.is_empty
    assert found.missing == 2


def test_only_the_wanted_rows_are_exported_and_nothing_happens_to_the_others(kept: Deps) -> None:
    wanted = bases.Filter(class_name="9А")
    file = bases.export(kept, Role.MENTOR, wanted)
    all_of_them = len(list(mentors(kept).rows()))

    rows = list(Opened(file).rows())

    assert 0 < len(rows) < all_of_them
    assert {row[PLACE] for row in rows} == {"9А"}
    assert bases.compare(kept, file).missing == all_of_them - len(rows)


def test_a_row_that_somebody_else_changed_meanwhile_is_left_alone_and_named(kept: Deps) -> None:
    file = mentors(kept).type(2, SKILLS, "из файла").type(3, SKILLS, "из файла").saved()
    texts = {**first_mentor(kept).texts, "competencies": "со страницы"}
    one = edit_first(kept, texts=texts)

    found = bases.apply(kept, file, BY)

    (conflict,) = found.conflicts
    name = everything(kept).people[one.person_id].name
    assert (conflict.code, conflict.row, conflict.who, conflict.heads) == (
        "bases.changed_meanwhile", 2, name, (SKILLS,)
    )  # fmt: skip
    assert [change.at.row for change in found.changes] == [3]
    assert first_mentor(kept).texts["competencies"] == "со страницы"


def test_a_name_that_changed_in_moodle_meanwhile_is_no_fault(kept: Deps, stand: Stand) -> None:
    opened = mentors(kept).type(2, SKILLS, "физика")
    who = first_mentor(kept).person_id
    stand.change_person(who, firstname="Новое", lastname="Имя")
    sync(kept)

    found = bases.apply(kept, opened.saved(), BY)

    assert ([change.at.head for change in found.changes], found.faults) == ([SKILLS], ())
    assert everything(kept).people[who].name.startswith("Имя Новое")


def test_a_case_is_told_only_with_a_consent_and_is_not_lost_without(kept: Deps) -> None:
    one = edit_first(kept, case_url=URL)
    hidden = mentors(kept)
    assert hidden.cell(2, CASE).value is None

    bases.apply(kept, hidden.type(2, SKILLS, "физика").saved(), BY)
    allow_publishing(kept, one.person_id)

    assert first_mentor(kept).case_url == URL
    assert mentors(kept).cell(2, CASE).value == URL
    late = bases.apply(kept, hidden.type(2, RESULT, "сдал").saved(), BY)
    assert [conflict.heads for conflict in late.conflicts] == [(CASE,)]
    assert first_mentor(kept).case_url == URL


def test_a_case_that_may_be_told_may_be_changed_and_taken_away(kept: Deps) -> None:
    one = edit_first(kept, case_url=URL)
    allow_publishing(kept, one.person_id)

    bases.apply(kept, mentors(kept).type(2, CASE, None).saved(), BY)

    assert first_mentor(kept).case_url == ""


def test_a_newcomer_gets_a_number_of_ours_an_organisation_and_waits_for_a_consent(
    kept: Deps,
) -> None:
    opened = mentors(kept)
    row = opened.add({**NEWCOMER, SKILLS: "сварка"})

    found = bases.apply(kept, opened.saved(), BY)

    assert [(new.row, new.who) for new in found.new] == [(row, NEWCOMER[NAME])]
    now = everything(kept)
    person = now.people[PersonId(-1)]
    assert (person.name, person.contacts, person.kind) == (
        NEWCOMER[NAME],
        NEWCOMER[CONTACTS],
        Kind.EMPLOYER,
    )
    assert now.organisations[person.organisation_id].name == NEWCOMER[PLACE]
    (one,) = now.participations_of[person.id]
    assert (one.state, one.is_by_hand, one.applied_on) == (State.CONSENT_PENDING, True, TODAY)


def test_a_newcomer_who_was_changed_in_the_old_file_is_not_added_again(kept: Deps) -> None:
    opened = mentors(kept)
    row = opened.add(NEWCOMER)
    bases.apply(kept, opened.saved(), BY)

    found = bases.apply(kept, opened.type(row, CONTACTS, "+7 999").saved(), BY)

    assert [(conflict.code, conflict.row) for conflict in found.conflicts] == [
        ("bases.there_already", row)
    ]
    assert len([who for who in everything(kept).people if who < 0]) == 1


def test_a_person_from_outside_is_changed_by_their_row(kept: Deps) -> None:
    opened = mentors(kept)
    opened.add(NEWCOMER)
    bases.apply(kept, opened.saved(), BY)
    again = mentors(kept)
    row = again.where(NEWCOMER[NAME])

    found = bases.apply(kept, again.type(row, NAME, "Сидоров Иван").saved(), BY)

    assert [change.after for change in found.changes] == ["Сидоров Иван"]
    assert everything(kept).people[PersonId(-1)].name == "Сидоров Иван"


def test_the_number_of_somebody_who_was_erased_is_not_given_again(kept: Deps) -> None:
    first = mentors(kept)
    first.add(NEWCOMER)
    bases.apply(kept, first.saved(), BY)

    def without(r: Register) -> Register:
        gone = {n: one for n, one in r.participations.items() if one.person_id > 0}
        people = {who: person for who, person in r.people.items() if who > 0}
        return replace(r, people=people, participations=gone)

    register.change(kept, BY, without)
    second = mentors(kept)
    second.add({**NEWCOMER, NAME: "Другой Человек"})
    bases.apply(kept, second.saved(), BY)

    assert [who for who in everything(kept).people if who < 0] == [-2]


def test_both_bases_may_stand_in_one_file(kept: Deps) -> None:
    mentees = Opened(bases.export(kept, Role.MENTEE)).type(2, RESULT, "наставляемый")
    opened = mentors(kept).type(2, RESULT, "наставник")
    title = mentees.book.create_sheet("База наставников").title
    for row in opened.sheet.iter_rows(values_only=True):
        mentees.append(row, title)

    found = bases.apply(kept, mentees.saved(), BY)

    assert {(change.at.sheet, change.after) for change in found.changes} == {
        ("База наставляемых", "наставляемый"),
        ("База наставников", "наставник"),
    }


def test_a_mark_of_passing_is_a_word_or_a_tick(kept: Deps) -> None:
    opened = Opened(bases.export(kept, Role.MENTEE))
    rows = [n for n in range(2, opened.sheet.max_row + 1) if opened.cell(n, ENTERED).value][:2]
    active = [
        opened.cell(n, ROW_ID).value
        for n in rows
        if everything(kept).participations[opened.cell(n, ROW_ID).value].was_active
    ]
    assert len(active) == 2

    for row, typed in zip(rows, (" ДА ", True), strict=True):
        opened.type(row, PASSED, typed)
    bases.apply(kept, opened.saved(), BY)

    assert all(everything(kept).participations[number].is_passed for number in active)
    assert Opened(bases.export(kept, Role.MENTEE)).cell(rows[0], PASSED).value == "да"


def test_whoever_withdrew_is_told_but_not_written_about(kept: Deps) -> None:
    before = everything(kept)
    one = next(
        one
        for one in before.participations.values()
        if one.role is Role.MENTOR and one.state is State.ACTIVE
    )

    def withdraw(r: Register) -> Register:
        mine = [c for c in r.consents_of[one.person_id] if c.purpose is Purpose.PROCESSING]
        return r.with_rows("consents", [replace(c, withdrawn_on=TODAY) for c in mine])

    register.change(kept, BY, withdraw)
    assert everything(kept).participations[one.id].left_because is Reason.CONSENT_WITHDRAWN
    opened = mentors(kept)
    row = opened.where(everything(kept).people[one.person_id].name)

    found = bases.compare(kept, opened.type(row, RESULT, "сдал").saved())

    assert [(fault.code, fault.at.row) for fault in found.faults] == [("bases.withdrawn", row)]


def test_five_hundred_rows_go_out_and_come_back(kept: Deps) -> None:
    people = [a_person(-n, name=f"Иванов Иван {n}", kind=Kind.EMPLOYER) for n in range(1, 501)]

    def with_mentors(r: Register) -> Register:
        first = next_id(r.participations)
        ones = [an_active_one(first + n, person.id) for n, person in enumerate(people)]
        return r.with_rows("people", people).with_rows("participations", ones)

    register.change(kept, BY, with_mentors)

    file = bases.export(kept, Role.MENTOR)

    assert len(list(Opened(file).rows())) > 500
    assert bases.compare(kept, file).is_empty


def test_a_text_that_no_cell_holds_is_told_by_whose_it_is(kept: Deps) -> None:
    one = edit_first(kept, texts={"result": "ы" * 32768})

    with pytest.raises(ConfigurationError) as caught:
        bases.export(kept, Role.MENTOR)

    assert caught.value.code == "bases.too_long_to_export"
    assert caught.value.facts == {"person": one.person_id, "head": RESULT}
