"""`mentoring consents give | give-class | request | withdraw`: what people sign and take back."""

from datetime import date
from typing import Any, Final

import click

from connector.cli import acting, output
from connector.domain.consents import Purpose, Signer
from connector.domain.people import PersonId
from connector.domain.register.edits_class import OfClass
from connector.domain.register.edits_consents import Sheet
from connector.services.by_hand import finding
from connector.services.consents import giving, withdrawing
from connector.services.consents.withdrawing import Withdrawal
from connector.settings import Settings

PURPOSES: Final = tuple(purpose.value for purpose in Purpose)
SIGNERS: Final = tuple(signer.value for signer in Signer)

purpose_option: Final = click.option(
    "--purpose", required=True, type=click.Choice(PURPOSES), help="На что согласие."
)
yes_option: Final = click.option(
    "--yes", is_flag=True, help="Выполнить; без этого – только показать."
)


@click.command(help="Внести подписанное согласие.", context_settings=acting.NUMBERS)
@click.argument("person", metavar="КТО")
@purpose_option
@click.option("--signed-by", required=True, type=click.Choice(SIGNERS), help="Кто подписал.")
@click.option("--signed-on", required=True, type=acting.DAY, help="Когда подписано.")
@click.option("--valid-to", type=acting.DAY, help="До какого дня; иначе до отзыва.")
@click.option("--signer-name", default="", help="Кто именно подписал.")
@click.option("--text-version", default="", help="Какая редакция бланка.")
@click.option("--paper", default="", metavar="ГДЕ", help="Где лежит лист.")
@acting.changing
def give(
    settings: Settings,
    /,
    *,
    person: str,
    by: str,
    json_wanted: bool,
    **typed: Any,  # noqa: ANN401 - options of several types
) -> None:
    """Enter a signed sheet."""
    purpose, signed_by = Purpose(typed.pop("purpose")), Signer(typed.pop("signed_by"))
    with acting.looking_at(settings) as seen:
        sheet = Sheet(purpose, signed_by, **typed)
        done = giving.give(seen, by, finding.person(seen, person), sheet)
        acting.changed(seen, done, json_wanted=json_wanted)


@click.command(
    "give-class",
    help="Внести согласия класса: тем, кто участвует и у кого его нет. Без --yes только показать.",
)
@click.argument("school_class", metavar="КЛАСС")
@purpose_option
@click.option("--signed-on", required=True, type=acting.DAY, help="Когда подписаны.")
@click.option("--except", "without", default="", metavar="ID,ID", help="Кто не сдал.")
@yes_option
@acting.changing
def give_class(
    settings: Settings,
    /,
    *,
    school_class: str,
    yes: bool,
    by: str,
    json_wanted: bool,
    **typed: Any,  # noqa: ANN401 - options of several types
) -> None:
    """Enter the sheets of a class."""
    of_class = OfClass(
        finding.school_class(school_class),
        Purpose(typed["purpose"]),
        typed["signed_on"],
        _numbers(typed["without"]),
    )
    with acting.looking_at(settings) as seen:
        done, handed = giving.give_class(seen, by, of_class, is_for_real=yes)
        if json_wanted:
            pupils = giving.handed_rows(seen, handed)
            output.as_json({"done": yes, "pupils": pupils, "changes": done.rows})
            return
        acting.rows(
            seen, handed, giving.handed_in_words(seen, handed), giving.HEAD, json_wanted=False
        )
        if not yes:
            click.echo(seen.deps.wording.say("change.say_yes"))
            return
        acting.changed(seen, done, json_wanted=False)


@click.command(help="Отметить, что согласие попросили.", context_settings=acting.NUMBERS)
@click.argument("person", metavar="КТО")
@purpose_option
@acting.changing
def request(settings: Settings, *, person: str, purpose: str, by: str, json_wanted: bool) -> None:
    """Note that a consent was asked for."""
    with acting.looking_at(settings) as seen:
        done = giving.request(seen, by, finding.person(seen, person), Purpose(purpose))
        acting.changed(seen, done, json_wanted=json_wanted)


@click.command(
    help="Отозвать согласие. Без --yes только показать, что при этом закончится.",
    context_settings=acting.NUMBERS,
)
@click.argument("person", metavar="КТО")
@purpose_option
@click.option("--on", type=acting.DAY, help="Когда отозвано; обычно сегодня.")
@yes_option
@acting.changing
def withdraw(
    settings: Settings,
    /,
    *,
    person: str,
    on: date | None,
    yes: bool,
    json_wanted: bool,
    **typed: str,
) -> None:
    """Tell what a withdrawal ends; with `--yes`, withdraw."""
    with acting.looking_at(settings) as seen:
        who = finding.person(seen, person)
        withdrawal = Withdrawal(who, Purpose(typed["purpose"]), on or seen.today)
        if not yes:
            found = withdrawing.consequences(seen, withdrawal)
            rows = []
        else:
            done, found = withdrawing.withdraw(seen, typed["by"], withdrawal)
            rows = done.rows
        if json_wanted:
            output.as_json({"done": yes, "consequences": found, "changes": rows})
            return
        output.lines(withdrawing.in_words(seen, found))
        click.echo(seen.deps.wording.say("consents.withdrawn" if yes else "change.say_yes"))


def _numbers(typed: str) -> frozenset[PersonId]:
    try:
        return frozenset(PersonId(int(part)) for part in typed.replace(",", " ").split())
    except ValueError:
        raise click.UsageError(f"--except: «{typed}» – не номера через запятую") from None


COMMANDS: Final = (give, give_class, request, withdraw)
