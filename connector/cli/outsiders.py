"""`mentoring people add | link | organisations`: who has no account, and where they come from."""

from typing import Any, Final

import click

from connector.cli import acting, output
from connector.domain.people import Kind, Organisation, Person, PersonId
from connector.services.by_hand import finding
from connector.services.people import outsiders
from connector.settings import Settings

KINDS: Final = tuple(kind.value for kind in Kind)


@click.command(help="Добавить человека, которого нет в Moodle.")
@click.option("--name", required=True, metavar="ФИО", help="Фамилия, имя и отчество.")
@click.option("--kind", required=True, type=click.Choice(KINDS), help="Кто он.")
@click.option("--born", type=acting.DAY, help="Дата рождения.")
@click.option("--organisation", metavar="КАКАЯ", help="Номер или часть названия организации.")
@click.option("--class", "school_class", metavar="КЛАСС", help="Класс, если он учится в школе.")
@click.option("--contacts", default="", help="Как связаться.")
@click.option("--representative", default="", help="Законный представитель, если нет 18 лет.")
@click.option("--position", default="", help="Должность.")
@click.option("--workplace", default="", help="Место работы или учёбы.")
@click.option("--again", is_flag=True, help="Это другой человек, хотя имя и рождение те же.")
@acting.changing
def add(settings: Settings, /, *, by: str, json_wanted: bool, again: bool, **typed: Any) -> None:  # noqa: ANN401 - options of several types
    """Add an outsider and say the number."""
    with acting.looking_at(settings) as seen:
        organisation = typed.pop("organisation")
        school_class = typed.pop("school_class")
        outsider = Person(
            id=PersonId(0),
            kind=Kind(typed.pop("kind")),
            born_on=typed.pop("born"),
            class_name=finding.school_class(school_class) if school_class else "",
            organisation_id=finding.organisation(seen, organisation).id if organisation else 0,
            is_young_specialist=False,
            is_active=True,
            roles=frozenset(),
            **typed,
        )
        done = outsiders.add(seen, by, outsider, is_another=again)
        person = outsiders.added(done)
        if not json_wanted:
            click.echo(seen.deps.wording.say("people.added", person=person.id))
        acting.changed(seen, done, json_wanted=json_wanted, person=person.id)


@click.command(
    help="Человек извне получил учётную запись: перенести на неё всё, что о нём записано.",
    context_settings=acting.NUMBERS,
)
@click.argument("outsider", metavar="КТО")
@click.argument("account", metavar="ID_В_MOODLE", type=int)
@acting.changing
def link(settings: Settings, *, outsider: str, account: int, by: str, json_wanted: bool) -> None:
    """Move everything of an outsider to an account."""
    with acting.looking_at(settings) as seen:
        gone = finding.person(seen, outsider).id
        done = outsiders.link(seen, by, gone, finding.person(seen, str(account)))
        acting.changed(seen, done, json_wanted=json_wanted)


@click.group(help="Организации-партнёры, из которых приходят наставники.")
def organisations() -> None:
    """Group the commands about partners."""


@organisations.command("list", help="Показать организации.")
@output.json_option
@click.pass_obj
def list_(settings: Settings, *, json_wanted: bool) -> None:
    """Show the partners and whether their agreements hold."""
    with acting.looking_at(settings) as seen:
        told = outsiders.organisations(seen)
        cells = outsiders.organisations_in_words(seen, told)
        acting.rows(seen, told, cells, outsiders.HEAD, json_wanted=json_wanted)


@organisations.command("add", help="Добавить организацию.")
@click.option("--name", required=True, metavar="НАЗВАНИЕ", help="Как она называется.")
@click.option("--kind", default="", help="Что это: завод, вуз, …")
@click.option("--agreement", default="", help="Номер соглашения.")
@click.option("--agreed-on", type=acting.DAY, help="Дата соглашения.")
@click.option("--valid-to", type=acting.DAY, help="До какого дня оно действует.")
@click.option("--contacts", default="", help="Как связаться.")
@acting.changing
def add_organisation(
    settings: Settings,
    /,
    *,
    by: str,
    json_wanted: bool,
    **typed: Any,  # noqa: ANN401 - options of several types
) -> None:
    """Add a partner."""
    with acting.looking_at(settings) as seen:
        done = outsiders.add_organisation(seen, by, Organisation(0, **typed))
        acting.changed(seen, done, json_wanted=json_wanted)


COMMANDS: Final = (add, link, organisations)
