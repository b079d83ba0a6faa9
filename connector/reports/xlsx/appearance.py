"""How a sheet looks: fonts, borders, how high a row is, and what comes out of a printer."""

from collections.abc import Iterable
from typing import Final

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

HEAD: Final = "head"
SHADED: Final = "shaded head"
COLOURS: Final = {HEAD: "FFE2EFDA", SHADED: "FFE7E6E6"}

FONT: Final = "Calibri"
POINTS: Final = 9
LINE: Final = Side(style="thin", color="FF9AA0A6")
BORDER: Final = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)

LINE_HEIGHT: Final = 12.5
HIGHEST: Final = 409
"""In points; Excel draws no row higher."""

A4: Final = 9
MARGIN: Final = 0.4
SHEET_NAME: Final = "&A"
PAGE_OF_PAGES: Final = "&P / &N"


class GrowingRow(RowDimension):
    """A row that begins with a height and still grows with what is typed into it."""

    @property
    def customHeight(self) -> bool:  # noqa: N802 - openpyxl's name
        """Nobody has fixed the height."""
        return False


def heads() -> Iterable[NamedStyle]:
    """The styles of the header."""
    for name, colour in COLOURS.items():
        yield NamedStyle(
            name,
            font=Font(FONT, POINTS, bold=True),
            fill=PatternFill("solid", fgColor=colour),
            border=BORDER,
            alignment=Alignment("center", "center", wrap_text=True),
            number_format="@",
        )


def body(name: str, number_format: str, horizontal: str | None = None) -> NamedStyle:
    """A style of cells."""
    return NamedStyle(
        name,
        font=Font(FONT, POINTS),
        border=BORDER,
        alignment=Alignment(horizontal, "top", wrap_text=True),
        number_format=number_format,
    )


def set_height(page: Worksheet, row: int, texts: Iterable[tuple[str, int]]) -> None:
    """Make a row as high as its texts need, each with the width of its column."""
    lines = max((_lines(text, width) for text, width in texts), default=1)
    height = min(HIGHEST, LINE_HEIGHT * lines + 2)
    page.row_dimensions[row] = GrowingRow(page, row, ht=height)


def set_up_printing(page: Worksheet) -> None:
    """A4, landscape, as wide as a page, the header on each, the name above, the number below."""
    page.print_title_rows = "1:1"
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.page_margins.left = page.page_margins.right = MARGIN
    page.HeaderFooter.oddHeader = _centred(SHEET_NAME)
    page.HeaderFooter.oddFooter = _centred(PAGE_OF_PAGES)


def _lines(text: str, width: int) -> int:
    """How many lines a text takes; words do not fill a line to its end."""
    return sum(1 + len(line) // width for line in text.split("\n"))


def _centred(text: str) -> HeaderFooterItem:
    item = HeaderFooterItem()
    item.center.text = text
    return item
