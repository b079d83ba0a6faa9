"""Publishes a report as one pinned discussion a period: updated, never repeated."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from connector.domain.write_back import State
from connector.moodle.errors import MoodleError, NotThere, OutcomeUnknown
from connector.moodle.functions import mod_forum
from connector.moodle.records.forum import Forum, Post
from connector.reports.periods import Period
from connector.reports.plain_text import plain_text
from connector.services.deps import Deps
from connector.services.running import Record
from connector.services.scene import Scene
from connector.store.outbox import Entry, Key, WriteKind

Ledger = Mapping[str, Any]


class Publishing:
    """The report of one programme for one period in one forum."""

    def __init__(self, deps: Deps, record: Record, scene: Scene, forum: Forum) -> None:
        self._deps, self._record, self._scene, self._forum = deps, record, scene, forum
        self.target = f"{forum.course_id}:forum:{forum.id}"

    def plan(self, programme_id: int, period: Period, desired: Mapping[str, str]) -> Entry:
        """Decide about the report of a period; PENDING means that it is to be sent."""
        (entry,) = self.decide({f"{programme_id}:{period.key}": desired})
        return entry

    def decide(self, wanted: Mapping[str, Mapping[str, str]]) -> list[Entry]:
        """Decide about these reports, by programme and period, in their order."""
        return [self._decided(participant, desired) for participant, desired in wanted.items()]

    def carry_out(self, plan: Sequence[Entry]) -> list[Entry]:
        """Write the plan down, send what is pending and give every entry as it ended."""
        return [self._carried_out(entry) for entry in plan]

    def _decided(self, participant: str, desired: Mapping[str, str]) -> Entry:
        key = Key(WriteKind.REPORT, self.target, participant)
        with self._deps.database.reading(self._deps.school_id) as tx:
            known = tx.outbox.of(WriteKind.REPORT, key.target).get(key)
        ledger = (known.written if known else None) or self._adopted(desired["subject"])
        entry = Entry(key, desired, State.PENDING, written=ledger)
        if ledger is None:
            return entry
        post = self._post(ledger)
        if post is None:
            return replace(entry, state=State.CONFLICT, reason="report.deleted")
        entry = replace(entry, before={"subject": post.subject})
        if known and known.written and _seen(post) not in _sent(known):
            return replace(entry, state=State.CONFLICT, reason="report.changed_by_hand")
        entry = replace(entry, written={**ledger, "seen": _seen(post)})
        return replace(entry, state=State.WRITTEN) if entry.is_recorded else entry

    def _carried_out(self, entry: Entry) -> Entry:
        self._keep(entry)
        if entry.state is not State.PENDING:
            return entry
        self._keep(replace(entry, state=State.SENDING))
        ended = self._sent(entry)
        self._keep(ended)
        return ended

    def _sent(self, entry: Entry) -> Entry:
        unknown = replace(entry, state=State.UNKNOWN, reason="report.unknown")
        try:
            place = self._send(entry)
        except MoodleError as error:
            self._record.failure(error, course=self._scene.course(self._forum.course_id))
            is_unknown = isinstance(error, OutcomeUnknown)
            return unknown if is_unknown else replace(entry, state=State.REFUSED, reason=error.code)
        try:
            return self._confirmed(entry, place)
        except MoodleError as error:
            self._record.failure(error, course=self._scene.course(self._forum.course_id))
            return unknown

    def _send(self, entry: Entry) -> Ledger:
        moodle, text = self._deps.moodle, entry.desired
        if entry.written is None:
            discussion = mod_forum.add_discussion(
                moodle, self._forum.id, text["subject"], text["message"]
            )
            return {"discussion": discussion}
        mod_forum.update_post(moodle, entry.written["post"], text["subject"], text["message"])
        return {name: entry.written[name] for name in ("discussion", "post")}

    def _confirmed(self, entry: Entry, place: Ledger) -> Entry:
        """Read back: Moodle cleans HTML, so the words are compared, not the markup."""
        post = self._post(place)
        if post is None or plain_text(post.message) != plain_text(entry.desired["message"]):
            return replace(entry, state=State.REFUSED, reason="report.not_as_sent")
        written = {**place, **entry.desired, "post": post.id, "seen": _seen(post)}
        return replace(entry, state=State.WRITTEN, written=written)

    def _adopted(self, subject: str) -> Ledger | None:
        """Find a report of ours whose answer never reached us, or that an old ledger knew."""
        for discussion in mod_forum.discussions(self._deps.moodle, self._forum.id):
            if discussion.subject == subject and discussion.author_id == self._scene.writer:
                return {"discussion": discussion.id, "post": discussion.post_id}
        return None

    def _post(self, place: Ledger) -> Post | None:
        try:
            posts = mod_forum.posts(self._deps.moodle, place["discussion"])
        except NotThere:
            return None
        wanted = place.get("post") or min((post.id for post in posts), default=0)
        return next((post for post in posts if post.id == wanted), None)

    def _keep(self, entry: Entry) -> None:
        with self._deps.database.transaction(self._deps.school_id) as tx:
            tx.outbox.put([entry])


def _seen(post: Post) -> str:
    return _words(post.subject, post.message)


def _sent(known: Entry) -> set[str]:
    """What may stand in Moodle by our own hand: what we saw there, or sent without an answer."""
    text, written = known.desired, known.written or {}
    return {_words(text["subject"], text["message"]), written.get("seen", "")}


def _words(subject: str, message: str) -> str:
    return f"{subject}\n{plain_text(message)}"
