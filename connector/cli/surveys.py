"""`mentoring surveys list | export`: the questionnaires of the monitoring."""

from pathlib import Path

import click

from connector.bootstrap import load_methodology, load_wording
from connector.cli import acting, files, output
from connector.services import surveys as service
from connector.settings import Settings

HEAD = (
    "surveys.head_code", "surveys.head_title", "surveys.head_who", "surveys.head_moment",
    "surveys.head_questions", "surveys.head_compared",
)  # fmt: skip
FOLDER = click.Path(file_okay=False, path_type=Path)


@click.group(help="Анкеты мониторинга.")
def surveys() -> None:
    """Group the commands about questionnaires."""


@surveys.command("list", help="Показать анкеты (config/methodology/surveys.yaml).")
@output.json_option
@click.pass_obj
def list_(settings: Settings, *, json_wanted: bool) -> None:
    """Show which questionnaires there are."""
    words, method = load_wording(settings), load_methodology(settings)
    told = service.rows(method)
    if json_wanted:
        output.as_json({"surveys": told})
    else:
        head = [words.say(code) for code in HEAD]
        output.lines(acting.table(service.cells(words, method, told), head))


@surveys.command(help="Записать анкеты файлами, которые импортирует «Обратная связь» Moodle.")
@click.argument("folder", metavar="ПАПКА", type=FOLDER)
@files.force_option
@output.json_option
@click.pass_obj
def export(settings: Settings, *, folder: Path, force: bool, json_wanted: bool) -> None:
    """Write a file for each questionnaire."""
    words = load_wording(settings)
    made = service.files(load_methodology(settings), words)
    files.make_folder(folder)
    for name, content in made.items():
        files.write(folder / name, content, is_forced=force)
    if json_wanted:
        output.as_json({"files": [str(folder / name) for name in made]})
    else:
        output.lines([*(str(folder / name) for name in made), words.say("surveys.exported")])
