"""The calendar: events that were written by hand into courses, groups, the site and for oneself."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

COURSE: Final = "course"
GROUP: Final = "group"
SITE: Final = "site"
USER: Final = "user"


@dataclass(frozen=True)
class Event:
    """An event as it was written; `group_id` 0 for none, times in unix seconds."""

    id: int
    name: str
    description: str
    text_format: int
    course_id: int
    group_id: int
    user_id: int
    kind: str
    start: int
    duration: int
    visible: int
    when: int

    @property
    def is_of_group(self) -> bool:
        """Whether only a group sees it."""
        return self.kind == GROUP

    def is_within(self, first: int, last: int) -> bool:
        """Whether it touches a time; 0 for no bound."""
        return (not last or self.start <= last) and (
            not first or self.start + self.duration >= first
        )


class Calendar:
    """Events by id; an id is never given twice."""

    def __init__(self) -> None:
        self._events: dict[int, Event] = {}
        self._last = 0

    def next_id(self) -> int:
        """Answer a new id."""
        self._last += 1
        return self._last

    def write(self, event: Event) -> None:
        """Keep an event."""
        self._events[event.id] = event

    def get(self, event_id: int) -> Event | None:
        """Answer an event, None when it is gone."""
        return self._events.get(event_id)

    def delete(self, event_id: int) -> None:
        """Forget an event."""
        self._events.pop(event_id, None)

    def delete_of_group(self, group_id: int) -> None:
        """Forget the events of a group, as Moodle does when the group is deleted."""
        gone = [e.id for e in self._events.values() if e.is_of_group and e.group_id == group_id]
        for event_id in gone:
            self.delete(event_id)

    def by_time(self) -> Iterator[Event]:
        """Yield all events in the order of their beginnings."""
        yield from sorted(self._events.values(), key=lambda event: (event.start, event.id))
