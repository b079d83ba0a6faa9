"""Whatever pictures are given in whatever order, the last ones are what is loaded."""

from itertools import count
from typing import Any, TypeAlias

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from connector.domain.difference import Tally, looks_short
from connector.moodle.records.course import Activity
from connector.store import kinds
from connector.store.database import Database

Key: TypeAlias = tuple[int, int]
Option: TypeAlias = Any
"""An option of `Pictures.replace`, by its name."""

COURSES = (50, 60)
NUMBERS = count()
names = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=5)
BRIEFLY = settings(
    max_examples=12,
    stateful_step_count=8,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


def activities(course: st.SearchStrategy[int]) -> st.SearchStrategy[list[Activity]]:
    built = st.builds(
        Activity,
        cmid=st.integers(1, 15),
        course_id=course,
        module=st.just("assign"),
        instance=st.integers(-(2**63), 2**63 - 1),
        name=names,
        visible=st.booleans(),
        has_completion=st.booleans(),
    )
    return st.lists(built, max_size=15, unique_by=kinds.ACTIVITY.key_of)


class Story(RuleBasedStateMachine):
    """Gives pictures of activities and remembers, by key, what must be there."""

    database: Database

    def __init__(self) -> None:
        super().__init__()
        self.school = self.database.school(f"https://school{next(NUMBERS)}.example")
        self.expected: dict[Key, Activity] = {}

    @rule(found=activities(st.sampled_from(COURSES)))
    def everything(self, found: list[Activity]) -> None:
        self.expected = by_key(found)
        self.give(found, believes_short=True)

    @rule(data=st.data(), course=st.sampled_from(COURSES))
    def one_course(self, data: st.DataObject, course: int) -> None:
        found = data.draw(activities(st.just(course)))
        elsewhere = {k: a for k, a in self.expected.items() if a.course_id != course}
        self.expected = elsewhere | by_key(found)
        self.give(found, scope={"course_id": course}, believes_short=True)

    @rule(found=activities(st.sampled_from(COURSES)))
    def a_part(self, found: list[Activity]) -> None:
        self.expected |= by_key(found)
        self.give(found, marks_gone=False)

    @rule(found=activities(st.sampled_from(COURSES)))
    def a_picture_that_may_be_short(self, found: list[Activity]) -> None:
        missing = self.expected.keys() - by_key(found).keys()
        is_short = looks_short(len(self.expected), len(missing))
        self.expected = (self.expected if is_short else {}) | by_key(found)

        assert self.give(found).held_back == (len(missing) if is_short else 0)

    @rule()
    def the_same_again(self) -> None:
        assert self.give(list(self.expected.values())) == Tally()

    @invariant()
    def what_is_loaded_is_what_was_given(self) -> None:
        with self.database.reading(self.school) as tx:
            loaded = tx.pictures.load(kinds.ACTIVITY)
        assert loaded == [self.expected[key] for key in sorted(self.expected)]

    def give(self, found: list[Activity], **options: Option) -> Tally:
        with self.database.transaction(self.school) as tx:
            return tx.pictures.replace(kinds.ACTIVITY, found, **options)


def by_key(found: list[Activity]) -> dict[Key, Activity]:
    return {kinds.ACTIVITY.key_of(activity): activity for activity in found}


def test_the_last_pictures_are_what_is_loaded(database: Database) -> None:
    class StoryHere(Story):
        pass

    StoryHere.database = database
    run_state_machine_as_test(StoryHere, settings=BRIEFLY)
