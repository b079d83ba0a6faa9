"""Spreadsheets: writes typed cells as a sheet of Excel, and reads a file back as cells."""

from connector.reports.xlsx.reading import Cell, CellKind, Row, Table, read
from connector.reports.xlsx.strings import MOST_CHARACTERS, fits, letter
from connector.reports.xlsx.unpacking import MOST_BYTES, MOST_UNPACKED, WrongFile
from connector.reports.xlsx.writing import Column, Format, Sheet, TooLong, Value, write

__all__ = [
    "MOST_BYTES",
    "MOST_CHARACTERS",
    "MOST_UNPACKED",
    "Cell",
    "CellKind",
    "Column",
    "Format",
    "Row",
    "Sheet",
    "Table",
    "TooLong",
    "Value",
    "WrongFile",
    "fits",
    "letter",
    "read",
    "write",
]
