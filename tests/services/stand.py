"""A sandbox Moodle on a port that tests watch, disturb and change while it runs."""

import json
import socket
import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any, Final, TypeAlias
from urllib.parse import parse_qsl
from wsgiref.types import StartResponse, WSGIEnvironment

from werkzeug.wrappers import Response

from connector.sandbox.app import create_app
from connector.sandbox.assignments import Given
from connector.sandbox.forums import Post
from connector.sandbox.gradebook import Item
from connector.sandbox.records import Course, Enrolment, Module, Person
from connector.sandbox.refusals import refusal
from connector.sandbox.school import School
from connector.sandbox.server import running
from connector.sandbox.state import EXTENSION, State

Change: TypeAlias = Any
"""A field of a record of the sandbox, by its name; the dataclass knows its type."""

ROOT: Final = Path(__file__).parents[2]
TRAINING, PUPILS, TEACHERS = 2, 3, 4
"""The three courses that mappings/demo.yaml names."""

WRITES: Final = frozenset(
    {"mod_assign_save_grades", "mod_forum_add_discussion", "mod_forum_update_discussion_post"}
)


@dataclass(frozen=True)
class Asked:
    """One request: the form as it was sent."""

    form: Mapping[str, str]

    @property
    def function(self) -> str:
        """The web-service function."""
        return self.form.get("wsfunction", "")

    def __getitem__(self, name: str) -> str:
        """An argument, empty when it was not sent."""
        return self.form.get(name, "")


Answer = Callable[[], Response]
Reaction = Callable[[Asked, Answer], Response]


class HungUpError(Exception):
    """The connection is to be closed without an answer."""


class Stand:
    """Stands before a sandbox: notes every request and may come between it and the answer."""

    def __init__(self, school: School) -> None:
        self.app = create_app(school, wwwroot="http://127.0.0.1")
        self.url = ""
        self.asked: list[Asked] = []
        self.after: Callable[[int], None] | None = None
        self._first = school
        self._once: defaultdict[str, deque[Reaction]] = defaultdict(deque)
        self._always: dict[str, Reaction] = {}
        self._inner = self.app.wsgi_app
        self.app.wsgi_app = self  # type: ignore[method-assign] # Flask's own way to wrap an app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request as the sandbox would, or as a reaction says."""
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = BytesIO(body)
        asked = Asked(dict(parse_qsl(body.decode(), keep_blank_values=True)))
        self.asked.append(asked)
        count = len(self.asked)
        try:
            response = self._reaction(asked)(
                asked, lambda: Response.from_app(self._inner, environ, buffered=True)
            )
        except HungUpError:
            environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
            raise ConnectionResetError from None
        if self.after:
            self.after(count)
        return response(environ, start_response)

    def once(self, function: str, *reactions: Reaction) -> None:
        """React to the next calls of a function, one reaction each."""
        self._once[function].extend(reactions)

    def always(self, function: str, reaction: Reaction) -> None:
        """React to every call of a function."""
        self._always[function] = reaction

    def calm(self) -> None:
        """Forget all reactions and requests."""
        self._once.clear()
        self._always.clear()
        self.asked.clear()
        self.after = None

    def reset(self) -> None:
        """Be the school that there was at first, with nothing written."""
        self.calm()
        self.app.extensions[EXTENSION] = State(self._first)

    @property
    def functions(self) -> Counter[str]:
        """How often each function was called."""
        return Counter(asked.function for asked in self.asked)

    @property
    def writes(self) -> int:
        """How many calls were writes."""
        return sum(self.functions[function] for function in WRITES)

    @property
    def state(self) -> State:
        """What changes while the sandbox runs."""
        state: State = self.app.extensions[EXTENSION]
        return state

    @property
    def school(self) -> School:
        """The school as it is now."""
        return self.state.school

    def change(self, **changes: Change) -> None:
        """Change the school."""
        self.state.school = replace(self.school, **changes)

    def rename_group(self, course_id: int, group_id: int, name: str) -> None:
        """Give a group another name."""
        groups = self.school.courses[course_id].groups
        self.change_course(
            course_id,
            groups=tuple(replace(g, name=name) if g.id == group_id else g for g in groups),
        )

    def change_person(self, *people: int, **changes: Change) -> None:
        """Change accounts."""
        changed = {who: replace(self.school.people[who], **changes) for who in people}
        self.change(people={**self.school.people, **changed})

    def change_course(self, course_id: int, **changes: Change) -> None:
        """Change a course."""
        changed: Course = replace(self.school.courses[course_id], **changes)
        self.change(courses={**self.school.courses, course_id: changed})

    def change_enrolment(self, course_id: int, who: int, **changes: Change) -> None:
        """Change a person's place in a course."""
        enrolments = self.school.courses[course_id].enrolments
        self.change_course(
            course_id,
            enrolments=tuple(replace(e, **changes) if e.user_id == who else e for e in enrolments),
        )

    def enrol(self, course_id: int, who: int) -> None:
        """Put a person into a course."""
        enrolments = self.school.courses[course_id].enrolments
        self.change_course(course_id, enrolments=(*enrolments, Enrolment(who)))

    def unenrol(self, course_id: int, *people: int) -> None:
        """Take people out of a course and, as Moodle does, out of its groups."""
        course = self.school.courses[course_id]
        self.change_course(
            course_id,
            enrolments=tuple(e for e in course.enrolments if e.user_id not in people),
            groups=tuple(
                replace(g, members=tuple(m for m in g.members if m not in people))
                for g in course.groups
            ),
        )

    def delete(self, *people: int) -> None:
        """Delete accounts and, as Moodle does, whatever they were in."""
        self.change_person(*people, deleted=True)
        for course_id in self.school.courses:
            self.unenrol(course_id, *people)
        cohorts = {
            key: replace(cohort, members=tuple(m for m in cohort.members if m not in people))
            for key, cohort in self.school.cohorts.items()
        }
        self.change(cohorts=cohorts)

    def grade(self, module: Module, who: int, points: float) -> None:
        """Grade in the assignment, as the course's teacher."""
        teacher = self.school.teacher_of(module.course_id).id
        self.state.save_grade(module, Given(who, points, teacher, self.state.now()))

    def assignment(self, idnumber: str) -> Module:
        """An assignment by its ID number."""
        return next(m for m in self.school.modules.values() if m.idnumber == idnumber)

    def column(self, module: Module) -> Item:
        """The column of an activity in the gradebook."""
        item = self.state.book.item(module)
        assert item is not None
        return item

    def points(self, module: Module, who: int) -> float | None:
        """A person's grade inside an assignment, None for none."""
        row = self.state.assignments.rows(module).get(who)
        return None if row is None or row.grade < 0 else row.grade

    @property
    def posts(self) -> list[Post]:
        """Every discussion there is."""
        return list(self.state.forums.newest())

    @cached_property
    def service_user(self) -> Person:
        """The person behind the token."""
        return self.school.usernames["ws_mentor"]

    def written(self) -> Mapping[str, object]:
        """Everything that can be written into this school, without the times of writing."""
        modules = [m for m in self.school.modules.values() if m.modname == "assign" and m.grade]
        return {
            "posts": sorted((p.forum, p.subject, p.message, p.author) for p in self.posts),
            "grades": {
                module.id: {
                    row.user_id: (row.grade, row.grader, row.comment)
                    for row in self.state.assignments.rows(module).values()
                }
                for module in modules
            },
            "book": {
                module.id: {
                    who: (cell.final, cell.feedback, cell.locked, cell.overridden)
                    for who, cell in self.state.book.cells(self.column(module)).items()
                }
                for module in modules
            },
        }

    def _reaction(self, asked: Asked) -> Reaction:
        queue = self._once[asked.function]
        return queue.popleft() if queue else self._always.get(asked.function, pass_on)


@contextmanager
def a_stand(school: School) -> Iterator[Stand]:
    """Serve a school until the end of the block."""
    stand = Stand(school)
    with running(stand.app) as url:
        stand.url = url
        yield stand


def pass_on(_asked: Asked, answer: Answer) -> Response:
    """Answer as the sandbox does."""
    return answer()


def lose_answer(_asked: Asked, answer: Answer) -> Response:
    """Do it, then hang up."""
    answer()
    raise HungUpError


def hang_up(_asked: Asked, _answer: Answer) -> Response:
    """Hang up without doing it."""
    raise HungUpError


def fail_afterwards(_asked: Asked, answer: Answer) -> Response:
    """Do it, then break down."""
    answer()
    return Response("<h1>Bad gateway</h1>", 502, mimetype="text/html")


def keep_silent(_asked: Asked, _answer: Answer) -> Response:
    """Do nothing and say nothing."""
    return Response("null", mimetype="application/json")


def refuse(errorcode: str) -> Reaction:
    """Refuse as Moodle does."""
    body = json.dumps(refusal(errorcode, "").as_json())
    return lambda _asked, _answer: Response(body, mimetype="application/json")


def stumble(_asked: Asked, _answer: Answer) -> Response:
    """Answer an error of PHP itself, which has no error code."""
    body = json.dumps({"exception": "Error", "message": "on null"})
    return Response(body, mimetype="application/json")


def of_course(course_id: int, reaction: Reaction) -> Reaction:
    """React to the calls about one course only."""
    return lambda asked, answer: (
        reaction(asked, answer) if asked["courseid"] == str(course_id) else answer()
    )


def then(do: Callable[[], object]) -> Reaction:
    """Answer, and do something before the answer is on its way."""

    def react(_asked: Asked, answer: Answer) -> Response:
        response = answer()
        do()
        return response

    return react


def edited(edit: Callable[[Any], object]) -> Reaction:
    """Answer something else than the sandbox would."""

    def react(_asked: Asked, answer: Answer) -> Response:
        response = answer()
        content = json.loads(response.get_data())
        edit(content)
        response.set_data(json.dumps(content))
        return response

    return react


def a_mapping(folder: Path, *changes: tuple[str, str]) -> Path:
    """Write the demo's mapping with some of its words changed."""
    text = (ROOT / "mappings" / "demo.yaml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file = folder / "mapping.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def soon(check: Callable[[], object], seconds: float = 20) -> bool:
    """Whether something becomes true before long."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if check():
            return True
        time.sleep(0.02)
    return False
