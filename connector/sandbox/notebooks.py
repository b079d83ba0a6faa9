"""What people hand in and write down: databases with entries, and submissions of assignments."""

from collections.abc import Mapping
from dataclasses import dataclass

Contents = Mapping[int, str]
"""What an entry holds, by the id of the field, as Moodle keeps it."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a database; `options` of a menu."""

    id: int
    kind: str
    name: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a database; `group_id` 0 for none, `when` in unix seconds."""

    id: int
    user_id: int
    group_id: int
    when: int
    contents: Contents
    is_approved: bool = True


@dataclass(frozen=True, slots=True)
class Database:
    """A database: its fields, and its entries in the order in which they were written."""

    fields: tuple[Field, ...] = ()
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Submission:
    """An attempt at an assignment: `status` is draft, submitted or new, `text` HTML."""

    id: int
    user_id: int
    attempt: int
    when: int
    text: str = ""
    status: str = "submitted"
