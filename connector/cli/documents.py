"""`mentoring documents add | list | sign | cancel | change`: papers of the school."""

from datetime import date
from typing import Any

import click

from connector.cli import acting, output
from connector.domain.documents import Document, DocumentState
from connector.domain.years import SchoolYear
from connector.services.by_hand import finding
from connector.services.by_hand.view import View
from connector.services.programmes import documents as service
from connector.services.programmes import words
from connector.settings import Settings


@click.group(help="Документы: приказы, положения, программы, отчёты.")
def documents() -> None:
    """Group the commands about papers."""


@documents.command("list", help="Показать документы.")
@click.option("--year", metavar="ГОД", help="Только этот учебный год, например 2026/27.")
@click.option("--programme", metavar="КАКАЯ", help="Только этой программы.")
@click.option("--kind", default="", metavar="КОД", help="Только этого вида (stages.yaml).")
@output.json_option
@click.pass_obj
def list_(
    settings: Settings, *, year: str | None, programme: str | None, kind: str, json_wanted: bool
) -> None:
    """Show the papers that are wanted."""
    with acting.looking_at(settings) as seen:
        when = finding.school_year(year) if year else None
        of = finding.programme(seen, programme).id if programme else None
        told = service.rows(seen, when, of, kind)
        acting.rows(
            seen, told, words.document_cells(seen, told), words.DOCUMENTS_HEAD,
            json_wanted=json_wanted, nothing="documents.none",
        )  # fmt: skip


@documents.command(help="Записать документ; виды – в config/methodology/stages.yaml.")
@click.argument("kind", metavar="ВИД")
@click.option("--number", default="", metavar="НОМЕР", help="Номер документа.")
@click.option("--on", "dated_on", type=acting.DAY, metavar="ДЕНЬ", help="Дата документа.")
@click.option("--title", default="", metavar="НАЗВАНИЕ", help="Как он называется.")
@click.option("--programme", metavar="КАКАЯ", help="Программа; иначе документ всей школы.")
@click.option("--year", metavar="ГОД", help="Учебный год; обычно программы, даты или текущий.")
@click.option("--place", default="", metavar="ГДЕ", help="Где лежит: папка или адрес.")
@click.option("--draft", is_flag=True, help="Это проект, он ещё не подписан.")
@acting.changing
def add(
    settings: Settings,
    /,
    *,
    programme: str | None,
    year: str | None,
    draft: bool,
    by: str,
    json_wanted: bool,
    **typed: Any,  # noqa: ANN401 - options of several types
) -> None:
    """Write down a paper and say its number in the register."""
    with acting.looking_at(settings) as seen:
        document = Document(
            id=0,
            year=_year(seen, year, programme),
            state=DocumentState.DRAFT if draft else DocumentState.SIGNED,
            programme_id=finding.programme(seen, programme).id if programme else 0,
            **typed,
        )
        done = service.add(seen, by, document)
        number = service.added(done)
        if not json_wanted:
            click.echo(seen.deps.wording.say("documents.added", document=number))
        acting.changed(seen, done, json_wanted=json_wanted, document=number)


@documents.command(help="Отметить, что проект подписан (ДОКУМЕНТ из documents list).")
@click.argument("document", type=int, metavar="ДОКУМЕНТ")
@click.option("--on", required=True, type=acting.DAY, metavar="ДЕНЬ", help="Дата документа.")
@click.option("--number", default="", metavar="НОМЕР", help="Номер документа.")
@acting.changing
def sign(
    settings: Settings, *, document: int, on: date, number: str, by: str, json_wanted: bool
) -> None:
    """Note that a draft was signed."""
    with acting.looking_at(settings) as seen:
        done = service.sign(seen, by, document, on, number)
        acting.changed(seen, done, json_wanted=json_wanted)


@documents.command(help="Отменить документ.")
@click.argument("document", type=int, metavar="ДОКУМЕНТ")
@acting.changing
def cancel(settings: Settings, *, document: int, by: str, json_wanted: bool) -> None:
    """Cancel a paper."""
    with acting.looking_at(settings) as seen:
        acting.changed(seen, service.cancel(seen, by, document), json_wanted=json_wanted)


@documents.command(help="Исправить документ: номер, дату, название, где лежит.")
@click.argument("document", type=int, metavar="ДОКУМЕНТ")
@click.option("--number", metavar="НОМЕР", help="Номер документа.")
@click.option("--on", "dated_on", type=acting.DAY, metavar="ДЕНЬ", help="Дата документа.")
@click.option("--title", metavar="НАЗВАНИЕ", help="Как он называется.")
@click.option("--place", metavar="ГДЕ", help="Где лежит: папка или адрес.")
@acting.changing
def change(
    settings: Settings,
    /,
    *,
    document: int,
    by: str,
    json_wanted: bool,
    **typed: str | date | None,
) -> None:
    """Write fields of a paper anew."""
    said = {name: value for name, value in typed.items() if value is not None}
    with acting.looking_at(settings) as seen:
        acting.changed(seen, service.write(seen, by, document, said), json_wanted=json_wanted)


def _year(seen: View, year: str | None, programme: str | None) -> str:
    """The year that was typed, else the programme's, else this one: orders come in August too."""
    if year:
        return str(finding.school_year(year))
    if programme:
        return finding.programme(seen, programme).school_year
    return str(SchoolYear.at(seen.today))
