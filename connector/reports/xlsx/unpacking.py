"""Looks at a file before it is opened: a spreadsheet is a packed folder, and may be a trap."""

import io
import zipfile
from typing import Final

from connector.errors import ConnectorError

MEGABYTE: Final = 1024 * 1024
MOST_BYTES: Final = 20 * MEGABYTE
MOST_UNPACKED: Final = 150 * MEGABYTE
"""Of everything inside; Python unpacks no more than a file declares of itself."""

WORKBOOK: Final = "[Content_Types].xml"


class WrongFile(ConnectorError):
    """A file that cannot be read as a spreadsheet."""

    exit_code = 2


def check(file: bytes) -> None:
    """Raise WrongFile for what is too large, unpacks to too much or is no .xlsx at all."""
    if len(file) > MOST_BYTES:
        raise WrongFile("xlsx.too_large", megabytes=MOST_BYTES // MEGABYTE)
    try:
        with zipfile.ZipFile(io.BytesIO(file)) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError) as error:
        raise WrongFile("xlsx.not_xlsx") from error
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise WrongFile("xlsx.unpacks_to_too_much", megabytes=MOST_UNPACKED // MEGABYTE)
    if WORKBOOK not in {part.filename for part in parts}:
        raise WrongFile("xlsx.not_xlsx")
