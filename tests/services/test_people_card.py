"""The personal card: everything for the curator, for each other office only its own."""

import json
from dataclasses import replace
from typing import Any, Final

import pytest

from connector.domain.consents import Purpose
from connector.domain.people import Person, Role
from connector.domain.register.edits import EditRefused
from connector.services.by_hand.view import View, view
from connector.services.consents import giving
from connector.services.deps import Deps
from connector.services.people import card_words, taking_part
from connector.services.people.card import card
from connector.services.people.looking import looking
from connector.services.people.taking_part import Written
from connector.services.syncing import sync
from tests.builders import TODAY
from tests.services.people_stand import (
    BY,
    Couple,
    a_couple,
    a_curator,
    a_sheet,
    a_stranger,
    open_one,
)
from tests.services.stand import PUPILS, Stand

WRITTEN: Final = {"request": "боится отвечать у доски", "result": "сдал зачёт"}


@pytest.fixture
def couple(seen: View) -> Couple:
    """A pair; of the mentee there is something written."""
    found = a_couple(seen)
    number = open_one(seen, found.mentee.id).id
    taking_part.write(seen, BY, number, Written(WRITTEN))
    return found


def shown(deps: Deps, person: Person, by: Person | None = None) -> dict[str, Any]:
    now = view(deps)
    return card(now, person, looking(now, by) if by else None)


def test_a_card_has_everything_that_is_known(registered: Deps, couple: Couple) -> None:
    told = shown(registered, couple.mentee)

    assert (told["name"], told["age"]) == (couple.mentee.name, couple.mentee.age(TODAY))
    (one,) = told["participations"]
    assert (one["state"], one["reached"]["active"]) == ("active", TODAY.isoformat())
    assert {name: one[name] for name in WRITTEN} == WRITTEN
    assert [pair["partners"][0]["id"] for pair in told["pairs"]] == [couple.mentor.id]
    assert [consent["state"] for consent in told["consents"]] == ["given"]
    assert told["consents"][0]["is_valid"]
    assert {entry["by"] for entry in told["journal"]} == {"register", BY}
    assert json.dumps(told, default=str)


def test_a_mentors_card_tells_of_the_training(registered: Deps, couple: Couple) -> None:
    told = shown(registered, couple.mentor)

    assert [(study["title"], study["state"]) for study in told["studies"]]


def test_the_curator_sees_the_whole_card(registered: Deps, seen: View, couple: Couple) -> None:
    assert shown(registered, couple.mentee, a_curator(seen)) == shown(registered, couple.mentee)


def test_a_mentor_sees_contacts_and_the_request_of_the_mentee_and_nothing_else(
    registered: Deps, couple: Couple
) -> None:
    told = shown(registered, couple.mentee, couple.mentor)

    assert told["representative"] == couple.mentee.representative
    (one,) = told["participations"]
    assert one["request"] == WRITTEN["request"]
    for hidden in ("result", "reasons", "selection", "left_because", "case_url"):
        assert hidden not in one
    for hidden in ("age", "born_on", "consents", "journal", "gaps", "erasures", "studies"):
        assert hidden not in told


def test_a_mentee_sees_neither_contacts_nor_texts_of_the_mentor(
    registered: Deps, couple: Couple
) -> None:
    told = shown(registered, couple.mentor, couple.mentee)

    assert told["name"] == couple.mentor.name
    assert not {"contacts", "representative", "age", "consents"} & told.keys()
    assert "request" not in told["participations"][0]


def test_everybody_reads_what_they_wrote_themselves(registered: Deps, couple: Couple) -> None:
    told = shown(registered, couple.mentee, couple.mentee)

    assert told["participations"][0]["result"] == WRITTEN["result"]
    assert told["born_on"] == couple.mentee.born_on
    assert "journal" not in told


def test_a_mentee_learns_nothing_of_the_mentors_other_mentees(
    registered: Deps, stand: Stand, seen: View
) -> None:
    mine, other = a_couple(seen), a_couple(seen, 1)
    stand.change_course(
        PUPILS,
        groups=tuple(
            replace(group, members=(*group.members, other.mentee.id))
            if f"group:{group.id}" == mine.pair.id
            else group
            for group in stand.school.courses[PUPILS].groups
        ),
    )
    sync(registered)

    told = shown(registered, mine.mentor, mine.mentee)

    (pair,) = told["pairs"]
    assert pair["partners"] == [
        {"id": mine.mentee.id, "name": mine.mentee.name, "standing": "active"}
    ]
    assert other.mentee.name not in str(told)
    assert mine.pair.name not in str(told), "the name of a group tells who is in it"
    assert len(shown(registered, mine.mentor)["pairs"][0]["partners"]) == 2


def test_who_is_no_partner_is_refused(registered: Deps, seen: View, couple: Couple) -> None:
    for by in (a_stranger(seen), a_couple(seen, 1).mentee):
        with pytest.raises(EditRefused) as caught:
            shown(registered, couple.mentee, by)
        assert caught.value.code == "people.not_allowed"


def test_who_is_only_in_moodle_has_a_card_too(seen: View) -> None:
    told = card(seen, a_stranger(seen))

    assert (told["participations"], told["consents"], told["journal"]) == ([], [], [])


def test_a_card_in_words_names_what_there_is(registered: Deps, couple: Couple) -> None:
    now = view(registered)

    text = "\n".join(card_words.in_words(now, card(now, couple.mentee)))

    for word in (couple.mentee.name, couple.mentor.name, "участвует", WRITTEN["request"], BY):
        assert word in text
    assert "дано" in text


def test_a_card_in_words_does_not_mention_what_may_not_be_seen(
    registered: Deps, couple: Couple
) -> None:
    now = view(registered)
    told = card(now, couple.mentee, looking(now, couple.mentor))

    text = "\n".join(card_words.in_words(now, told))

    assert WRITTEN["request"] in text
    for word in (WRITTEN["result"], BY, "дано", "Дата рождения"):
        assert word not in text


def test_the_journal_of_a_card_keeps_texts_to_itself(registered: Deps, couple: Couple) -> None:
    told = shown(registered, couple.mentee)

    journal = json.dumps(told["journal"], default=str, ensure_ascii=False)

    assert "боится" not in journal
    assert couple.mentee.name not in journal


def test_a_case_without_a_consent_to_distribution_is_marked(
    registered: Deps, seen: View, couple: Couple
) -> None:
    giving.give(seen, BY, couple.mentee, a_sheet(Purpose.DISTRIBUTION))
    number = open_one(seen, couple.mentee.id).id
    taking_part.write(view(registered), BY, number, Written({}, case_url="https://s.example/1"))
    assert shown(registered, couple.mentee)["participations"][0]["may_publish"]


def test_a_curator_who_takes_part_is_a_curator_all_the_same(seen: View) -> None:
    curator = a_curator(seen)
    taking_part.enter(seen, BY, curator, Role.MENTEE, None, "")
    now = view(seen.deps)

    assert card(now, a_couple(now).mentee, looking(now, curator))["journal"]
