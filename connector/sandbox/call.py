"""One call of a web-service function: who calls, with which arguments, on which school."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from connector.sandbox.json_types import Json, Nested
from connector.sandbox.parameters import Description, Structure, check
from connector.sandbox.records import Course, Module, Person
from connector.sandbox.refusals import (
    RefusalError,
    course_context_not_valid,
    invalid_record,
    invalid_user,
    not_accessible,
)
from connector.sandbox.school import School
from connector.sandbox.state import State


@dataclass(frozen=True)
class Caller:
    """The service user behind a token; one without rights sees hardly anything.

    `reads_answers`: has `mod/feedback:viewreports` and `mod/choice:readresponses`.
    """

    person: Person
    has_rights: bool
    reads_answers: bool = True


@dataclass(frozen=True)
class Call:
    """A checked call; `call["courseid"]` is an argument."""

    state: State
    caller: Caller
    wwwroot: str
    arguments: Mapping[str, Any]

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - declared by the function
        """Answer an argument, already typed."""
        return self.arguments[name]

    @property
    def school(self) -> School:
        """The school that is asked about."""
        return self.state.school

    def course(self, course_id: int) -> Course:
        """Answer a course; unknown: `invalidrecord`, no rights: `requireloginerror`."""
        course = self.school.courses.get(course_id)
        if course is None:
            raise invalid_record("course")
        self.enter()
        return course

    def course_in_context(self, course_id: int) -> Course:
        """Answer a course, with a refusal wrapped as `errorcoursecontextnotvalid`."""
        if course_id not in self.school.courses:
            raise invalid_record("course")
        try:
            return self.course(course_id)
        except RefusalError as error:
            raise course_context_not_valid(course_id, error.message) from None

    def module(self, modname: str, instance: int) -> Module:
        """Answer an activity; unknown: `invalidrecord`, no rights: `requireloginerror`."""
        module = self.school.instances.get((modname, instance))
        if module is None:
            raise invalid_record(modname)
        self.enter()
        return module

    def enter(self) -> None:
        """Refuse a caller who may not enter courses."""
        if not self.caller.has_rights:
            raise not_accessible()

    def person(self, user_id: int) -> Person:
        """Answer a person who is not deleted, or refuse with `invaliduser`."""
        person = self.school.people.get(user_id)
        if person is None or person.deleted:
            raise invalid_user()
        return person


@dataclass(frozen=True)
class Function:
    """A web-service function: what it takes and what it answers."""

    parameters: Structure
    answer: Callable[[Call], Json]

    def arguments(self, form: dict[str, Nested]) -> Mapping[str, Any]:
        """Answer the arguments in a form, or refuse with `invalidparameter`."""
        checked: Mapping[str, Any] = check(self.parameters, form)
        return checked


def takes(**parameters: Description) -> Callable[[Callable[[Call], Json]], Function]:
    """Make a function of a plain one and the description of its parameters."""

    def made(answer: Callable[[Call], Json]) -> Function:
        return Function(Structure(parameters), answer)

    return made
