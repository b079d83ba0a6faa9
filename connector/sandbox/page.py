"""The page of the sandbox: the school in numbers, and what has been written into it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from flask import Blueprint, render_template
from markupsafe import Markup

from connector.sandbox.cleaning import clean
from connector.sandbox.formats import as_html
from connector.sandbox.gradebook import Entry
from connector.sandbox.page_of_pairs import arranged
from connector.sandbox.page_words import moment, name
from connector.sandbox.records import Module, Person
from connector.sandbox.state import State, Written, current_state
from connector.sandbox.subjects import FIRST_COURSE

SHOWN = 200

page = Blueprint("page", __name__)


@dataclass(frozen=True)
class GradeLine:
    """A written grade and what became of it."""

    when: str
    deed: str
    assignment: str
    course: str
    person: str
    given: str
    now: str
    note: str
    feedback: Markup
    who: str


@dataclass(frozen=True)
class DiscussionLine:
    """A written discussion; its message is clean already."""

    when: str
    forum: str
    subject: str
    message: Markup
    who: str
    pinned: bool


@dataclass(frozen=True)
class MessageLine:
    """A message that was sent to a person; its text is clean already."""

    when: str
    whom: str
    text: Markup
    who: str


@page.get("/")
def overview() -> str:
    """Show the school and everything written into it, newest first."""
    state = current_state()
    with state.lock:
        return render_template(
            "sandbox.html",
            school=state.school,
            numbers=_numbers(state),
            grades=[_grade(state, written) for written in islice(state.newest(), SHOWN)],
            discussions=list(islice(_discussions(state), SHOWN)),
            messages=list(islice(_messages(state), SHOWN)),
            arranged=arranged(state, SHOWN),
            shown=SHOWN,
            assignments=list(_assignments(state)),
            people=list(_participants(state)),
        )


def _numbers(state: State) -> list[tuple[str, int]]:
    school = state.school
    roles = Counter((person.fields or {}).get("mentor_role") for person in school.people.values())
    pairs = sum(group.name.startswith("Пара ") for group in school.groups.values())
    return [
        ("Учётных записей", sum(not person.deleted for person in school.people.values())),
        ("Наставников", roles["Наставник"]),
        ("Наставляемых", roles["Наставляемый"]),
        ("Пар", pairs),
        ("Курсов", len(school.courses) - 1),
        ("Когорт", len(school.cohorts)),
    ]


def _grade(state: State, written: Written) -> GradeLine:
    module = written.module
    item = state.book.item(module)
    cell = (state.book.cells(item).get(written.user_id) if item else None) or Entry()
    flags = {"исправлено учителем": cell.overridden, "закрыто": cell.locked}
    return GradeLine(
        when=moment(written.when),
        deed=written.deed,
        assignment=module.name,
        course=state.school.courses[module.course_id].shortname,
        person=name(state, written.user_id),
        given="—" if written.grade is None else f"{written.grade:g}",
        now="—" if cell.final is None else f"{cell.final:g}",
        note=", ".join(word for word, is_so in flags.items() if is_so),
        feedback=Markup(clean(written.feedback)),  # noqa: S704 - cleaned to a whitelist
        who=name(state, written.who),
    )


def _discussions(state: State) -> Iterator[DiscussionLine]:
    for post in state.forums.newest():
        module = state.school.instances["forum", post.forum]
        course = state.school.courses[module.course_id]
        yield DiscussionLine(
            when=moment(post.modified),
            forum=f"{course.shortname} / {module.name}",
            subject=post.subject,
            message=Markup(post.message),  # noqa: S704 - cleaned when it was written
            who=name(state, post.author),
            pinned=post.pinned,
        )


def _messages(state: State) -> Iterator[MessageLine]:
    for message in state.messages.newest():
        text = as_html(message.text, message.text_format)
        yield MessageLine(
            when=moment(message.when),
            whom=name(state, message.recipient),
            text=Markup(text),  # noqa: S704 - made of clean or escaped text
            who=name(state, message.sender),
        )


def _assignments(state: State) -> Iterator[tuple[Module, str]]:
    for module in state.school.modules.values():
        if module.modname == "assign" and module.grade and module.course_id < FIRST_COURSE:
            yield module, state.school.courses[module.course_id].shortname


def _participants(state: State) -> Iterator[Person]:
    members = {m for group in state.school.groups.values() for m in group.members}
    people = (state.school.people[member] for member in members)
    yield from sorted(people, key=lambda person: person.fullname)
