"""Whom people chose in a questionnaire after the group meeting counts, until somebody enters it."""

import shutil
from pathlib import Path
from typing import Final

import pytest

from connector.domain.choices import SeenChoice
from connector.domain.matching import Criterion
from connector.domain.people import Person, PersonId
from connector.domain.programmes import Programme, ProgrammeId
from connector.mapping import sheets
from connector.moodle.records.answered import Answered
from connector.services import matching
from connector.services.by_hand.view import View, view
from connector.services.matching import deciding
from connector.store import kinds
from tests.services.conftest import DATABASE, Opening
from tests.services.people_stand import BY
from tests.services.stand import PUPILS, a_mapping

ITEM: Final = "Кого вы выбираете?"
CHOICES: Final = f"    choices: {{ feedback: Выбор, course: MENTORING-2627, items: ['{ITEM}'] }}\n"
CMID: Final = 9_001
Couple = tuple[Person, Person]


@pytest.fixture
def seen(first_update: Path, opened: Opening, tmp_path: Path) -> View:
    """A school that asks its pupils whom they chose."""
    shutil.copy(first_update, tmp_path / DATABASE)
    calendar = "    calendar: true\n    plan:\n      - { task: Изучить"
    return view(opened(mapping=a_mapping(tmp_path, (calendar, CHOICES + calendar))))


@pytest.fixture
def couple(seen: View, programme: Programme) -> Couple:
    """Somebody who seeks a mentor, and the mentor whom they would be given."""
    pair = matching.propose(seen, BY, programme).told.pairs[0]
    return seen.people[PersonId(pair.mentor_id)], seen.people[PersonId(pair.mentee_id)]


@pytest.fixture
def programme(seen: View) -> Programme:
    return seen.programmes[ProgrammeId(PUPILS)]


def answer(seen: View, *said: tuple[Person, str]) -> View:
    """The school after these people answered."""
    (rule,) = [one.choices for one in seen.deps.rules.programmes if one.choices]
    rows = [
        Answered(PUPILS, CMID, who.id, 1, {sheets.key(rule.answers, ITEM): name})
        for who, name in said
    ]
    with seen.deps.database.transaction(seen.deps.school_id) as tx:
        tx.pictures.replace(kinds.ANSWERED, rows, scope={"course_id": PUPILS, "cmid": CMID})
    return view(seen.deps)


def choice(seen: View, programme: Programme, mentee: Person) -> tuple[str, dict[str, str]]:
    """What the next matching says of the choices of a mentee and of the mentor they get."""
    told = matching.propose(seen, BY, programme, keeps=False).told
    pair = next(one for one in told.pairs if one.mentee_id == mentee.id)
    (term,) = [one for one in pair.terms if one.criterion is Criterion.MUTUAL_CHOICE]
    return term.code, dict(term.facts)


def test_an_answer_is_a_choice(seen: View, programme: Programme, couple: Couple) -> None:
    mentor, mentee = couple

    answered = answer(seen, (mentor, mentee.name), (mentee, mentor.name))

    assert set(answered.seen.choices) == {
        SeenChoice(PUPILS, mentor.id, mentee.id, 1),
        SeenChoice(PUPILS, mentee.id, mentor.id, 1),
    }
    facts = {"of_mentor": "1", "of_mentee": "1"}
    assert choice(answered, programme, mentee) == ("matching.mutual_choice_both", facts)


def test_what_is_entered_of_somebody_takes_the_place_of_their_answer(
    seen: View, programme: Programme, couple: Couple
) -> None:
    mentor, mentee = couple
    answered = answer(seen, (mentor, mentee.name), (mentee, mentor.name))

    deciding.prefer(answered, BY, (mentee, mentor), programme, rank=3)

    facts = {"of_mentor": "1", "of_mentee": "3"}
    assert choice(view(seen.deps), programme, mentee) == ("matching.mutual_choice_both", facts)


def test_a_name_that_is_nobody_s_is_told(seen: View, couple: Couple) -> None:
    answered = answer(seen, (couple[1], "кого-нибудь"))

    told = [one for one in answered.seen.skipped if one.code == "skipped.choice_unclear"]
    assert [(one.person_id, one.facts["value"]) for one in told] == [(couple[1].id, "кого-нибудь")]
