"""The file of a base in the hands of somebody with Excel."""

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from openpyxl import Workbook, load_workbook

from connector.domain.bases import Base
from connector.reports import xlsx
from connector.reports.xlsx.strings import escaped
from connector.services.bases.sheets import sheet
from connector.services.deps import Deps

Typed = Any
"""Whatever somebody types into a cell."""

ROW_ID: Final = "Код строки"
MARK: Final = "Отметка выгрузки"


class Opened:
    """A file that was opened; rows are numbered as Excel does, the header is row 1."""

    def __init__(self, file: bytes) -> None:
        self.book: Workbook = load_workbook(io.BytesIO(file))

    @property
    def sheet(self) -> Any:  # noqa: ANN401 - openpyxl's
        """The first sheet."""
        return self.book.worksheets[0]

    @property
    def heads(self) -> list[str]:
        """The titles of the columns."""
        return [cell.value for cell in self.sheet[1]]

    def rows(self) -> Iterator[dict[str, Typed]]:
        """Each row below the header by the titles of its columns."""
        for row in self.sheet.iter_rows(min_row=2, values_only=True):
            yield dict(zip(self.heads, row, strict=True))

    def cell(self, row: int, head: str) -> Any:  # noqa: ANN401 - openpyxl's
        """A cell by the number of its row and the title of its column."""
        return self.sheet.cell(row, self.heads.index(head) + 1)

    def where(self, name: str) -> int:
        """The number of somebody's row."""
        return next(
            n for n in range(2, self.sheet.max_row + 1) if self.sheet.cell(n, 2).value == name
        )

    def type(self, row: int, head: str, typed: Typed) -> "Opened":
        """Type something into a cell; a text stays a text, even if it begins with a sign."""
        cell = self.cell(row, head)
        cell.value = escaped(typed) if isinstance(typed, str) else typed
        if isinstance(typed, str):
            cell.data_type = "s"
        return self

    def add(self, told: Mapping[str, Typed]) -> int:
        """Type a new row below the last one."""
        row = int(self.sheet.max_row) + 1
        for head, typed in told.items():
            self.type(row, head, typed)
        return row

    def append(self, values: Sequence[Typed], title: str | None = None) -> None:
        """Put a whole row below the last one, of this sheet or of another; texts stay texts."""
        sheet = self.book[title] if title else self.sheet
        sheet.append(list(values))
        for cell in sheet[sheet.max_row]:
            if isinstance(cell.value, str):
                cell.data_type = "s"

    def saved(self) -> bytes:
        """The file as it is sent back."""
        file = io.BytesIO()
        self.book.save(file)
        return file.getvalue()


def file_of(deps: Deps, base: Base) -> bytes:
    """The file of a base."""
    return xlsx.write(sheet(deps.methodology.bases, base.role, base.rows()))
