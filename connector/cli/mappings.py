"""`mentoring mappings check | preview | explain`: try the rules before they count."""

import click

from connector.bootstrap import load_methodology, load_rules, load_wording, now, open_school
from connector.cli import output
from connector.mapping import expectations
from connector.services import previewing
from connector.settings import Settings


@click.group(help="Настройка: кто есть кто и что чем является.")
def mappings() -> None:
    """Group the commands about rules."""


@mappings.command(help="Проверить файлы настройки и примеры expect.")
@output.json_option
@click.pass_obj
def check(settings: Settings, *, json_wanted: bool) -> None:
    """Check the rules without asking Moodle; faults come with file and line."""
    words = load_wording(settings)
    rules = load_rules(settings, load_methodology(settings))
    today = now().astimezone(rules.school.time_zone).date()
    broken = expectations.broken(rules, today)
    said = [
        words.say("expect.broken", where=where, fault=words.reason(fault))
        for where, fault in broken
    ]
    if json_wanted:
        output.as_json({"ok": not said, "faults": said, "expectations": len(rules.expect)})
    else:
        output.lines(said or [words.say("mapping.fine", programmes=len(rules.programmes))])
    if said:
        raise SystemExit(1)


@mappings.command(help="Показать, кто кем станет и кто пропущен и почему.")
@output.json_option
@click.pass_obj
def preview(settings: Settings, *, json_wanted: bool) -> None:
    """Apply the rules to the mirror and show what comes out, keeping nothing."""
    with open_school(settings) as deps:
        seen = previewing.preview(deps)
        if json_wanted:
            output.as_json(seen)
        else:
            output.lines(previewing.preview_in_words(deps, seen))


@mappings.command(help="Объяснить, почему правила решили о человеке так (id или логин).")
@click.argument("user")
@output.json_option
@click.pass_obj
def explain(settings: Settings, *, user: str, json_wanted: bool) -> None:
    """Show which rules were tried on a person and how each answered."""
    with open_school(settings) as deps:
        lines = previewing.explain(deps, user)
        if json_wanted:
            output.as_json(
                [{**line.__dict__, "text": previewing.in_words(deps, line)} for line in lines]
            )
        else:
            output.lines(previewing.in_words(deps, line) for line in lines)
