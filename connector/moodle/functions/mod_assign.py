"""Assignments. Every refusal of save_grades is silent: check before, read back after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from connector.moodle.answers import Json, unexpected
from connector.moodle.client import MoodleClient
from connector.moodle.encoding import Value
from connector.moodle.errors import NO_CODE, RightMissing
from connector.moodle.parsing import listed, parse_many
from connector.moodle.records.assign import (
    ASSIGN_GRADE,
    ASSIGNMENT,
    SUBMISSION,
    AssignGrade,
    Assignment,
    Submission,
)

NO_RIGHT: Final = "1"
NO_GRADE: Final = Decimal(-1)
"""What Moodle takes for none, here and in what it answers."""


@dataclass(frozen=True)
class NewGrade:
    """A grade to save: points or the number of a scale's step, with feedback as HTML.

    `value` None takes away the grade that is there.
    """

    user_id: int
    value: Decimal | None
    feedback: str


def assignments(moodle: MoodleClient, course_ids: Sequence[int]) -> list[Assignment]:
    """The assignments of these courses. Moodle: mod_assign_get_assignments."""
    function = "mod_assign_get_assignments"
    found = [
        assignment
        for chunk in moodle.chunks(course_ids)
        for course in listed(
            moodle.read(function, courseids=chunk, includenotenrolledcourses=True),
            "courses",
            function=function,
        )
        for assignment in listed(course, "assignments", function=function)
    ]
    return parse_many(ASSIGNMENT, found, function=function)


def grades(moodle: MoodleClient, assignment_id: int) -> list[AssignGrade]:
    """The grades as the assignment keeps them, every attempt. Moodle: mod_assign_get_grades."""
    function = "mod_assign_get_grades"
    answer = moodle.read(function, assignmentids=[assignment_id])
    found = [
        {**grade, "assignment": assignment.get("assignmentid")}
        for assignment in listed(answer, "assignments", function=function)
        for grade in listed(assignment, "grades", function=function)
    ]
    return parse_many(ASSIGN_GRADE, found, function=function)


def submissions(moodle: MoodleClient, assignment_ids: Sequence[int]) -> list[Submission]:
    """What was handed in to these assignments, also what is only begun (see `status`).

    Raises RightMissing for what Moodle says with a warning. Moodle: mod_assign_get_submissions.
    """
    function = "mod_assign_get_submissions"
    return [
        submission
        for chunk in moodle.chunks(assignment_ids)
        for submission in _handed_in(moodle.read(function, assignmentids=chunk), function)
    ]


def _handed_in(answer: Json, function: str) -> list[Submission]:
    for warning in listed(answer, "warnings", function=function):
        if warning.get("warningcode") == NO_RIGHT:
            raise RightMissing("moodle.right_missing", errorcode=NO_CODE, function=function)
    found = [
        {**submission, "assignment": assignment.get("assignmentid")}
        for assignment in listed(answer, "assignments", function=function)
        for submission in listed(assignment, "submissions", function=function)
    ]
    return parse_many(SUBMISSION, found, function=function)


def may_grade(moodle: MoodleClient, assignment_id: int) -> bool:
    """Whether we may grade there, by a read that asks for the same right.

    Moodle: mod_assign_get_user_flags.
    """
    function = "mod_assign_get_user_flags"
    answer = moodle.read(function, assignmentids=[assignment_id])
    warnings = listed(answer, "warnings", function=function)
    return all(warning.get("warningcode") != NO_RIGHT for warning in warnings)


def save_grades(moodle: MoodleClient, assignment_id: int, new: Sequence[NewGrade]) -> None:
    """Save grades of one assignment; what Moodle refused it does not say.

    Moodle: mod_assign_save_grades. Raises OutcomeUnknown when no answer came.
    """
    function = "mod_assign_save_grades"
    answer = moodle.write(
        function,
        assignmentid=assignment_id,
        applytoall=False,
        grades=[_arguments(grade) for grade in new],
    )
    if answer is not None:
        raise unexpected(function, "", "not null")


def _arguments(grade: NewGrade) -> Mapping[str, Value]:
    comment: Mapping[str, Value] = {"text": grade.feedback, "format": 1}
    return {
        "userid": grade.user_id,
        "grade": NO_GRADE if grade.value is None else grade.value,
        "attemptnumber": -1,
        "addattempt": False,
        "workflowstate": "",
        "plugindata": {"assignfeedbackcomments_editor": comment},
    }
