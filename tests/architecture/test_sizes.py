"""Modules and functions stay small enough to be read at once."""

import ast
import re
from pathlib import Path
from typing import Final

from tests.architecture.source import MIGRATIONS, place, python, tree

MODULE: Final = 300
FUNCTION: Final = 40
TESTS: Final = 500
EXCUSED: Final = re.compile(r"#\s*noqa(?P<rest>.*)")
REASONED: Final = re.compile(r":\s*[A-Z0-9, ]+ - \S.*")


def test_no_module_is_long() -> None:
    long = [place(file) for file in _modules() if _lines(file) > MODULE]

    assert long == []


def test_no_function_is_long() -> None:
    long = [
        place(file, node)
        for file in _modules()
        for node in ast.walk(tree(file))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > FUNCTION
    ]

    assert long == []


def test_no_file_of_tests_is_long() -> None:
    assert [place(file) for file in python("tests") if _lines(file) > TESTS] == []


def test_every_exception_from_a_rule_says_why() -> None:
    silent = [
        f"{place(file)}: {line.strip()}"
        for file in python("connector", "jobs", "tests")
        for line in file.read_text(encoding="utf-8").splitlines()
        if (excuse := EXCUSED.search(line)) and not REASONED.fullmatch(excuse["rest"])
        if "re.compile" not in line
    ]

    assert silent == []


def _modules() -> list[Path]:
    return [file for file in python("connector", "jobs") if MIGRATIONS not in file.parents]


def _lines(file: Path) -> int:
    return len(file.read_text(encoding="utf-8").splitlines())
