"""What must be destroyed and by when, and that it was (methodology 10, 12.3: 14)."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any, Final

from connector.domain.erasure import ErasureState
from connector.domain.register.edits_erasure import close_erasure
from connector.services import alerting, marks
from connector.services.by_hand.changing import Changed, change
from connector.services.by_hand.view import View


def erasures(view: View) -> list[Mapping[str, Any]]:
    """Every task, the open ones first, by the day on which they are due."""
    tasks = sorted(
        view.register.erasures.values(),
        key=lambda task: (task.state is not ErasureState.OPEN, task.due_on, task.id),
    )
    return [
        {
            **asdict(task),
            "name": view.name(task.person_id),
            "is_overdue": task.state is ErasureState.OPEN and task.due_on < view.today,
        }
        for task in tasks
    ]


def close(view: View, by: str, task_id: int) -> Changed:
    """Note that the data are destroyed, and destroy what the register keeps of them.

    What was noted beside alerts about the person or their pairs and the history of their school
    marks are destroyed with it. Raises
    EditRefused for no open task.
    """
    done = change(view, by, lambda register: close_erasure(register, task_id, view.today))
    who = done.before.erasures[task_id].person_id
    alerting.forget(view.deps, done.before, who)
    marks.forget(view.deps, who)
    return done


HEAD: Final = (
    "column.task",
    "column.person",
    "column.name",
    "column.state",
    "column.due",
    "column.note",
)


def in_words(view: View, told: Iterable[Mapping[str, Any]]) -> list[list[str]]:
    """The cells of each task."""
    say = view.deps.wording.say
    return [
        [
            str(task["id"]),
            str(task["person_id"]),
            task["name"],
            view.title("erasure", task["state"]),
            f"{task['due_on']:%d.%m.%Y}",
            say("consents.overdue") if task["is_overdue"] else "",
        ]
        for task in told
    ]
