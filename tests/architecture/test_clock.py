"""Time comes in as an argument: only bootstrap and the sandbox look at a clock."""

import ast
from typing import Final

from tests.architecture.source import ROOT, place, python, tree

CLOCKS: Final = {
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "datetime.datetime.now",
    "time.time",
}
MAY: Final = (ROOT / "connector" / "bootstrap.py", ROOT / "connector" / "sandbox")


def test_nobody_else_looks_at_a_clock() -> None:
    looking = [
        place(file, node)
        for file in python("connector", "jobs")
        if not any(file.is_relative_to(allowed) for allowed in MAY)
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Attribute) and ast.unparse(node) in CLOCKS
    ]

    assert looking == []


def test_bootstrap_does() -> None:
    assert "datetime.now" in (ROOT / "connector" / "bootstrap.py").read_text(encoding="utf-8")
