"""Reads databases, assignments and forums alike: as the entries of a journal of meetings."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from connector.mapping.pair_rules import JournalRule, Module
from connector.moodle.client import MoodleClient
from connector.moodle.functions import mod_assign, mod_data, mod_forum
from connector.moodle.records.assign import Assignment
from connector.moodle.records.database import Database
from connector.moodle.records.forum import Discussion, Forum
from connector.moodle.records.journal import JournalEntry

SUBMITTED: Final = "submitted"

Activity = Database | Assignment | Forum


@dataclass(frozen=True)
class Notebook:
    """The entries of a journal, and the words of the rule (JOURNAL_FIELDS) that have no field.

    `latest`: where Moodle tells nothing but the last thing that a person or a team handed in, its
    id by activity, person and group; what they handed in there before is still there.
    """

    entries: Sequence[JournalEntry]
    missing: frozenset[str] = frozenset()
    latest: Mapping[tuple[int, int, int], int] = field(default_factory=dict)

    def still_has(self, known: JournalEntry) -> bool:
        """Whether an entry is there although Moodle does not tell of it."""
        return known.id < self.latest.get((known.cmid, known.user_id, known.group_id), 0)


@dataclass(frozen=True)
class Reader:
    """How to list the activities of a kind in courses, and how to read one by a rule.

    It is told some group of the course, 0 for none, by which it sees whether groups are hidden.
    """

    listed: Callable[[MoodleClient, Sequence[int]], Sequence[Any]]
    read: Callable[[MoodleClient, Any, JournalRule, int], Notebook]


def _database(moodle: MoodleClient, database: Database, rule: JournalRule, group: int) -> Notebook:
    fields = mod_data.fields(moodle, database.id)
    numbers = {field.name: field.id for field in fields}
    known = {word: numbers[name] for word, name in rule.fields.items() if name in numbers}
    entries = [
        JournalEntry(
            course_id=database.course_id,
            cmid=database.cmid,
            id=entry.id,
            user_id=entry.user_id,
            group_id=entry.group_id,
            written_at=entry.created_at,
            is_approved=entry.is_approved or not database.needs_approval,
            values={word: entry.contents.get(number, "") for word, number in known.items()},
        )
        for entry in mod_data.entries(moodle, database.id, fields, group)
    ]
    return Notebook(entries, frozenset(rule.fields.keys() - known.keys()))


def _assignment(
    moodle: MoodleClient, assignment: Assignment, _rule: JournalRule, _group: int
) -> Notebook:
    """What is only begun is no report yet."""
    handed_in = mod_assign.submissions(moodle, [assignment.id])
    entries = [
        JournalEntry(
            course_id=assignment.course_id,
            cmid=assignment.cmid,
            id=submission.id,
            user_id=submission.user_id,
            group_id=submission.group_id,
            written_at=submission.submitted_at,
            values={"topic": submission.text},
        )
        for submission in handed_in
        if submission.status == SUBMITTED
    ]
    place, in_order = assignment.cmid, sorted(handed_in, key=lambda one: one.id)
    latest = {(place, one.user_id, one.group_id): one.id for one in in_order}
    return Notebook(entries, latest=latest)


def _forum(moodle: MoodleClient, forum: Forum, rule: JournalRule, _group: int) -> Notebook:
    """Every first post, or every post that was not deleted."""
    written: list[JournalEntry] = []
    for one in mod_forum.discussions(moodle, forum.id):
        if rule.each == "discussion":
            told = {"topic": one.subject, "outcome": one.text}
            written.append(_post(forum, one, (one.post_id, one.author_id, one.created_at), told))
        else:
            written.extend(_posts(moodle, forum, one))
    return Notebook(written)


def _posts(moodle: MoodleClient, forum: Forum, discussion: Discussion) -> Iterator[JournalEntry]:
    for post in mod_forum.posts(moodle, discussion.id):
        if not post.is_deleted:
            told = {"topic": discussion.subject, "outcome": post.text}
            yield _post(forum, discussion, (post.id, post.author_id, post.created_at), told)


def _post(
    forum: Forum, discussion: Discussion, by: tuple[int, int, int], told: Mapping[str, str]
) -> JournalEntry:
    post_id, author_id, created_at = by
    return JournalEntry(
        course_id=forum.course_id,
        cmid=forum.cmid,
        id=post_id,
        user_id=author_id,
        group_id=discussion.group_id,
        written_at=created_at,
        values=told,
    )


READERS: Final[Mapping[Module, Reader]] = {
    "data": Reader(mod_data.databases, _database),
    "assign": Reader(mod_assign.assignments, _assignment),
    "forum": Reader(mod_forum.forums, _forum),
}
