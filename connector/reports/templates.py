"""The school's templates in config/methodology/, rendered with Jinja; HTML is escaped."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Final

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    select_autoescape,
)

from connector.domain.rounding import to_tenth
from connector.errors import ConfigurationError
from connector.wording import Wording

HUNDRED: Final = 100


class Templates:
    """Finds templates in the school's own folder first, then in the shipped one."""

    def __init__(self, folders: Iterable[Path], wording: Wording) -> None:
        self._environment = Environment(
            loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
            autoescape=select_autoescape(disabled_extensions=("txt",), default=True),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._no_data = wording.say("figure.no_data")
        self._environment.filters.update(number=self.number, percent=self.percent, day=day)

    def render(self, name: str, **values: object) -> str:
        """Fill in a template; raises ConfigurationError naming a template that is wrong."""
        try:
            return self._environment.get_template(name).render(**values).strip()
        except TemplateError as error:
            line = getattr(error, "lineno", None) or "-"
            raise ConfigurationError(
                "template.wrong", name=name, line=line, reason=error.message or type(error).__name__
            ) from error

    def number(self, value: Decimal | int | None) -> str:
        """Write a number as Russian texts do: 87,5."""
        if value is None:
            return self._no_data
        return format(Decimal(value).normalize(), "f").replace(".", ",")

    def percent(self, share: Decimal | None) -> str:
        """Write a share from 0 to 1 as per cent, to one place, half up."""
        if share is None:
            return self._no_data
        return f"{self.number(to_tenth(share * HUNDRED))} %"


def day(value: date | datetime) -> str:
    """Write a day as Russian texts do: 24.11.2026."""
    return value.strftime("%d.%m.%Y")
