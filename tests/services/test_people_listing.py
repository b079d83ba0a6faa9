"""The register in rows, and what each office sees of it (methodology 12.3: 16)."""

from collections.abc import Mapping
from typing import Any

import pytest

from connector.domain.bases import Filter
from connector.domain.consents import Purpose
from connector.domain.participation import Reason, State
from connector.domain.people import Person, Role
from connector.domain.years import SchoolYear
from connector.services.by_hand.view import View, view
from connector.services.consents.withdrawing import Withdrawal, withdraw
from connector.services.deps import Deps
from connector.services.people import listing, taking_part
from connector.services.people.looking import looking
from connector.services.syncing import sync
from tests.builders import TODAY
from tests.services.people_stand import (
    BY,
    a_couple,
    a_curator,
    a_stranger,
    brought_up,
    couples,
    without_consent,
)
from tests.services.stand import Stand

EVERYBODY = Filter()


def seen_by(seen: View, person: Person) -> list[Mapping[str, Any]]:
    return listing.rows(seen, EVERYBODY, by=looking(seen, person))


def test_a_row_stands_for_each_participation_with_everything_that_a_curator_reads(
    seen: View,
) -> None:
    rows = listing.rows(seen, EVERYBODY)

    assert sorted(row["participation"] for row in rows) == sorted(seen.register.participations)
    assert [row["name"] for row in rows] == sorted(row["name"] for row in rows)
    couple = a_couple(seen)
    (row,) = [one for one in rows if one["person"] == couple.mentee.id]
    assert row["class_name"] == couple.mentee.class_name
    assert row["age"] == couple.mentee.age(TODAY)
    assert (row["role"], row["state"], row["since"]) == ("mentee", "active", TODAY)
    assert row["programme"] == "Наставничество: ученик-ученик 2026/27"
    assert row["has_consent"]


@pytest.mark.parametrize("role", [Role.MENTOR, Role.MENTEE])
def test_roles_are_told_apart(seen: View, role: Role) -> None:
    rows = listing.rows(seen, EVERYBODY, role)

    expected = [o.id for o in seen.register.participations.values() if o.role is role]
    assert sorted(row["participation"] for row in rows) == sorted(expected)
    assert expected


@pytest.mark.parametrize(
    ("wanted", "field", "value"),
    [
        (Filter(class_name="8Б"), "class_name", "8Б"),
        (Filter(form="teacher-teacher"), "form", "teacher-teacher"),
        (Filter(state=State.CONSENT_PENDING), "state", "consent_pending"),
    ],
)
def test_rows_are_narrowed(seen: View, wanted: Filter, field: str, value: str) -> None:
    rows = listing.rows(seen, wanted)

    everything = listing.rows(seen, EVERYBODY)
    assert rows == [row for row in everything if row[field] == value]
    assert 0 < len(rows) < len(everything)


def test_a_year_narrows_to_whatever_touches_it(seen: View) -> None:
    assert listing.rows(seen, Filter(year=SchoolYear(2026))) == listing.rows(seen, EVERYBODY)
    long_ago = listing.rows(seen, Filter(year=SchoolYear(2020)))
    assert {row["state"] for row in long_ago} <= {"consent_pending"}, "whose begin nobody knows"


def test_a_curator_sees_everything(seen: View) -> None:
    assert seen_by(seen, a_curator(seen)) == listing.rows(seen, EVERYBODY)


def test_a_mentor_sees_the_own_pair_without_consents_and_the_others_age(seen: View) -> None:
    couple = a_couple(seen)

    rows = {row["person"]: row for row in seen_by(seen, couple.mentor)}

    assert couple.mentee.id in rows
    assert "has_consent" not in rows[couple.mentee.id]
    assert "age" not in rows[couple.mentee.id]
    assert rows[couple.mentor.id]["age"] == couple.mentor.age(TODAY)


def test_a_mentee_sees_themselves_and_the_mentor(seen: View) -> None:
    couple = a_couple(seen)

    people = {row["person"] for row in seen_by(seen, couple.mentee)}

    assert people == {couple.mentee.id, couple.mentor.id}


def test_nobody_but_the_curator_sees_anybody_outside_their_pairs(seen: View) -> None:
    partners: dict[int, set[int]] = {}
    for pair in seen.school.pairs:
        working = [m.person_id for m in (*pair.mentors, *pair.mentees) if m.is_active]
        for who in working:
            partners.setdefault(who, set()).update(working)

    for person in seen.people.values():
        if Role.CURATOR in person.roles:
            continue
        rows = seen_by(seen, person)
        assert {row["person"] for row in rows} <= partners.get(person.id, set()) | {person.id}
        assert not any("has_consent" in row for row in rows)


def test_who_takes_no_part_sees_nothing(seen: View) -> None:
    assert seen_by(seen, a_stranger(seen)) == []


def test_a_suspended_curator_sees_nothing(registered: Deps, stand: Stand) -> None:
    curator = a_curator(view(registered))
    stand.change_person(curator.id, suspended=True)
    sync(registered)

    now = brought_up(registered)

    assert seen_by(now, now.people[curator.id]) == []


def test_a_mentor_no_longer_sees_who_has_withdrawn(seen: View) -> None:
    couple = a_couple(seen)
    withdraw(seen, BY, Withdrawal(couple.mentee, Purpose.PROCESSING, TODAY))
    now = view(seen.deps)

    assert couple.mentee.id not in {row["person"] for row in seen_by(now, couple.mentor)}
    assert seen_by(now, couple.mentee) == []


def test_who_has_left_sees_nobody_any_more(seen: View) -> None:
    couple = couples(seen)[-1]
    for one in seen.register.participations_of[couple.mentor.id]:
        taking_part.leave(seen, BY, one.id, Reason.BY_HAND, is_completed=False)

    assert seen_by(view(seen.deps), couple.mentor) == []


def test_who_waits_for_a_consent_sees_only_themselves(seen: View) -> None:
    waiting = without_consent(seen)

    people = {row["person"] for row in seen_by(seen, waiting)}

    assert people <= {waiting.id} | {
        member.person_id
        for pair in seen.school.pairs
        for member in (*pair.mentors, *pair.mentees)
        if waiting.id in {m.person_id for m in (*pair.mentors, *pair.mentees)}
    }


def test_rows_in_words_have_a_cell_for_each_title(seen: View) -> None:
    cells = listing.in_words(seen, listing.rows(seen, EVERYBODY))

    assert {len(row) for row in cells} == {len(listing.HEAD)}
    assert any("ожидает согласия" in row for row in cells)
    assert any("–" in row for row in cells), "an age that is not known"
