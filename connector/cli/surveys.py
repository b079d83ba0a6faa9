"""`mentoring surveys list | export | results | missing`: the monitoring's questionnaires."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from connector.bootstrap import load_methodology, load_wording
from connector.cli import acting, files, output
from connector.services.by_hand import finding
from connector.services.by_hand.view import View
from connector.services.surveys import forms, results, words
from connector.settings import Settings

HEAD = (
    "surveys.head_code", "surveys.head_title", "surveys.head_who", "surveys.head_moment",
    "surveys.head_questions", "surveys.head_compared",
)  # fmt: skip
FOLDER = click.Path(file_okay=False, path_type=Path)
programme_option = click.option("--programme", metavar="КАКАЯ", help="Только этой программы.")


@click.group(help="Анкеты мониторинга.")
def surveys() -> None:
    """Group the commands about questionnaires."""


@surveys.command("list", help="Показать анкеты (config/methodology/surveys.yaml).")
@output.json_option
@click.pass_obj
def list_(settings: Settings, *, json_wanted: bool) -> None:
    """Show which questionnaires there are."""
    wording, method = load_wording(settings), load_methodology(settings)
    told = forms.rows(method)
    if json_wanted:
        output.as_json({"surveys": told})
    else:
        head = [wording.say(code) for code in HEAD]
        output.lines(acting.table(forms.cells(wording, method, told), head))


@surveys.command(help="Записать анкеты файлами, которые импортирует «Обратная связь» Moodle.")
@click.argument("folder", metavar="ПАПКА", type=FOLDER)
@files.force_option
@output.json_option
@click.pass_obj
def export(settings: Settings, *, folder: Path, force: bool, json_wanted: bool) -> None:
    """Write a file for each questionnaire."""
    wording = load_wording(settings)
    made = forms.files(load_methodology(settings), wording)
    files.make_folder(folder)
    for name, content in made.items():
        files.write(folder / name, content, is_forced=force)
    if json_wanted:
        output.as_json({"files": [str(folder / name) for name in made]})
    else:
        output.lines([*(str(folder / name) for name in made), wording.say("surveys.exported")])


@surveys.command("results", help="Показать итоги: кто ответил, средние, что изменилось.")
@programme_option
@click.option("--questions", is_flag=True, help="И каждый вопрос: средний балл или доля «да».")
@output.json_option
@click.pass_obj
def results_(
    settings: Settings, *, programme: str | None, questions: bool, json_wanted: bool
) -> None:
    """Show the figures of every programme that has questionnaires."""
    with acting.looking_at(settings) as seen:
        of = finding.programme(seen, programme) if programme else None
        found = results.results(seen, of)
        if json_wanted:
            output.as_json({"programmes": found})
        else:
            nothing = [seen.deps.wording.say("surveys.none")]
            output.lines(_lines(seen, found, with_questions=questions) if found else nothing)


@surveys.command(help="Показать, кто не ответил.")
@programme_option
@output.json_option
@click.pass_obj
def missing(settings: Settings, *, programme: str | None, json_wanted: bool) -> None:
    """Show who has not answered."""
    with acting.looking_at(settings) as seen:
        of = finding.programme(seen, programme) if programme else None
        found = results.missing(seen, of)
        acting.rows(
            seen, found, words.missing_cells(found), words.MISSING_HEAD,
            json_wanted=json_wanted, nothing="surveys.everybody",
        )  # fmt: skip


def _lines(
    seen: View, found: Sequence[results.ProgrammeTold], *, with_questions: bool
) -> Iterator[str]:
    say = seen.deps.wording.say
    for told in found:
        yield f"{told.programme}:"
        for cells, head in (
            (words.survey_cells(seen, told), words.SURVEY_HEAD),
            (words.question_cells(seen, told) if with_questions else [], words.QUESTION_HEAD),
            (words.effect_cells(seen, told), words.EFFECT_HEAD),
        ):
            yield from acting.table(cells, [say(code) for code in head])
        yield from words.notes(seen, told)
