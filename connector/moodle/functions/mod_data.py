"""Database activities, in which pairs keep the journal of their meetings."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from connector.moodle.answers import Json
from connector.moodle.client import MoodleClient
from connector.moodle.errors import NO_CODE, MoodleRefused, RightMissing, UnexpectedAnswer
from connector.moodle.parsing import listed, number, parse_many, part
from connector.moodle.records.database import DATABASE, ENTRY, FIELD, Database, Entry, Field
from connector.moodle.records.text import lines

PAGE: Final = 100
PAGES: Final = 1000
BETWEEN_OPTIONS: Final = "##"
SEVERAL: Final = frozenset({"multimenu", "checkbox"})
HTML: Final = frozenset({"textarea"})
NO_VIEW: Final = "codingerror"
"""The error code where databases are seen and their entries are not: a mistake of Moodle's."""
BY_TIME_ADDED: Final = 0
"""The order that loses no entry: by a field, those that lack it are left out."""


def databases(moodle: MoodleClient, course_ids: Sequence[int]) -> list[Database]:
    """The databases of these courses.

    Raises RightMissing without the right to see entries. Moodle: mod_data_get_databases_by_courses.
    """
    function = "mod_data_get_databases_by_courses"
    found: list[dict[str, Json]] = []
    try:
        for chunk in moodle.chunks(course_ids):
            answer = moodle.read(function, courseids=chunk)
            found.extend(listed(answer, "databases", function=function))
    except MoodleRefused as error:
        if error.errorcode != NO_VIEW:
            raise
        code = "moodle.right_missing"
        raise RightMissing(code, errorcode=error.errorcode, function=function) from error
    return parse_many(DATABASE, found, function=function)


def fields(moodle: MoodleClient, database_id: int) -> list[Field]:
    """The fields of a database. Moodle: mod_data_get_fields."""
    function = "mod_data_get_fields"
    answer = moodle.read(function, databaseid=database_id)
    return parse_many(FIELD, listed(answer, "fields", function=function), function=function)


def entries(
    moodle: MoodleClient, database_id: int, of: Sequence[Field], group_id: int = 0
) -> list[Entry]:
    """Everybody's entries of all groups, whose fields `of` are, in the order they were made.

    Raises RightMissing as check_all_are_shown does, UnexpectedAnswer when fewer came than Moodle
    counts. Without the right to approve, those that nobody approved yet are left out.
    Moodle: mod_data_get_entries.
    """
    found = _entries(moodle, database_id)
    check_all_are_shown(moodle, database_id, group_id)
    types = {field.id: field.type for field in of}
    return [replace(entry, contents=_contents(entry.contents, types)) for entry in found]


def check_all_are_shown(moodle: MoodleClient, database_id: int, group_id: int) -> None:
    """Whether Moodle shows us all entries: what we may not see it leaves out and does not count.

    Raises RightMissing when the database wants entries of our own before it shows others', or
    does not show outsiders those of `group_id`, any group of the course; with 0 that stays unseen.
    Moodle: mod_data_get_data_access_information.
    """
    function = "mod_data_get_data_access_information"
    answer = moodle.read(function, databaseid=database_id, groupid=group_id)
    if number(answer, "entrieslefttoview", function=function):
        raise RightMissing("moodle.right_missing", errorcode=NO_CODE, function=function)


def check_unapproved_are_shown(moodle: MoodleClient, database: Database) -> None:
    """Whether Moodle shows us entries that nobody approved yet.

    Raises RightMissing when it does not. Moodle: mod_data_get_data_access_information.
    """
    function = "mod_data_get_data_access_information"
    if database.needs_approval:
        answer = moodle.read(function, databaseid=database.id, groupid=0)
        if not part(answer, "canapprove", function=function):
            raise RightMissing("moodle.right_missing", errorcode=NO_CODE, function=function)


def _entries(moodle: MoodleClient, database_id: int) -> list[Entry]:
    function = "mod_data_get_entries"
    found: dict[int, Entry] = {}
    total = 0
    for page in range(PAGES):
        answer = moodle.read(
            function,
            databaseid=database_id,
            groupid=0,
            returncontents=True,
            sort=BY_TIME_ADDED,
            order="ASC",
            page=page,
            perpage=PAGE,
        )
        total = number(answer, "totalcount", function=function)
        told = listed(answer, "entries", function=function)
        found |= {entry.id: entry for entry in parse_many(ENTRY, told, function=function)}
        if not told:
            break
    if len(found) < total:
        raise UnexpectedAnswer(
            "moodle.short_answer", function=function, asked=total, answered=len(found)
        )
    return list(found.values())


def _contents(told: Mapping[int, str], types: Mapping[int, str]) -> Mapping[int, str]:
    read = {field: _text(types.get(field, ""), content) for field, content in told.items()}
    return {field: text for field, text in read.items() if text}


def _text(kind: str, content: str) -> str:
    if kind in HTML:
        return lines(content)
    if kind in SEVERAL:
        return "\n".join(filter(None, map(str.strip, content.split(BETWEEN_OPTIONS))))
    return content.strip()
