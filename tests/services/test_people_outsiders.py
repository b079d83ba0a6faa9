"""People from outside and their organisations: entered once, given an account, nothing lost."""

from collections.abc import Callable

import pytest

from connector.domain.consents import Purpose, Signer
from connector.domain.people import Organisation, Person, PersonId, Role
from connector.domain.register.edits import EditRefused
from connector.errors import ConnectorError
from connector.services import register
from connector.services.by_hand.view import View, view
from connector.services.consents import giving
from connector.services.deps import Deps
from connector.services.people import outsiders, taking_part
from connector.services.register import RuleBroken
from tests.builders import TODAY
from tests.services.people_stand import (
    BY,
    a_sheet,
    a_stranger,
    an_engineer,
)
from tests.services.stand import Stand

OUTSIDER = PersonId(-1)


@pytest.fixture
def working(seen: View) -> View:
    """A school with an engineer who consents and takes part as a mentor."""
    outsiders.add(seen, BY, an_engineer())
    engineer = view(seen.deps).people[OUTSIDER]
    giving.give(seen, BY, engineer, a_sheet(signer=Signer.SELF))
    taking_part.enter(seen, BY, engineer, Role.MENTOR, None, "employer-pupil")
    return view(seen.deps)


def refused(deps: Deps, do: Callable[[], object], error: type[ConnectorError] = EditRefused) -> str:
    """Have something refused, and see that nothing of it is kept."""
    before = register.read(deps)
    with pytest.raises(error) as caught:
        do()
    assert register.read(deps) == before
    return caught.value.code


def journal(deps: Deps, who: int) -> list[str]:
    with deps.database.reading(deps.school_id) as tx:
        return [entry.by for entry in tx.register.journal(who)]


def test_who_is_added_is_in_the_register_and_in_the_journal(seen: View) -> None:
    done = outsiders.add(seen, BY, an_engineer(contacts="+7 900"))

    assert outsiders.added(done).id == OUTSIDER
    assert register.read(seen.deps).people[OUTSIDER].contacts == "+7 900"
    assert journal(seen.deps, OUTSIDER) == [BY]


def test_moodle_knows_nothing_of_outsiders_and_does_not_take_them_out(
    seen: View, stand: Stand
) -> None:
    outsiders.add(seen, BY, an_engineer())
    register.update(seen.deps)

    assert register.read(seen.deps).people[OUTSIDER].is_active
    assert stand.writes == 0


def test_who_has_an_account_is_not_added_again(seen: View) -> None:
    account = a_stranger(seen)
    twin = an_engineer(name=account.name.upper(), born_on=account.born_on)

    assert refused(seen.deps, lambda: outsiders.add(seen, BY, twin)) == "people.likely_the_same"
    assert outsiders.add(seen, BY, twin, is_another=True).rows


def test_a_number_that_is_free_again_is_given_to_nobody_else(working: View) -> None:
    outsiders.link(working, BY, OUTSIDER, grown_up(working))
    assert OUTSIDER not in register.read(working.deps).people

    done = outsiders.add(view(working.deps), BY, an_engineer(name="Другой Человек"))

    assert outsiders.added(done).id == -2


def grown_up(seen: View) -> Person:
    """An account of somebody of age who mentors nobody."""
    return next(
        person
        for person in seen.people.values()
        if person.in_moodle and person.is_active and not person.is_minor(TODAY)
        if not seen.register.open_of(person.id, Role.MENTOR)
    )


def test_an_account_takes_over_everything(working: View) -> None:
    account = grown_up(working)

    outsiders.link(working, BY, OUTSIDER, account)

    after = register.read(working.deps)
    assert OUTSIDER not in after.people
    assert account.id in after.people
    (one,) = after.open_of(account.id, Role.MENTOR)
    assert (one.state, one.form) == ("registered", "employer-pupil")
    assert after.has_consent(account.id, Purpose.PROCESSING, TODAY)
    assert BY in journal(working.deps, account.id)


def test_an_account_of_a_minor_does_not_inherit_an_own_signature(working: View) -> None:
    minor = a_stranger(working)

    def link() -> object:
        return outsiders.link(working, BY, OUTSIDER, minor)

    assert refused(working.deps, link, RuleBroken) == "register.wrong_signer"


def test_two_who_take_part_in_one_place_stay_two(working: View) -> None:
    account = grown_up(working)
    taking_part.enter(working, BY, account, Role.MENTOR, None, "")

    code = refused(working.deps, lambda: outsiders.link(working, BY, OUTSIDER, account))

    assert code == "people.both_take_part"


def test_only_an_outsider_is_linked_and_only_to_an_account(working: View) -> None:
    account = grown_up(working)
    engineer = working.people[OUTSIDER]
    for who, to in ((account.id, account), (OUTSIDER, engineer)):
        code = refused(working.deps, lambda w=who, t=to: outsiders.link(working, BY, w, t))  # type: ignore[misc] # bound on purpose
        assert code in {"people.not_an_outsider", "people.unknown"}


def test_organisations_tell_whether_they_hold_and_how_many_come(seen: View) -> None:
    outsiders.add_organisation(seen, BY, Organisation(0, "Метиз", valid_to=TODAY))
    outsiders.add_organisation(seen, BY, Organisation(0, "Вуз", valid_to=TODAY.replace(day=23)))
    outsiders.add(seen, BY, an_engineer(organisation_id=1))

    now = view(seen.deps)
    told = outsiders.organisations(now)

    assert [(one["name"], one["is_valid"], one["people"]) for one in told] == [
        ("Вуз", False, 0),
        ("Метиз", True, 1),
    ]
    cells = outsiders.organisations_in_words(now, told)
    assert {len(row) for row in cells} == {len(outsiders.HEAD)}


def test_an_organisation_that_is_there_is_not_added_again(seen: View) -> None:
    outsiders.add_organisation(seen, BY, Organisation(0, "Завод «Метиз»"))
    again = Organisation(0, "завод «метиз»")

    code = refused(seen.deps, lambda: outsiders.add_organisation(seen, BY, again))

    assert code == "people.organisation_known"
