"""`mentoring people export | import`: both bases out to Excel, and back with corrections."""

from pathlib import Path
from typing import Any, Final

import click

from connector.cli import acting, files, output
from connector.domain.people import Role
from connector.services import bases as service
from connector.services.bases import Differences
from connector.services.by_hand.view import View
from connector.settings import Settings

ROLES: Final = {"mentees": Role.MENTEE, "mentors": Role.MENTOR}


@click.command(help="Выгрузить базу наставляемых или наставников в Excel.")
@click.argument("base", type=click.Choice(tuple(ROLES)), metavar="mentees|mentors")
@click.option("--out", required=True, type=files.FILE, metavar="ФАЙЛ", help="Файл .xlsx.")
@files.force_option
@acting.filter_options
@output.json_option
@click.pass_obj
def export(
    settings: Settings, /, *, base: str, out: Path, force: bool, json_wanted: bool,
    **wanted: str | None,
) -> None:  # fmt: skip
    """Write a base; a file that is there may hold corrections, and is not replaced by chance."""
    with acting.looking_at(settings) as seen:
        content = service.export(seen.deps, ROLES[base], acting.narrowed(seen, **wanted))
        files.write(out, content, is_forced=force)
        if json_wanted:
            output.as_json({"file": str(out), "bytes": len(content)})
        else:
            click.echo(seen.deps.wording.say("people.exported", path=out))


@click.command(
    "import", help="Показать, что изменит поправленный файл базы; с --apply изменить это."
)
@click.argument("file", type=files.FILE, metavar="ФАЙЛ")
@click.option("--apply", "is_applied", is_flag=True, help="Внести изменения.")
@acting.changing
def import_(
    settings: Settings, *, file: Path, is_applied: bool, by: str, json_wanted: bool
) -> None:
    """Compare a file with the bases, and take it over; exit code 1 when not all of it can be."""
    with acting.looking_at(settings) as seen:
        content = files.read(file)
        found = (
            service.apply(seen.deps, content, by)
            if is_applied
            else service.compare(seen.deps, content)
        )
        if json_wanted:
            output.as_json({"applied": is_applied, **_rows(seen, found)})
        else:
            output.lines(_lines(seen, found, is_applied=is_applied))
        if found.faults or found.conflicts:
            raise SystemExit(1)


def _rows(seen: View, found: Differences) -> dict[str, Any]:
    return {
        "changes": [
            {"sheet": c.at.sheet, "cell": c.at.cell, "head": c.at.head, "who": c.who,
             "before": c.before, "after": c.after}
            for c in found.changes
        ],
        "new": [{"sheet": new.sheet, "row": new.row, "who": new.who} for new in found.new],
        "known": [{"sheet": new.sheet, "row": new.row, "who": new.who} for new in found.known],
        "conflicts": [
            {"sheet": c.sheet, "row": c.row, "who": c.who, "heads": c.heads,
             "why": seen.deps.wording.say(c.code)}
            for c in found.conflicts
        ],
        "faults": [service.said(seen.deps.wording, fault) for fault in found.faults],
        "missing": found.missing,
    }  # fmt: skip


def _lines(seen: View, found: Differences, *, is_applied: bool) -> list[str]:
    say, rows = seen.deps.wording.say, _rows(seen, found)
    lines = [say("people.import_change", **change) for change in rows["changes"]]
    lines += [say("people.import_new", **new) for new in rows["new"]]
    lines += [say("people.import_known", **new) for new in rows["known"]]
    lines += [
        say("people.import_conflict", **{**conflict, "heads": ", ".join(conflict["heads"])})
        for conflict in rows["conflicts"]
    ]
    lines += rows["faults"]
    lines += [say("people.import_missing", count=found.missing)] if found.missing else []
    if found.is_empty:
        return [*lines, say("change.nothing")]
    if found.faults:
        return [*lines, say("people.import_faulty", count=len(found.faults))]
    return [*lines, say("people.import_done" if is_applied else "people.import_apply")]


COMMANDS: Final = (export, import_)
