"""What is wrong with a mapping is found in English and said in the school's language."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import marshmallow

from connector.wording import load
from tests.architecture.source import CONFIG, place, python, tree

SENTENCES: Final = load(CONFIG / "wording").sentences
FAULT: Final = "fault."
BLANK: Final = "\0"


def texts(file: Path) -> Iterator[tuple[ast.expr, str]]:
    """Every text of a module; what is filled in when it is said is one blank."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node, re.sub(r"\{\w+\}", BLANK, node.value)
        if isinstance(node, ast.JoinedStr):
            parts = (p.value if isinstance(p, ast.Constant) else BLANK for p in node.values)
            yield node, "".join(map(str, parts))


def said_of_a_mapping() -> set[str]:
    library = Path(marshmallow.__file__).parent
    files = [*python("connector/mapping"), *library.glob("*.py")]
    return {text for file in files for _, text in texts(file)}


def is_said(reason: str, texts: set[str]) -> bool:
    """Whether a text is this reason, or begins with it before a colon."""
    return any(
        re.fullmatch(re.escape(text).replace(BLANK, ".+"), reason) or text.startswith(f"{reason}:")
        for text in texts
        if text.strip(BLANK)
    )


def test_every_reason_that_has_a_sentence_is_given_somewhere() -> None:
    reasons = [code.removeprefix(FAULT) for code in SENTENCES if code.startswith(FAULT)]
    said = said_of_a_mapping()

    assert len(reasons) > 10
    assert [reason for reason in reasons if not is_said(reason, said)] == []


def test_every_reason_that_a_mapping_is_refused_for_has_its_sentence() -> None:
    silent = {
        place(file, call): text
        for file in python("connector/mapping")
        for call in ast.walk(tree(file))
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "ValidationError"
        for node, text in texts(file)
        if node in call.args[:1] and text.partition(":")[0] and BLANK not in text.partition(":")[0]
        if not {f"{FAULT}{text}", f"{FAULT}{text.partition(': ')[0]}"} & SENTENCES.keys()
    }

    assert silent == {}
