"""Which sentences the source tells people, and what it fills their blanks with."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from tests.architecture.source import ROOT, place, python, tree

WEB: Final = ROOT / "connector" / "web"
CODE: Final = re.compile(r"[a-z_]+\.(?!(?:yaml|html|txt)$)[a-z_0-9]*[a-z0-9]")
FAMILY: Final = re.compile(r"[a-z_]+\.(?:[a-z]+_)*")
TELLERS: Final = frozenset(
    {"say", "problem", "ok", "warning", "failure", "add", "_skip", "_missing"}
)
"""Methods that take the code of a sentence; those of a log take the name of an event."""

IN_TEMPLATE: Final = re.compile(
    r"""say\(\s*["']([a-z_]+\.[a-z_0-9]*)["']\s*(~?)((?:[^()]|\([^()]*\))*)"""
)
NAMED: Final = re.compile(r"(\w+)\s*=")
NAMES_IN_TEMPLATE: Final = re.compile(
    r"""(?:table\.(?:cell|head)|for name in )\s*\(((?:[^()]|\([^()]*\))*)\)"""
)
"""The heads and cells of a page's tables, and its sections, name their sentences without `web.`."""

WORD: Final = re.compile(r"""["']([a-z][a-z_0-9]*)["']""")


@dataclass(frozen=True)
class Told:
    """One telling of a sentence; `facts` None where they cannot be seen."""

    place: str
    code: str
    facts: frozenset[str] | None


@cache
def tellings() -> list[Told]:
    """Every telling of a sentence whose code stands in the source."""
    return [*_in_code(), *_in_templates()]


@cache
def mentions() -> frozenset[str]:
    """Every text of the source that looks like a code, but for events of the log."""
    found = {told.code for told in tellings()}
    for file in _modules():
        skipped = {id(node) for node in ast.walk(tree(file)) for node in _events(node)}
        found |= {
            node.value
            for node in ast.walk(tree(file))
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in skipped
            and CODE.fullmatch(node.value)
        }
    return frozenset(found)


@cache
def families() -> frozenset[str]:
    """Beginnings of codes whose rest is known only when they are told: kind. of kind.{kind}."""
    found = {match[1] for _, match in _said_in_templates() if match[2]}
    found |= {code for _, code in _named_in_templates() if code.endswith("_")}
    for file in _modules():
        for node in ast.walk(tree(file)):
            if isinstance(node, ast.JoinedStr):
                found.add(_beginning(node))
            if isinstance(node, ast.Call) and _is_of_the_page(file, node):
                found |= {f"web.{_beginning(arg)}" for arg in node.args[:1]}
    return frozenset(start for start in found if FAMILY.fullmatch(start))


@cache
def words_of_the_page() -> frozenset[str]:
    """Every short text of the web's source: names of sentences are among them."""
    files = [*python("connector/web"), *_templates()]
    return frozenset(
        word for file in files for word in WORD.findall(file.read_text(encoding="utf-8"))
    )


def _modules() -> list[Path]:
    sandbox = ROOT / "connector" / "sandbox"
    return [file for file in python("connector", "jobs") if sandbox not in file.parents]


def _in_code() -> Iterator[Told]:
    errors = _errors()
    for file in _modules():
        for scope in _scopes(file):
            chosen = _chosen(scope)
            for node in ast.walk(scope):
                if isinstance(node, ast.Call) and (
                    _tells(node, errors) or _is_of_the_page(file, node)
                ):
                    for code in _codes(file, node, chosen):
                        yield Told(place(file, node), code, _facts(node))


def _scopes(file: Path) -> list[ast.AST]:
    """Functions, each with the names it chooses, and the module around them."""
    functions = ast.FunctionDef | ast.AsyncFunctionDef
    return [tree(file), *(node for node in ast.walk(tree(file)) if isinstance(node, functions))]


def _chosen(scope: ast.AST) -> Mapping[str, ast.expr]:
    """What a function calls by a name before telling it: code = one if full else other."""
    if isinstance(scope, ast.Module):
        return {}
    return {
        ast.unparse(node.targets[0]): node.value
        for node in ast.walk(scope)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.IfExp | ast.Constant)
    }


def _in_templates() -> Iterator[Told]:
    for file, match in _said_in_templates():
        if not match[2]:
            yield Told(place(file), match[1], frozenset(NAMED.findall(match[3])))
    for file, code in _named_in_templates():
        if not code.endswith("_"):
            yield Told(place(file), code, frozenset())


def _named_in_templates() -> Iterator[tuple[Path, str]]:
    for file in _templates():
        for names in NAMES_IN_TEMPLATE.findall(file.read_text(encoding="utf-8")):
            is_cell = names.startswith(('"', "'"))
            for name in WORD.findall(names)[: 1 if is_cell else None]:
                yield file, f"web.{name}"


def _said_in_templates() -> Iterator[tuple[Path, re.Match[str]]]:
    for file in _templates():
        for match in IN_TEMPLATE.finditer(file.read_text(encoding="utf-8")):
            yield file, match


def _templates() -> list[Path]:
    return sorted(WEB.rglob("*.html"))


def _is_of_the_page(file: Path, call: ast.Call) -> bool:
    """Words of a page take the names of its sentences without `web.`."""
    return WEB in file.parents and ast.unparse(call.func) in {"words.say", "self.say"}


def _tells(call: ast.Call, errors: frozenset[str]) -> bool:
    if isinstance(call.func, ast.Name):
        return call.func.id in errors | {"say", "Problem"}
    if not isinstance(call.func, ast.Attribute):
        return False
    is_error = call.func.attr == "__init__" and "super" in ast.unparse(call.func)
    is_logged = ast.unparse(call.func.value).endswith(("log", "logger"))
    return is_error or (call.func.attr in TELLERS and not is_logged)


def _codes(file: Path, call: ast.Call, chosen: Mapping[str, ast.expr]) -> list[str]:
    """The code, or both when one is chosen on the spot."""
    said = [
        node.value
        for arg in (chosen.get(ast.unparse(arg), arg) for arg in call.args[:2])
        for node in (ast.walk(arg) if isinstance(arg, ast.IfExp) else [arg])
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    if _is_of_the_page(file, call):
        return [f"web.{name}" for name in said]
    return [code for code in said if CODE.fullmatch(code)]


def _beginning(node: ast.expr) -> str:
    first = node.values[0] if isinstance(node, ast.JoinedStr) else node
    is_family = isinstance(node, ast.JoinedStr) and isinstance(first, ast.Constant)
    return str(first.value) if is_family and isinstance(first, ast.Constant) else "-"


def _facts(call: ast.Call) -> frozenset[str] | None:
    if any(keyword.arg is None for keyword in call.keywords) or _is_opaque(call):
        return None
    return frozenset(keyword.arg for keyword in call.keywords if keyword.arg)


def _is_opaque(call: ast.Call) -> bool:
    """Methods of our own that add facts to a code, and records that carry them as a mapping."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ast.unparse(call.func)
    return name in {"_skip", "_missing", "Problem"}


def _errors() -> frozenset[str]:
    """ConnectorError and every class below it, by name."""
    bases = {
        node.name: {ast.unparse(base) for base in node.bases}
        for file in _modules()
        for node in ast.walk(tree(file))
        if isinstance(node, ast.ClassDef)
    }
    found = {"ConnectorError"}
    while more := {name for name, above in bases.items() if above & found} - found:
        found |= more
    return frozenset(found)


def _events(node: ast.AST) -> Iterator[ast.AST]:
    if (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and ast.unparse(node.func.value).endswith(("log", "logger"))
    ):
        yield from node.args[:1]
