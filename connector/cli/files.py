"""Reads and writes the files that a command names; what is written names people."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import click

from connector.errors import ConfigurationError

PRIVATE: Final = 0o600
FILE: Final = click.Path(dir_okay=False, path_type=Path)

Command = Callable[..., Any]


def force_option(command: Command) -> Command:
    """Add `--force` to a command that writes a file."""
    return click.option("--force", is_flag=True, help="Заменить файл, если он есть.")(command)


def read(path: Path) -> bytes:
    """The content of a file; raises ConfigurationError when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigurationError("people.cannot_read", path=path, reason=error.strerror) from error


def make_folder(path: Path) -> None:
    """Make a folder where there is none; raises ConfigurationError."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigurationError("people.cannot_write", path=path, reason=error.strerror) from error


def write(path: Path, content: bytes, *, is_forced: bool) -> None:
    """Write a file that nobody else on this computer may read.

    One that is there may be somebody's work: it is replaced only by force. Raises
    ConfigurationError.
    """
    flags = os.O_WRONLY | os.O_CREAT | (os.O_TRUNC if is_forced else os.O_EXCL)
    try:
        with os.fdopen(os.open(path, flags, PRIVATE), "wb") as opened:
            opened.write(content)
    except FileExistsError as error:
        raise ConfigurationError("people.file_there", path=path) from error
    except OSError as error:
        raise ConfigurationError("people.cannot_write", path=path, reason=error.strerror) from error
