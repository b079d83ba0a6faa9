"""`mentoring people enter | leave | set`: taking part, by hand."""

from collections.abc import Iterable
from typing import Final

import click

from connector.cli import acting
from connector.domain.participation import TEXTS, Reason
from connector.domain.people import Role
from connector.domain.register.edits_participation import ENDS
from connector.services.by_hand import finding
from connector.services.people import taking_part
from connector.services.people.taking_part import Written
from connector.settings import Settings

ROLES: Final = (Role.MENTOR.value, Role.MENTEE.value)
REASONS: Final = tuple(reason.value for reason in ENDS)
ANSWERS: Final = {"да": True, "нет": False}
FIELDS: Final = (*TEXTS, "case_url", "passed")


@click.command(
    help="Начать участие вручную: новая строка реестра.", context_settings=acting.NUMBERS
)
@click.argument("person", metavar="КТО")
@click.option("--role", required=True, type=click.Choice(ROLES), help="Кем он будет.")
@click.option("--programme", metavar="КАКАЯ", help="id курса или часть названия; иначе в базу.")
@click.option("--form", metavar="КОД", help="Форма наставничества, если программы ещё нет.")
@acting.changing
def enter(settings: Settings, /, *, person: str, by: str, json_wanted: bool, **typed: str) -> None:
    """Begin a participation; without a consent it waits for one."""
    with acting.looking_at(settings) as seen:
        form = finding.form(seen, typed["form"]) if typed["form"] else ""
        named = typed["programme"]
        programme = finding.programme(seen, named) if named else None
        who = finding.person(seen, person)
        done = taking_part.enter(seen, by, who, Role(typed["role"]), programme, form)
        acting.changed(seen, done, json_wanted=json_wanted)


@click.command(help="Завершить участие вручную (номер участия – из people list).")
@click.argument("participation", type=int, metavar="УЧАСТИЕ")
@click.option("--because", required=True, type=click.Choice(REASONS), help="Почему.")
@click.option("--completed", is_flag=True, help="Программа пройдена, хотя причина другая.")
@acting.changing
def leave(
    settings: Settings, *, participation: int, because: str, completed: bool, by: str,
    json_wanted: bool,
) -> None:  # fmt: skip
    """End a participation by the table of steps."""
    with acting.looking_at(settings) as seen:
        done = taking_part.leave(seen, by, participation, Reason(because), is_completed=completed)
        acting.changed(seen, done, json_wanted=json_wanted)


@click.command(
    "set",
    help="Записать об участии: поле=значение. Поля: " + ", ".join(FIELDS) + " (passed=да|нет).",
)
@click.argument("participation", type=int, metavar="УЧАСТИЕ")
@click.argument("fields", nargs=-1, required=True, metavar="ПОЛЕ=ЗНАЧЕНИЕ…")
@acting.changing
def set_(
    settings: Settings, *, participation: int, fields: tuple[str, ...], by: str, json_wanted: bool
) -> None:
    """Write texts of a participation, where its case stands, and that it was passed."""
    written = _written(fields)
    with acting.looking_at(settings) as seen:
        done = taking_part.write(seen, by, participation, written)
        acting.changed(seen, done, json_wanted=json_wanted)


def _written(fields: Iterable[str]) -> Written:
    values: dict[str, str] = {}
    for field in fields:
        name, sign, value = field.partition("=")
        if not sign or name not in FIELDS:
            raise click.UsageError(
                f"«{field}»: нужно поле=значение, поле – одно из {', '.join(FIELDS)}"
            )
        if name in values:
            raise click.UsageError(f"Поле {name} названо дважды.")
        values[name] = value.strip()
    return Written(
        case_url=values.pop("case_url", None),
        is_passed=_answer(values.pop("passed", None)),
        texts=values,
    )


def _answer(typed: str | None) -> bool | None:
    if typed is not None and typed.casefold() not in ANSWERS:
        raise click.UsageError("passed=да или passed=нет")
    return None if typed is None else ANSWERS[typed.casefold()]


COMMANDS: Final = (enter, leave, set_)
