"""Certificates from a file: whose they are, and what happens to the register meanwhile."""

import io
from datetime import date
from decimal import Decimal
from typing import Final

import pytest
from openpyxl import Workbook

from connector.domain.people import Person, PersonId
from connector.domain.register.edits import EditRefused
from connector.services import register
from connector.services.by_hand.view import View, view
from connector.services.deps import Deps
from connector.services.training import importing
from connector.services.training.cells import Head
from connector.services.training.sheet import title
from tests.training_builders import a_teacher

ISSUED: Final = date(2026, 10, 1)
NAMESAKE: Final = "Тёзкина Анна Петровна"


@pytest.fixture
def seen(registered: Deps) -> View:
    """A school whose register is up to date, with two outsiders of one name."""
    register.update(registered)
    return taking_in(registered, a_teacher(-1, name=NAMESAKE), a_teacher(-2, name=NAMESAKE))


def taking_in(deps: Deps, *people: Person) -> View:
    register.change(deps, "test", lambda known: known.with_rows("people", people))
    return view(deps)


def a_file(seen: View, *people: object, hours: int = 16) -> bytes:
    """A file with a certificate for each of some people."""
    book = Workbook()
    page = book.worksheets[0]
    page.append([title(seen, head) for head in Head])
    for who in people:
        page.append([who, "Наставник", "initial", hours, ISSUED])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def whose(seen: View, *people: object) -> list[int | str]:
    """Whose each certificate is, or the code of why nobody's."""
    found = importing.read(seen, a_file(seen, *people))
    return [
        *(paper.person_id for paper in found.papers),
        *(fault.why.code for fault in found.faults),
    ]


def test_namesakes_are_told_apart_by_their_numbers(seen: View) -> None:
    assert whose(seen, NAMESAKE) == ["training.several_people"]
    assert whose(seen, "тезкина анна  петровна") == ["training.several_people"]
    assert whose(seen, -2) == whose(seen, "-2") == [-2]


def test_a_part_of_a_name_is_nobody(seen: View) -> None:
    (whole,) = [p.name for p in seen.people.values() if p.id == min(seen.seen.people)]
    surname = whole.split()[0]

    assert whose(seen, whole) == [min(seen.seen.people)]
    assert whose(seen, surname) == whose(seen, whole + "а") == ["training.nobody"]
    assert whose(seen, 987654) == ["training.nobody"]


def test_a_login_is_known_in_any_letters(seen: View) -> None:
    login, who = next(iter(seen.logins.items()))

    assert whose(seen, login.upper()) == [who]


def test_of_two_rows_about_one_paper_the_last_counts(seen: View) -> None:
    twice = a_file(seen, -1, -1)

    importing.apply(seen, "куратор", importing.read(seen, twice))

    assert len(view(seen.deps).register.certificates) == 1


def test_a_file_with_a_fault_is_not_applied(seen: View) -> None:
    faulty = importing.read(seen, a_file(seen, -1, "никто"))

    with pytest.raises(EditRefused, match=r"training\.faults"):
        importing.apply(seen, "куратор", faulty)

    assert view(seen.deps).register.certificates == {}


def test_what_was_entered_between_looking_and_applying_is_not_entered_twice(seen: View) -> None:
    looked = importing.read(seen, a_file(seen, -1))
    importing.apply(view(seen.deps), "другой куратор", looked)

    done = importing.apply(seen, "куратор", looked)

    assert done.rows == []
    assert len(done.after.certificates) == 1


def test_whoever_was_only_in_moodle_is_taken_into_the_register(seen: View) -> None:
    stranger = min(seen.outside_register)

    done = importing.apply(seen, "куратор", importing.read(seen, a_file(seen, stranger)))

    assert done.after.people[PersonId(stranger)].name == seen.name(stranger)
    assert {change.part for change in done.rows} == {"people", "certificates"}


def test_a_corrected_file_changes_only_what_it_says(seen: View) -> None:
    importing.apply(seen, "куратор", importing.read(seen, a_file(seen, -1)))

    again = importing.read(view(seen.deps), a_file(seen, -1, hours=24))

    ((before, after),) = again.difference.changed
    assert (before.hours, after.hours) == (Decimal(16), Decimal(24))
    assert again.difference.added == ()
