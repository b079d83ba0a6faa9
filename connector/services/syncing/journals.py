"""Reads the journals of meetings, and of an entry only what a rule names."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from connector.mapping.needs import CourseNeeds
from connector.mapping.pair_rules import JournalRule
from connector.moodle.errors import UnexpectedAnswer
from connector.moodle.records.journal import JournalEntry
from connector.services.syncing.notebooks import READERS, Activity, Notebook
from connector.services.syncing.work import Sync
from connector.services.targets import choose
from connector.store import kinds

STEP = "journals"

Wanted = tuple[int, JournalRule]
"""A course and its journal."""


class Journals:
    """The journals of one sync."""

    def __init__(self, run: Sync) -> None:
        self._run, self._moodle = run, run.deps.moodle

    def read(self, wanted: Iterable[CourseNeeds]) -> None:
        """Read the journal of every course that has one into the mirror."""
        journals = [(need.course_id, need.journal) for need in wanted if need.journal]
        for module in READERS:
            of_module = [(course, rule) for course, rule in journals if rule.module == module]
            if of_module:
                self._listed(of_module)

    def _listed(self, wanted: Sequence[Wanted]) -> None:
        """One listing serves every course."""
        courses, module = [course for course, _ in wanted], wanted[0][1].module
        list_all = partial(READERS[module].listed, self._moodle, courses)
        listed = self._run.attempt(STEP, list_all)
        for course, rule in wanted if listed is not None else ():
            read = partial(self._notebook, rule, course, listed or ())
            notebook = self._run.attempt(STEP, read, course=self._run.course(course))
            if notebook:
                self._keep(course, rule, notebook)

    def _notebook(self, rule: JournalRule, course: int, listed: Iterable[Activity]) -> Notebook:
        """What stands in the journal; raises UnexpectedAnswer when there is no such activity."""
        activity = choose(self._moodle, rule.activity, course, listed)
        if activity is None:
            raise UnexpectedAnswer("sync.journal_missing", **_named(rule))
        return READERS[rule.module].read(self._moodle, activity, rule, self._a_group(course))

    def _keep(self, course: int, rule: JournalRule, notebook: Notebook) -> None:
        """Make the mirror equal to the journal; what is there untold, or lost its field, stays."""
        for word in sorted(notebook.missing):
            self._run.record.problem(
                "sync.journal_field_missing",
                field=rule.fields[word],
                course=self._run.course(course),
                **_named(rule),
            )
        known = self._known(course)
        rows = [_keeping(row, known.get((row.cmid, row.id)), notebook) for row in notebook.entries]
        earlier = [row for row in known.values() if notebook.still_has(row)]
        self._run.apply(kinds.JOURNAL_ENTRY, [*earlier, *rows], scope={"course_id": course})

    def _a_group(self, course: int) -> int:
        with self._run.deps.database.reading(self._run.deps.school_id) as tx:
            return min(
                (group.id for group in tx.pictures.load(kinds.GROUP, course_id=course)), default=0
            )

    def _known(self, course: int) -> Mapping[tuple[int, int], JournalEntry]:
        with self._run.deps.database.reading(self._run.deps.school_id) as tx:
            rows = tx.pictures.load(kinds.JOURNAL_ENTRY, course_id=course)
        return {(row.cmid, row.id): row for row in rows}


def _named(rule: JournalRule) -> Mapping[str, str]:
    return {"activity": str(rule.activity), "where": rule.activity.where or "-"}


def _keeping(row: JournalEntry, known: JournalEntry | None, notebook: Notebook) -> JournalEntry:
    old = known.values if known else {}
    kept = {word: old[word] for word in sorted(notebook.missing) if word in old}
    return replace(row, values={**row.values, **kept}) if kept else row
