"""Whose consent runs out, and who takes part without one, and why."""

from dataclasses import replace
from datetime import timedelta

from connector.domain.consents import ConsentState, Purpose, Signer
from connector.domain.people import Kind
from connector.sandbox.days import midnight
from connector.services.by_hand.view import View, view
from connector.services.consents import giving, listing, missing, withdrawing
from connector.services.consents.listing import Wanted
from connector.services.consents.missing import Lack
from connector.services.consents.withdrawing import Withdrawal
from connector.services.syncing import sync
from tests.builders import TODAY
from tests.services.conftest import Clock
from tests.services.people_stand import BY, a_couple, a_sheet, brought_up, without_consent
from tests.services.stand import Stand


def test_every_consent_is_a_row(seen: View) -> None:
    rows = listing.rows(seen, Wanted())

    assert sorted(row["id"] for row in rows) == sorted(seen.register.consents)
    assert [row["name"] for row in rows] == sorted(row["name"] for row in rows)
    cells = listing.in_words(seen, rows)
    assert {len(row) for row in cells} == {len(listing.HEAD)}


def test_rows_are_narrowed(seen: View) -> None:
    who = a_couple(seen).mentee
    giving.give(seen, BY, who, replace(a_sheet(Purpose.LABOUR), valid_to=TODAY))
    giving.request(seen, BY, who, Purpose.PROCESSING)
    now = view(seen.deps)

    def ids(wanted: Wanted) -> list[tuple[str, str]]:
        return [(row["purpose"], row["state"]) for row in listing.rows(now, wanted)]

    assert ids(Wanted(purpose=Purpose.LABOUR)) == [("labour_351_8", "given")]
    assert ids(Wanted(state=ConsentState.REQUESTED)) == [("processing", "requested")]
    assert ids(Wanted(expiring=0)) == [("labour_351_8", "given")]
    assert {row["class_name"] for row in listing.rows(now, Wanted(class_name=who.class_name))} == {
        who.class_name
    }
    assert ids(Wanted(class_name="1Ъ")) == []


def test_who_turned_18_is_to_sign_anew_until_they_did(seen: View) -> None:
    (row,) = [r for r in listing.renewals(seen) if r["why"] == "consents.turned_adult"]
    adult = seen.people[row["person_id"]]
    assert adult.age(TODAY) == 18
    assert row in [
        {**one, "why": row["why"]} for one in listing.rows(seen, Wanted(is_for_renewal=True))
    ]

    giving.give(seen, BY, adult, a_sheet(signer=Signer.SELF))

    assert listing.renewals(view(seen.deps)) == []


def test_who_turns_18_while_taking_part_keeps_the_consent_and_is_listed(
    seen: View, stand: Stand, clock: Clock
) -> None:
    who = a_couple(seen).mentor.id
    birthday = TODAY + timedelta(days=20)
    fields = stand.school.people[who].fields or {}
    born = midnight(birthday.replace(year=birthday.year - 18))
    stand.change_person(who, fields={**fields, "birthdate": born})
    sync(seen.deps)
    assert who not in {row["person_id"] for row in listing.renewals(brought_up(seen.deps))}

    clock.advance(days=20)
    now = brought_up(seen.deps)

    assert now.register.has_consent(who, Purpose.PROCESSING, now.today)
    assert who in {row["person_id"] for row in listing.renewals(now)}


def test_a_consent_that_is_about_to_end_is_listed_in_time(seen: View, clock: Clock) -> None:
    who = without_consent(seen)
    days = seen.deps.methodology.norms.expiry_days
    ends = TODAY + timedelta(days=days + 1)
    giving.give(seen, BY, who, replace(a_sheet(), valid_to=ends))
    assert who.id not in {row["person_id"] for row in listing.renewals(view(seen.deps))}

    clock.advance(days=1)

    rows = {row["person_id"]: row["why"] for row in listing.renewals(view(seen.deps))}
    assert rows[who.id] == "consents.expires"


def test_who_lacks_a_consent_is_listed_and_nobody_else(seen: View) -> None:
    told = missing.missing(seen)

    expected = {
        one.person_id
        for one in seen.register.participations.values()
        if one.is_open and not seen.register.has_consent(one.person_id, Purpose.PROCESSING, TODAY)
    }
    assert {row["person"] for row in told} == expected
    assert expected
    of_class = missing.missing(seen, without_consent(seen).class_name)
    assert {row["class_name"] for row in of_class} == {without_consent(seen).class_name}
    cells = missing.in_words(seen, told)
    assert {len(row) for row in cells} == {len(missing.HEAD)}


def lack_of(seen: View, who: int) -> Lack | None:
    found = {row["person"]: row["lack"] for row in missing.missing(view(seen.deps))}
    return found.get(who)


def test_the_reason_is_what_the_newest_consent_lacks(seen: View, clock: Clock) -> None:
    who = without_consent(seen)
    assert lack_of(seen, who.id) is Lack.NONE

    giving.request(seen, BY, who, Purpose.PROCESSING)
    assert lack_of(seen, who.id) is Lack.REQUESTED

    giving.give(seen, BY, who, replace(a_sheet(), valid_to=TODAY))
    assert lack_of(seen, who.id) is None

    clock.advance(days=1)
    assert lack_of(seen, who.id) is Lack.EXPIRED


def test_who_withdrew_takes_part_no_more_and_lacks_nothing(seen: View) -> None:
    mentee = a_couple(seen).mentee

    withdrawing.withdraw(seen, BY, Withdrawal(mentee, Purpose.PROCESSING, TODAY))

    assert lack_of(seen, mentee.id) is None


def test_a_consent_to_something_else_is_none(seen: View) -> None:
    who = without_consent(seen)

    giving.give(seen, BY, who, a_sheet(Purpose.DISTRIBUTION))

    assert lack_of(seen, who.id) is Lack.NONE
    assert who.kind is Kind.PUPIL
