"""The source as the tests of its shape read it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

ROOT: Final = Path(__file__).resolve().parents[2]
CONFIG: Final = ROOT / "config"
MIGRATIONS: Final = ROOT / "connector" / "store" / "migrations"
GENERATED: Final = {"__pycache__", "var", "build", "node_modules"}


def python(*folders: str) -> list[Path]:
    """Every module of these folders."""
    return [file for folder in folders for file in sorted((ROOT / folder).rglob("*.py"))]


def texts() -> Iterator[tuple[Path, str]]:
    """Every text file of the repository that a person wrote."""
    for file in sorted(_files(ROOT)):
        try:
            yield file, file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


@cache
def tree(file: Path) -> ast.Module:
    """The syntax of a module."""
    return ast.parse(file.read_text(encoding="utf-8"), str(file))


def content(*parts: str) -> Any:  # noqa: ANN401 - any YAML
    """The content of a file of config/."""
    return yaml.safe_load(CONFIG.joinpath(*parts).read_text(encoding="utf-8"))


def place(file: Path, node: ast.AST | None = None) -> str:
    """Name a file, or a line of it, as a person looks it up."""
    name = file.relative_to(ROOT).as_posix()
    return f"{name}:{getattr(node, 'lineno', 0)}" if node else name


def _files(folder: Path) -> Iterator[Path]:
    for child in folder.iterdir():
        is_hidden = child.name.startswith(".") and child.name != ".github"
        if child.is_dir() and not (
            is_hidden or child.name in GENERATED or child.name.endswith(".egg-info")
        ):
            yield from _files(child)
        elif child.is_file():
            yield child
