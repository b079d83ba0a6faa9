"""By day only questionnaires in which something changed are read again."""

from dataclasses import replace
from pathlib import Path

import pytest

from connector.sandbox.records import Module
from connector.sandbox.surveys import Response
from connector.services import picture
from connector.services.deps import Deps
from connector.services.syncing import Tier, sync
from tests.services.conftest import NOW, Clock, Opening
from tests.services.outcomes import codes
from tests.services.stand import PUPILS, TRAINING, Stand, a_mapping, hang_up, refuse

ANALYSIS = "mod_feedback_get_responses_analysis"
UPDATES = "core_course_get_updates_since"
BEFORE = "Анкета на входе"
ALL = 3
"""How many questionnaires the mapping of the demo asks for, without the next one."""
WITH_REASONS = "Запрос наставляемого"
"""It is always read: which of its answers may be kept is a setting."""


@pytest.fixture
def read_once(synced: Deps, stand: Stand, clock: Clock) -> Deps:
    """A school that has been read, an hour later."""
    stand.asked.clear()
    clock.advance(hours=1)
    return synced


def feedback(stand: Stand, name: str) -> Module:
    return next(m for m in stand.school.courses[PUPILS].modules if m.name == name)


def read_again(stand: Stand) -> set[int]:
    """What was read of the questionnaires that need not be read every time."""
    always = feedback(stand, WITH_REASONS).instance
    found = {int(one["feedbackid"]) for one in stand.asked if one.function == ANALYSIS}
    assert always in found
    return found - {always}


def somebody_answers(stand: Stand, module: Module, when: int) -> int:
    """Another person fills a questionnaire in as the first one did; who."""
    survey = stand.school.surveys[module.instance]
    first = survey.responses[0]
    people = {one.user_id for one in survey.responses}
    who = next(
        e.user_id for e in stand.school.courses[PUPILS].enrolments if e.user_id not in people
    )
    new = Response(9_000, who, when, first.values)
    changed = replace(survey, responses=(*survey.responses, new))
    stand.change(surveys={**stand.school.surveys, module.instance: changed})
    return who


def answered(deps: Deps, module: Module) -> set[int]:
    return {row.user_id for row in picture.mirror(deps).answered if row.cmid == module.id}


def test_where_nobody_answered_nothing_is_read(read_once: Deps, stand: Stand) -> None:
    before = picture.mirror(read_once).answered

    assert codes(sync(read_once)) == []

    assert picture.mirror(read_once).answered == before
    assert read_again(stand) == set()
    assert stand.functions["mod_feedback_get_items"] == 1
    asked = {int(one["courseid"]) for one in stand.asked if one.function == UPDATES}
    assert asked == {PUPILS, TRAINING}
    assert stand.functions[UPDATES] == len(asked)


def test_only_where_somebody_answered_is_read(read_once: Deps, stand: Stand) -> None:
    module = feedback(stand, BEFORE)
    who = somebody_answers(stand, module, int(NOW.timestamp()) + 60)

    sync(read_once)

    assert read_again(stand) == {module.instance}
    assert who in answered(read_once, module)


def test_what_moodle_says_a_little_late_is_not_missed(read_once: Deps, stand: Stand) -> None:
    """Moodle's clock may be behind ours."""
    module = feedback(stand, BEFORE)
    who = somebody_answers(stand, module, int(NOW.timestamp()) - 300)

    sync(read_once)

    assert who in answered(read_once, module)


def test_by_night_everything_is_read(read_once: Deps, stand: Stand) -> None:
    module = feedback(stand, BEFORE)
    survey = stand.school.surveys[module.instance]
    fewer = replace(survey, responses=survey.responses[1:])
    stand.change(surveys={**stand.school.surveys, module.instance: fewer})

    sync(read_once, Tier.NIGHT)

    assert len(read_again(stand)) == ALL
    assert stand.functions[UPDATES] == 0
    assert survey.responses[0].user_id not in answered(read_once, module)


@pytest.mark.usefixtures("read_once")
def test_a_new_question_of_the_mapping_is_read_at_once(
    opened: Opening, stand: Stand, tmp_path: Path
) -> None:
    fewer = ("achievements: achievements\n", "achievements: experience\n")
    deps = opened(mapping=a_mapping(tmp_path, fewer))
    candidate = next(
        m for m in stand.school.courses[TRAINING].modules if m.idnumber == "mentor-candidate"
    )

    sync(deps)

    assert read_again(stand) == {candidate.instance}


def test_where_moodle_does_not_tell_everything_is_read(read_once: Deps, stand: Stand) -> None:
    stand.always(UPDATES, refuse("accessexception"))

    assert codes(sync(read_once)) == []

    assert len(read_again(stand)) == ALL


def test_after_a_sync_with_a_problem_what_changed_before_it_is_still_read(
    read_once: Deps, stand: Stand, clock: Clock
) -> None:
    module = feedback(stand, BEFORE)
    who = somebody_answers(stand, module, int(NOW.timestamp()) + 60)
    stand.always(ANALYSIS, hang_up)
    assert codes(sync(read_once))
    stand.calm()
    clock.advance(hours=2)
    stand.asked.clear()

    sync(read_once)

    assert read_again(stand) == {module.instance}
    assert who in answered(read_once, module)
