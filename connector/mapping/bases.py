"""Reads how the school's bases look: which column stands where, under which head, how wide."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from marshmallow import (
    ValidationError,
    fields,
    post_load,
    validate,
    validates_schema,
)

from connector.domain.bases import COLUMNS, EDITABLE, Column
from connector.domain.people import Role
from connector.mapping.schema_base import StrictSchema

SHEET_NAME: Final = re.compile(r"(?!')[^\[\]:*?/\\]{1,31}(?<!')")
WIDTH: Final = validate.Range(1, 255, error="write a whole number within: {min}–{max}")


@dataclass(frozen=True)
class Head:
    """A column of a sheet: what it tells, its title, its width in characters."""

    column: Column
    title: str
    width: int
    is_editable: bool


@dataclass(frozen=True)
class BaseSheet:
    """How one base looks; `row_id` and `mark` are the titles of its two hidden columns."""

    title: str
    heads: tuple[Head, ...]
    row_id: str
    mark: str

    @property
    def shut(self) -> frozenset[Column]:
        """What might be changed in the base, but not at this school."""
        return EDITABLE & {head.column for head in self.heads if not head.is_editable}


@dataclass(frozen=True)
class BaseSheets:
    """Both bases, and the words for something that is so and for something that is not."""

    sheets: Mapping[Role, BaseSheet]
    yes: str
    no: str


def plain(title: str) -> str:
    """What spellings of a title share: no capitals, single spaces."""
    return " ".join(title.split()).casefold()


def _says_something(text: str) -> None:
    if not text.strip():
        raise ValidationError("must not be empty")


class HeadSchema(StrictSchema):
    """A column in bases.yaml."""

    code = fields.Enum(Column, by_value=True, required=True)
    head = fields.String(required=True, validate=_says_something)
    width = fields.Integer(strict=True, required=True, validate=WIDTH)
    editable = fields.Boolean(load_default=False)

    @post_load
    def make(self, values: dict[str, Any], **_: object) -> Head:
        """Refuse to open what is not kept in the base."""
        column = values["code"]
        if values["editable"] and column not in EDITABLE:
            raise ValidationError("this column is never changed in a base", "editable")
        return Head(column, values["head"], values["width"], values["editable"])


class HiddenSchema(StrictSchema):
    """The titles of the two hidden columns."""

    row_id = fields.String(required=True, validate=_says_something)
    mark = fields.String(required=True, validate=_says_something)


class SheetSchema(StrictSchema):
    """One base in bases.yaml."""

    title = fields.String(required=True, validate=_says_something)
    columns = fields.List(fields.Nested(HeadSchema), required=True)


class WordsSchema(StrictSchema):
    """The words of a mark; `set` and `unset`, because YAML takes yes and no for itself."""

    set = fields.String(required=True, validate=_says_something)
    unset = fields.String(required=True, validate=_says_something)

    @validates_schema
    def are_two(self, values: dict[str, str], **_: object) -> None:
        """Nobody could tell them apart otherwise."""
        if plain(values["set"]) == plain(values["unset"]):
            raise ValidationError("two words that are the same")


class BasesSchema(StrictSchema):
    """bases.yaml."""

    words = fields.Nested(WordsSchema, required=True)
    hidden = fields.Nested(HiddenSchema, required=True)
    mentee = fields.Nested(SheetSchema, required=True)
    mentor = fields.Nested(SheetSchema, required=True)

    @validates_schema
    def is_whole(self, values: dict[str, Any], **_: object) -> None:
        """Every column of the methodology stands once, and no two titles are the same."""
        sides = {role: values[role.value] for role in COLUMNS}
        for role, side in sides.items():
            _check_sheet(role, side, values["hidden"])
        if len({plain(side["title"]) for side in sides.values()}) != len(sides):
            raise ValidationError("two sheets of one name", Role.MENTOR.value)

    @post_load
    def make(self, values: dict[str, Any], **_: object) -> BaseSheets:
        """Put both sheets together."""
        return BaseSheets(
            {
                role: BaseSheet(
                    values[role]["title"], tuple(values[role]["columns"]), **values["hidden"]
                )
                for role in COLUMNS
            },
            yes=values["words"]["set"],
            no=values["words"]["unset"],
        )


BASES: Final = BasesSchema()


def _check_sheet(role: Role, side: Mapping[str, Any], hidden: Mapping[str, str]) -> None:
    if not SHEET_NAME.fullmatch(side["title"]):
        raise ValidationError("a name of a sheet is short and without []:*?/\\", role.value)
    here = Counter(head.column for head in side["columns"])
    wrong = [*(set(COLUMNS[role]) ^ set(here)), *(column for column in here if here[column] > 1)]
    if wrong:
        raise ValidationError(f"every column once: {_listed(wrong)}", role.value)
    titles = Counter(plain(t) for t in (*(h.title for h in side["columns"]), *hidden.values()))
    twice = [title for title in titles if titles[title] > 1]
    if twice:
        raise ValidationError(f"two columns of one name: {_listed(twice)}", role.value)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
