"""The bases as the methodology wants them (5.1, 5.2): columns, rows, and which cells are shut."""

from dataclasses import replace
from datetime import date

import pytest

from connector.domain.bases import COLUMNS, Base, Column, Filter, Naming
from connector.domain.consents import Purpose
from connector.domain.pairs import PairId, Standing
from connector.domain.participation import Reason, State
from connector.domain.people import Kind, Role
from connector.domain.years import SchoolYear
from tests.builders import COURSE, FORMS, TODAY, a_member, a_pair, a_pair_of, a_person, a_school
from tests.register_builders import a_consent, a_participation, a_register, an_active_one
from tests.unit.domain.bases import NAMING, SCHOOL_NAME, a_base, an_outsider, only_row, with_factory

YEAR = SchoolYear(2026)
SINCE = date(2026, 9, 1)
IN_PROGRAMME = an_active_one(programme_id=COURSE, form="pupil-pupil")


def test_the_bases_have_as_many_columns_as_the_methodology() -> None:
    assert {role: len(columns) for role, columns in COLUMNS.items()} == {
        Role.MENTEE: 13,
        Role.MENTOR: 16,
    }


def test_a_row_tells_what_the_register_knows() -> None:
    texts = {"competencies": "математика", "result": "сдал", "motivation": "не показывается"}
    mentor = a_person(1, contacts="+7")
    one = replace(IN_PROGRAMME, texts=texts, left_on=TODAY)

    row = only_row(mentor, a_person(2), one, pairs=[a_pair_of([1], [2])])

    assert row.values == {
        Column.NAME: "Иванова Анна 1",
        Column.CONTACTS: "+7",
        Column.PLACE: "9А",
        Column.COMPETENCIES: "математика",
        Column.ACHIEVEMENTS: "",
        Column.INTERESTS: "",
        Column.DESIRED_AGE: "",
        Column.TIME: "",
        Column.ENTERED_ON: SINCE,
        Column.PARTNERS: "Иванова Анна 2",
        Column.FORM: "Ученик – ученик",
        Column.PARTNER_PLACES: "9А",
        Column.LEFT_ON: TODAY,
        Column.RESULT: "сдал",
        Column.CASE_URL: "",
    }


def test_of_a_mentee_the_year_of_birth_and_the_representative_are_told() -> None:
    mentee = a_person(1, contacts="+7", representative="Иванова М. И., мать")
    one = replace(IN_PROGRAMME, role=Role.MENTEE, is_passed=True, texts={"request": "алгебра"})

    values = only_row(mentee, one, role=Role.MENTEE).values

    assert values[Column.BIRTH_YEAR] == 2011
    assert values[Column.CONTACTS] == "+7\nИванова М. И., мать"
    assert values[Column.REQUEST] == "алгебра"
    assert values[Column.IS_PASSED] is True


def test_there_is_a_row_for_each_time_that_somebody_takes_part() -> None:
    ended = replace(IN_PROGRAMME, state=State.COMPLETED, left_on=SINCE)
    again = an_active_one(2)
    other_side = a_participation(3, role=Role.MENTEE)

    rows = a_base(a_register(ended, again, other_side, people=[1])).rows()

    assert [(row.participation_id, row.is_open) for row in rows] == [(1, False), (2, True)]


def test_rows_stand_by_name() -> None:
    people = [
        a_person(1, name="Яковлева"),
        a_person(2, name="алексеев"),
        a_person(3, name="Борисов"),
    ]
    register = a_register(*people, *(an_active_one(key, key) for key in (1, 2, 3)))

    assert [row.person_id for row in a_base(register).rows()] == [2, 3, 1]


@pytest.mark.parametrize(
    ("person", "place"),
    [
        (a_person(1, workplace="завод"), "9А"),
        (a_person(1, kind=Kind.TEACHER), SCHOOL_NAME),
        (a_person(1, kind=Kind.TEACHER, workplace="Лицей"), "Лицей"),
        (a_person(1, kind=Kind.UNISTUDENT, workplace="УрФУ"), "УрФУ"),
        (a_person(1, kind=Kind.ALUMNUS, organisation_id=1), "ООО «Завод»"),
        (an_outsider(-1), "ООО «Завод»"),
        (an_outsider(-1, organisation_id=0, workplace="сам"), "сам"),
        (an_outsider(-1, kind=Kind.TEACHER, organisation_id=0), ""),
        (an_outsider(-1, kind=Kind.PUPIL, class_name="9А, лицей"), "9А, лицей"),
    ],
)
def test_people_study_in_a_class_and_work_at_a_partner_or_at_the_school(
    person: object, place: str
) -> None:
    who = getattr(person, "id", 0)

    assert only_row(person, an_active_one(1, who)).values[Column.PLACE] == place


def test_everybody_of_the_group_stands_on_a_line_of_their_own() -> None:
    people = [a_person(key, name=name) for key, name in enumerate(["М", "Яна", "Аня", "Вера"], 1)]
    pairs = [a_pair_of([1], [2, 3]), a_pair_of([1], [3, 4], id=PairId("group:2"))]

    row = only_row(*people, IN_PROGRAMME, pairs=pairs)

    assert row.values[Column.PARTNERS] == "Аня\nВера\nЯна"
    assert row.values[Column.PARTNER_PLACES] == "9А\n9А\n9А"


@pytest.mark.parametrize("standing", [Standing.LEFT, Standing.CONSENT_WITHDRAWN])
def test_who_has_left_the_pair_is_not_named(standing: Standing) -> None:
    pair = a_pair(mentors=(a_member(1),), mentees=(a_member(2, standing=standing),))

    row = only_row(a_person(1), a_person(2), IN_PROGRAMME, pairs=[pair])

    assert row.values[Column.PARTNERS] == ""


def test_the_pairs_of_another_programme_are_not_told() -> None:
    one = replace(IN_PROGRAMME, programme_id=COURSE + 1)

    row = only_row(a_person(1), a_person(2), one, pairs=[a_pair_of([1], [2])])

    assert row.values[Column.PARTNERS] == ""


def test_a_form_that_the_school_has_dropped_is_told_by_its_code() -> None:
    assert only_row(a_person(), an_active_one(form="gone")).values[Column.FORM] == "gone"


def test_a_case_is_shown_only_with_a_consent_to_distribution() -> None:
    one = an_active_one(case_url="https://school.example/case")
    consent = a_consent(purpose=Purpose.DISTRIBUTION)

    hidden, shown = only_row(a_person(), one), only_row(a_person(), one, consent)

    assert (hidden.values[Column.CASE_URL], shown.values[Column.CASE_URL]) == ("", one.case_url)
    assert (Column.CASE_URL in hidden.locked, Column.CASE_URL in shown.locked) == (True, False)


def test_of_people_of_moodle_nothing_personal_may_be_changed_here() -> None:
    moodle = only_row(a_person(), an_active_one()).locked
    outside = only_row(an_outsider(), an_active_one(1, -1)).locked

    assert {Column.NAME, Column.CONTACTS, Column.BIRTH_YEAR, Column.PLACE} == {
        column for column, code in moodle.items() if code == "bases.kept_in_moodle"
    }
    assert "bases.kept_in_moodle" not in outside.values()


@pytest.mark.parametrize(
    ("one", "column", "code"),
    [
        (an_active_one(), Column.LEFT_ON, "bases.not_ended"),
        (an_active_one(), Column.PARTNERS, "bases.pairs_in_moodle"),
        (IN_PROGRAMME, Column.FORM, "bases.form_of_programme"),
        (a_participation(), Column.IS_PASSED, "bases.not_begun"),
        (
            an_active_one(state=State.WITHDRAWN, left_because=Reason.CONSENT_WITHDRAWN),
            Column.RESULT,
            "bases.withdrawn",
        ),
    ],
)
def test_a_cell_that_cannot_be_changed_says_why(one: object, column: Column, code: str) -> None:
    assert only_row(a_person(), one).locked[column] == code


def test_an_end_may_be_corrected_once_there_is_one() -> None:
    ended = an_active_one(state=State.COMPLETED, left_on=TODAY)

    assert Column.LEFT_ON not in only_row(a_person(), ended).locked


def test_the_school_may_shut_more() -> None:
    naming = Naming(SCHOOL_NAME, FORMS, frozenset({Column.RESULT}))
    base = a_base(a_register(an_active_one(), people=[1]), naming=naming)

    (row,) = base.rows()

    assert row.locked[Column.RESULT] == base.blank.locked[Column.RESULT] == "bases.shut"


@pytest.mark.parametrize(
    ("wanted", "keys"),
    [
        (Filter(), {1, 2, 3}),
        (Filter(class_name="9А"), {1, 3}),
        (Filter(form="pupil-pupil"), {1}),
        (Filter(state=State.CANDIDATE), {3}),
        (Filter(class_name="9А", state=State.ACTIVE), {1}),
        (Filter(class_name="1А"), set()),
    ],
)
def test_only_what_is_wanted_is_told(wanted: Filter, keys: set[int]) -> None:
    register = a_register(
        a_person(1), a_person(2, class_name="8Б"), a_person(3),
        IN_PROGRAMME, an_active_one(2, 2), a_participation(3, 3),
    )  # fmt: skip

    assert {row.participation_id for row in a_base(register).rows(wanted)} == keys


@pytest.mark.parametrize(
    ("applied", "entered", "left", "touches"),
    [
        (None, date(2026, 9, 1), None, True),
        (None, date(2027, 8, 31), None, True),
        (None, date(2027, 9, 1), None, False),
        (date(2027, 8, 31), date(2027, 9, 1), None, True),
        (None, date(2020, 9, 1), None, True),
        (None, date(2020, 9, 1), date(2026, 9, 1), True),
        (None, date(2020, 9, 1), date(2026, 8, 31), False),
        (None, None, None, True),
    ],
)
def test_of_a_school_year_is_whatever_touches_it(
    applied: date | None, entered: date | None, left: date | None, *, touches: bool
) -> None:
    one = an_active_one(applied_on=applied, entered_on=entered, left_on=left, reached={})

    assert Filter(year=YEAR).fits(one, a_person()) is touches


@pytest.mark.parametrize(("since", "touches"), [("2027-08-31", True), ("2027-09-01", False)])
def test_who_has_not_entered_yet_belongs_to_the_years_since_the_first_step(
    since: str, *, touches: bool
) -> None:
    one = a_participation(reached={State.CONSENT_PENDING: since})

    assert Filter(year=YEAR).fits(one, a_person()) is touches


def test_a_person_is_called_as_the_register_kept_them_when_moodle_has_lost_them() -> None:
    register = with_factory(a_register(IN_PROGRAMME, people=[1, 2]))
    school = a_school([a_person(1)], pairs=(a_pair_of([1], [2]),))

    (row,) = Base(Role.MENTOR, register, school, NAMING, TODAY).rows()

    assert row.values[Column.PARTNERS] == "Иванова Анна 2"
