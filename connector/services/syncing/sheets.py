"""Reads feedbacks and choices alike: as questions with everybody's answers to them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from connector.moodle.client import MoodleClient
from connector.moodle.functions import mod_choice, mod_feedback
from connector.moodle.records.choice import Choice, Pick
from connector.moodle.records.feedback import Attempt, Feedback, FeedbackItem

Activity = Feedback | Choice

THE_CHOICE: Final = 0
"""The number of the only question of a choice."""


@dataclass(frozen=True)
class Sheet:
    """The questions of an activity, None for the only one of a choice, and everybody's answers."""

    items: Sequence[FeedbackItem] | None
    attempts: Sequence[Attempt]

    def number(self, name: str) -> int | None:
        """The item with a label, else with a wording; None when there is none, or several."""
        if self.items is None:
            return THE_CHOICE
        labelled = [item.id for item in self.items if item.label == name]
        fitting = labelled or [item.id for item in self.items if item.name == name]
        return fitting[0] if len(fitting) == 1 else None


@dataclass(frozen=True)
class Module:
    """How to list the activities of a kind in courses, and how to read one."""

    listed: Callable[[MoodleClient, Sequence[int]], Sequence[Any]]
    read: Callable[[MoodleClient, Any], Sheet]


def _feedback(moodle: MoodleClient, feedback: Feedback) -> Sheet:
    read = mod_feedback.unnamed if feedback.is_anonymous else mod_feedback.attempts
    return Sheet(mod_feedback.items(moodle, feedback.id), read(moodle, feedback.id))


def _choice(moodle: MoodleClient, choice: Choice) -> Sheet:
    """Who may choose several options has picked each of them."""
    picked: defaultdict[int, list[Pick]] = defaultdict(list)
    for pick in mod_choice.picks(moodle, choice.id):
        picked[pick.user_id].append(pick)
    return Sheet(None, [_attempt(user_id, picks) for user_id, picks in sorted(picked.items())])


def _attempt(user_id: int, picks: Iterable[Pick]) -> Attempt:
    listed = list(picks)
    text = "\n".join(pick.text for pick in listed)
    return Attempt(user_id, max(pick.answered_at for pick in listed), {THE_CHOICE: text})


MODULES: Final[Mapping[str, Module]] = {
    "feedback": Module(mod_feedback.feedbacks, _feedback),
    "choice": Module(mod_choice.choices, _choice),
}
