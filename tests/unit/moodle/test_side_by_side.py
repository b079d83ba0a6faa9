import time
from collections.abc import Iterator
from threading import Barrier, Event, Lock
from typing import Final

import pytest

from connector.moodle.client import MoodleClient
from connector.moodle.errors import MoodleUnreachable
from connector.settings import MoodleLimits
from tests.unit.moodle.conftest import TOKEN, URL

PARALLEL: Final = 3


@pytest.fixture
def moodle() -> Iterator[MoodleClient]:
    with MoodleClient(URL, TOKEN, MoodleLimits(parallel=PARALLEL)) as client:
        yield client


class Counter:
    """Counts how many ask at the same time."""

    def __init__(self) -> None:
        self.asked = self.now = self.most = 0
        self._lock = Lock()

    def ask(self, number: int) -> int:
        with self._lock:
            self.asked += 1
            self.now += 1
            self.most = max(self.most, self.now)
        time.sleep(0.002)
        with self._lock:
            self.now -= 1
        return number


def test_answers_come_in_the_order_of_the_questions(moodle: MoodleClient) -> None:
    def slow_first(number: int) -> int:
        time.sleep(0.01 if number % PARALLEL == 0 else 0)
        return number * number

    assert list(moodle.side_by_side(slow_first, range(10))) == [n * n for n in range(10)]


def test_as_many_ask_at_a_time_as_the_settings_allow(moodle: MoodleClient) -> None:
    together = Barrier(PARALLEL, timeout=5)

    def meet(number: int) -> int:
        together.wait()
        return number

    assert list(moodle.side_by_side(meet, range(2 * PARALLEL))) == list(range(2 * PARALLEL))


def test_never_more_ask_at_a_time(moodle: MoodleClient) -> None:
    counter = Counter()

    assert list(moodle.side_by_side(counter.ask, range(40))) == list(range(40))
    assert counter.most <= PARALLEL


def test_two_callers_share_the_places(moodle: MoodleClient) -> None:
    counter = Counter()

    pairs = zip(
        moodle.side_by_side(counter.ask, range(20)),
        moodle.side_by_side(counter.ask, range(20)),
        strict=True,
    )

    assert list(pairs) == [(n, n) for n in range(20)]
    assert counter.most <= PARALLEL


def test_no_more_answers_are_held_than_may_be_asked_for_at_a_time(moodle: MoodleClient) -> None:
    taken: list[int] = []

    def questions() -> Iterator[int]:
        for number in range(30):
            assert number - len(taken) <= PARALLEL
            yield number

    for answer in moodle.side_by_side(lambda number: number, questions()):
        taken.append(answer)
        time.sleep(0.001)

    assert taken == list(range(30))


def test_nothing_is_asked_before_somebody_wants_an_answer(moodle: MoodleClient) -> None:
    counter = Counter()

    answers = moodle.side_by_side(counter.ask, range(5))

    assert counter.asked == 0
    assert next(answers) == 0


def test_an_error_stops_it_and_comes_to_the_caller(moodle: MoodleClient) -> None:
    counter = Counter()

    def fail(number: int) -> int:
        counter.ask(number)
        if number == 4:
            raise MoodleUnreachable("moodle.timeout", function="f", seconds=1)
        return number

    taken: list[int] = []
    with pytest.raises(MoodleUnreachable):
        taken.extend(moodle.side_by_side(fail, range(1000)))

    assert counter.asked <= 4 + 1 + PARALLEL
    assert taken in ([], [0, 1, 2, 3])


def test_who_goes_away_early_leaves_no_more_questions_behind(moodle: MoodleClient) -> None:
    counter, go = Counter(), Event()

    def wait(number: int) -> int:
        if number:
            go.wait(5)
        return counter.ask(number)

    answers = moodle.side_by_side(wait, range(1000))
    assert next(answers) == 0
    answers.close()  # type: ignore[attr-defined]
    go.set()
    again = list(moodle.side_by_side(lambda number: number, range(PARALLEL)))

    assert again == list(range(PARALLEL))
    assert counter.asked <= 1 + PARALLEL


def test_no_questions_give_no_answers(moodle: MoodleClient) -> None:
    nobody: list[int] = []

    assert list(moodle.side_by_side(lambda number: number, nobody)) == []
