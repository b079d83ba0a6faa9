"""A programme with two pairs and a journal, and the entries of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final, TypeAlias

from connector.domain.school import School, Skipped
from connector.mapping.interpret import interpret
from connector.mapping.rules import Rules
from connector.moodle.mirror import Mirror
from connector.moodle.records.journal import JournalEntry
from tests.builders import COURSE, FORMS, PROGRAMME, TODAY, Change, MirrorBuilder, some_rules

Yaml: TypeAlias = Mapping[str, Any]

MENTOR, MENTEE, OTHER_MENTOR, OTHER_MENTEE, TEACHER = 1, 2, 3, 4, 9
FIRST, SECOND, EVERYBODY = 11, 12, 13
"""The groups of the two pairs, and one that is no pair."""

DATABASE: Final[Yaml] = {
    "database": "Дневник встреч",
    "date": "Дата",
    "minutes": "Минут",
    "type": {"field": "Вид", "codes": {"знакомство": "intro", "рабочая": "regular"}},
    "mode": "Формат",
    "topic": "Содержание",
    "outcome": "Итог",
    "next_task": "Задание",
    "attendance": "Кто был",
    "pair": "Пара",
    "confirmed": {"field": "Подтверждено", "equals": "Да"},
}


def rules_of(journal: Yaml | None = None, **changes: Change) -> Rules:
    """Build rules whose programme has a journal and reads groups `Пара *` as pairs."""
    programme = {**PROGRAMME, "pairs": {"named": "Пара *"}, "journal": journal or DATABASE}
    return some_rules(programmes=[{**programme, **changes}])


def two_pairs() -> MirrorBuilder:
    """Build a course with two pairs and a teacher, and a group of all mentors."""
    growing = MirrorBuilder().person(TEACHER).enrolled(TEACHER, "editingteacher")
    for who, name in ((MENTOR, "Анна"), (OTHER_MENTOR, "Пётр")):
        growing.person(who, "Наставники", firstname=name, lastname=f"Иванова-{who}").enrolled(who)
    for who, name in ((MENTEE, "Олег"), (OTHER_MENTEE, "Иван")):
        growing.person(who, "Наставляемые", firstname=name, lastname=f"Ким-{who}").enrolled(who)
    growing.group(FIRST, MENTOR, MENTEE, name="Пара 1: Иванова-1 – Ким-2", idnumber="first")
    growing.group(SECOND, OTHER_MENTOR, OTHER_MENTEE, name="Пара 12")
    return growing.group(EVERYBODY, MENTOR, OTHER_MENTOR, name="Все наставники")


def midnight(year: int, month: int, day: int) -> str:
    """A day as a database of Moodle keeps it."""
    return str(int(datetime(year, month, day, tzinfo=UTC).timestamp()))


def an_entry(
    entry_id: int = 1, values: Mapping[str, str] | None = None, **changes: Change
) -> JournalEntry:
    """Build an entry of the first mentor about a meeting on 10 October."""
    entry = JournalEntry(
        course_id=COURSE,
        cmid=44,
        id=entry_id,
        user_id=MENTOR,
        group_id=0,
        written_at=int(datetime(2026, 11, 1, 20, 30, tzinfo=UTC).timestamp()),
        values={"date": midnight(2026, 10, 10), **(values or {})},
    )
    return replace(entry, **changes)


def read(
    *entries: JournalEntry, rules: Rules | None = None, mirror: Mirror | None = None
) -> School:
    """Interpret the two pairs with these entries."""
    told = replace(mirror or two_pairs().build(), journal_entries=list(entries))
    return interpret(told, rules or rules_of(), FORMS, TODAY)


def skipped(school: School) -> list[Skipped]:
    """What was skipped of meetings and plans."""
    of = ("skipped.meeting", "skipped.task")
    return [one for one in school.skipped if one.code.startswith(of)]


def codes(school: School) -> list[str]:
    """Why something of meetings and plans was skipped."""
    return [one.code.removeprefix("skipped.") for one in skipped(school)]
