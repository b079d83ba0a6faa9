"""A training aid: lets a person act as a teacher, so that the connector meets a conflict."""

from flask import Blueprint, abort, redirect, request
from werkzeug.wrappers import Response

from connector.sandbox.assignments import RELEASED, Given
from connector.sandbox.gradebook import Item
from connector.sandbox.records import Module
from connector.sandbox.state import State, current_state

teacher = Blueprint("teacher", __name__, url_prefix="/teacher")


@teacher.post("/grade")
def grade() -> Response:
    """Grade in the assignment, as the course's teacher."""
    state, module, user_id = _asked()
    with state.lock:
        who = state.school.teacher_of(module.course_id).id
        given = Given(user_id, _points(), who, state.now(), state=RELEASED)
        state.save_grade(module, given)
    return redirect("/", code=303)


@teacher.post("/override")
def override() -> Response:
    """Overrule the assignment in the gradebook."""
    state, module, user_id = _asked()
    with state.lock:
        who = state.school.teacher_of(module.course_id).id
        state.override(_item(state, module), user_id, _points(), who)
    return redirect("/", code=303)


@teacher.post("/lock")
def lock() -> Response:
    """Lock the person's grade in the gradebook."""
    state, module, user_id = _asked()
    with state.lock:
        who = state.school.teacher_of(module.course_id).id
        state.lock_cell(_item(state, module), user_id, who)
    return redirect("/", code=303)


def _asked() -> tuple[State, Module, int]:
    state = current_state()
    module = state.school.instances.get(("assign", request.form.get("assignment", 0, int)))
    person = state.school.people.get(request.form.get("user", 0, int))
    if module is None or person is None:
        abort(400, "Нет такого задания или человека")
    return state, module, person.id


def _item(state: State, module: Module) -> Item:
    item = state.book.item(module)
    if item is None:
        abort(400, "У задания нет оценки")
    return item


def _points() -> float:
    points = request.form.get("grade", None, float)
    if points is None:
        abort(400, "Оценка — это число")
    return points
