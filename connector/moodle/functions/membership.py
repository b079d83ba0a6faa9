"""Who is in groups and cohorts: Moodle has two functions for it that answer alike."""

from collections.abc import Collection, Iterable, Iterator

from connector.moodle.answers import Json
from connector.moodle.client import MoodleClient
from connector.moodle.errors import UnexpectedAnswer
from connector.moodle.parsing import number, numbers, objects


def membership(
    moodle: MoodleClient, function: str, kind: str, ids: Iterable[int]
) -> Iterator[tuple[int, int]]:
    """The id of a group and of a person in it, for these groups; `kind` is group or cohort.

    Raises UnexpectedAnswer when one is missing: PHP cuts what exceeds its `max_input_vars`.
    """
    key = f"{kind}id"
    for chunk in moodle.chunks(ids):
        answer = objects(moodle.read(function, **{f"{key}s": chunk}), function=function)
        found = {number(group, key, function=function): group for group in answer}
        _check_whole(chunk, found, function)
        for group_id, group in found.items():
            for user_id in numbers(group, "userids", function=function):
                yield group_id, user_id


def _check_whole(chunk: Collection[int], found: dict[int, Json], function: str) -> None:
    asked = frozenset(chunk)
    answered = asked & found.keys()
    if answered != asked:
        raise UnexpectedAnswer(
            "moodle.short_answer", function=function, asked=len(asked), answered=len(answered)
        )
