"""Reads what Moodle has for one assignment now: who may get a grade and who has one."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from connector.domain.results import points, step
from connector.domain.write_back import Standing, Target
from connector.moodle.client import MoodleClient
from connector.moodle.functions import core_enrol, gradereport_user, mod_assign
from connector.moodle.records.assign import AssignGrade, Assignment
from connector.moodle.records.enrolment import Enrolment
from connector.moodle.records.grade import Grade, GradeItem

UserId = int


@dataclass(frozen=True)
class Board:
    """One assignment as it is in Moodle; `own` are its grades, `book` the gradebook's.

    `in_book`: everybody who has a row in the gradebook, seen or not in this column.
    """

    assignment: Assignment
    item: GradeItem | None
    enrolments: Mapping[UserId, Enrolment]
    own: Mapping[UserId, AssignGrade]
    book: Mapping[UserId, Grade]
    in_book: frozenset[UserId]

    def standing(self, who: UserId, *, has_account: bool) -> Standing:
        """What Moodle has for a person."""
        enrolment, cell = self.enrolments.get(who), self.book.get(who)
        value, grader = value_and_grader(self.own.get(who))
        return Standing(
            is_enrolled=enrolment is not None,
            has_account=has_account,
            is_suspended=enrolment is not None and enrolment.suspended,
            is_gradable=who in self.in_book,
            value=value,
            grader=grader,
            book_value=cell.value if cell else None,
            is_locked=cell is not None and cell.locked,
            is_hidden=who in self.in_book and (cell is None or cell.hidden),
            is_overridden=cell is not None and cell.overridden,
        )

    def target(self, writer: UserId) -> Target:
        """What may be written: points from 0, or the steps of a scale from 1."""
        is_scale = self.assignment.maximum < 0
        maximum = self.item.maximum if is_scale and self.item else self.assignment.maximum
        return Target(Decimal(int(is_scale)), maximum, is_scale, writer)

    def value_for(self, share: Decimal) -> Decimal:
        """A share as points or as a step of the assignment's scale."""
        target = self.target(0)
        if target.is_scale:
            return step(share, int(target.maximum))
        return points(share, target.maximum)


def read(moodle: MoodleClient, assignment: Assignment) -> Board:
    """Ask Moodle for everything that decides about a grade, in four calls."""
    items, cells = gradereport_user.gradebook(moodle, assignment.course_id)
    item = next((item for item in items if item.cmid == assignment.cmid), None)
    enrolments = core_enrol.enrolments(moodle, assignment.course_id)
    return Board(
        assignment=assignment,
        item=item,
        enrolments={enrolment.user_id: enrolment for enrolment in enrolments},
        own=own_grades(moodle, assignment),
        book={cell.user_id: cell for cell in cells if item and cell.item_id == item.id},
        in_book=frozenset(cell.user_id for cell in cells),
    )


def own_grades(moodle: MoodleClient, assignment: Assignment) -> Mapping[UserId, AssignGrade]:
    """The assignment's own grades, the last attempt of each person."""
    found = sorted(mod_assign.grades(moodle, assignment.id), key=lambda grade: grade.attempt)
    return {grade.user_id: grade for grade in found}


def value_and_grader(grade: AssignGrade | None) -> tuple[Decimal | None, UserId | None]:
    """A grade's value, None for none, and who gave it, None for nobody."""
    if grade is None:
        return None, None
    return (
        grade.value if grade.value >= 0 else None,
        grade.grader if grade.grader > 0 else None,
    )


def unsuitable(assignment: Assignment) -> str:
    """Why results cannot be written into an assignment at all; empty when they can."""
    reasons = (
        (assignment.is_team, "grade.team_assignment"),
        (assignment.has_workflow, "grade.marking_workflow"),
        (assignment.is_blind, "grade.blind_marking"),
        (not assignment.maximum, "grade.not_graded"),
    )
    return next((reason for is_so, reason in reasons if is_so), "")
