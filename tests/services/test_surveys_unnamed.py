"""An anonymous questionnaire: means and shares, and nobody's name anywhere."""

from dataclasses import replace
from pathlib import Path

import pytest

from connector.domain.indicators import Period, Sort
from connector.sandbox.records import Module
from connector.services import facts, picture, reminding
from connector.services.by_hand.view import View, view
from connector.services.deps import Deps
from connector.services.indicators import definition
from connector.services.indicators.explaining import explain
from connector.services.register import update
from connector.services.surveys.results import missing, results
from connector.services.syncing import Tier, sync
from tests.services.conftest import Opening
from tests.services.outcomes import codes
from tests.services.stand import PUPILS, Stand, a_mapping

AFTER = "Анкета на выходе"
PLACE = f"mentee_output: {{ feedback: {AFTER}, course: MENTORING-2627"
ANONYMOUS = (f"{PLACE} }}", f"{PLACE}, anonymous: true }}")


def questionnaire(stand: Stand) -> Module:
    return next(m for m in stand.school.courses[PUPILS].modules if m.name == AFTER)


def make_anonymous(stand: Stand) -> None:
    module = questionnaire(stand)
    survey = replace(stand.school.surveys[module.instance], is_anonymous=True)
    stand.change(surveys={**stand.school.surveys, module.instance: survey})


@pytest.fixture
def unnamed(opened: Opening, stand: Stand, tmp_path: Path) -> Deps:
    """A school that asks its mentees at the end without their names."""
    make_anonymous(stand)
    deps = opened(mapping=a_mapping(tmp_path, ANONYMOUS))
    assert codes(sync(deps, Tier.NIGHT)) == []
    update(deps)
    return deps


@pytest.fixture
def seen(unnamed: Deps) -> View:
    return view(unnamed)


def test_answers_are_kept_under_numbers_that_tell_nothing(unnamed: Deps, stand: Stand) -> None:
    survey = stand.school.surveys[questionnaire(stand).instance]
    kept = [row for row in picture.mirror(unnamed).answered if row.user_id < 0]

    assert sorted(row.user_id for row in kept) == list(range(-len(survey.responses), 0))
    assert {row.answered_at for row in kept} == {0}


def test_who_came_when_changes_nothing(unnamed: Deps, stand: Stand) -> None:
    before = picture.mirror(unnamed).answered
    module = questionnaire(stand)
    survey = stand.school.surveys[module.instance]
    shuffled = tuple(
        replace(one, id=9_000 - one.id, when=one.when + 60) for one in reversed(survey.responses)
    )
    stand.change(
        surveys={**stand.school.surveys, module.instance: replace(survey, responses=shuffled)}
    )

    sync(unnamed, Tier.NIGHT)

    assert picture.mirror(unnamed).answered == before


def test_means_and_the_count_are_those_of_moodle_and_nobody_is_missing(
    seen: View, stand: Stand
) -> None:
    survey = stand.school.surveys[questionnaire(stand).instance]
    (told,) = results(seen)
    found = {one.survey: one for one in told.surveys}

    assert found["mentee_output"].answered == min(
        len(survey.responses), found["mentee_output"].invited
    )
    assert found["mentee_output"].mean is not None
    assert not [row for row in missing(seen) if row.survey == "mentee_output"]
    assert [row for row in missing(seen) if row.survey == "mentee_input"]
    assert told.effects == {}, "there is nothing to compare"


def test_nobody_is_reminded_of_it_or_told_of(unnamed: Deps, seen: View) -> None:
    rows = definition("N11", "").rows(facts.gather(unnamed, seen.school, seen.register))

    unnamed_rows = [row for row in rows if row.item == "mentee_output"]
    assert {row.subject[0] for row in unnamed_rows} == {Sort.UNNAMED}
    reminders, _ = reminding.remind(unnamed, dry_run=True)
    assert not [one for one in reminders if AFTER in str(one)]


def test_an_explanation_names_nobody(seen: View) -> None:
    told = explain(seen, definition("M1", ""), Period.to(seen.today))

    mine = [row for row in told.rows if row.subject == Sort.UNNAMED]
    assert mine
    assert {row.name for row in mine} == {"без имени"}
    assert {source for row in mine for source in row.sources} == {f"course {PUPILS}"}


def test_a_mapping_and_a_moodle_that_disagree_keep_what_there_was(
    unnamed: Deps, stand: Stand
) -> None:
    before = picture.mirror(unnamed).answered
    module = questionnaire(stand)
    survey = replace(stand.school.surveys[module.instance], is_anonymous=False)
    stand.change(surveys={**stand.school.surveys, module.instance: survey})

    assert codes(sync(unnamed, Tier.NIGHT)) == ["sync.answers_named"]
    assert picture.mirror(unnamed).answered == before
