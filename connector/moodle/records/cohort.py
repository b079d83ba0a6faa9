"""Cohorts (глобальные группы) and who is in them."""

from dataclasses import dataclass
from typing import Final

from marshmallow import fields

from connector.moodle.records.schema import IdNumber, Name, RecordSchema


@dataclass(frozen=True)
class Cohort:
    """A site-wide group of people."""

    id: int
    name: str
    idnumber: str


@dataclass(frozen=True)
class CohortMember:
    """A person in a cohort."""

    cohort_id: int
    user_id: int


class CohortSchema(RecordSchema):
    """Reads Cohort."""

    record = Cohort

    id = fields.Integer(required=True)
    name = Name(required=True)
    idnumber = IdNumber()


COHORT: Final = CohortSchema()
