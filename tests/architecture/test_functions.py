"""config/moodle/functions.yaml, from which a school gives rights, says what the code calls."""

import ast
from collections.abc import Iterator

from tests.architecture.source import content, python, tree


def called() -> Iterator[str]:
    """Names that are kept as `function` or handed to the client at once."""
    for file in python("connector/moodle/functions"):
        for node in ast.walk(tree(file)):
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]).lower() == "function":
                yield ast.literal_eval(node.value)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                is_asked = node.func.attr in {"read", "write"}
                if is_asked and node.args and isinstance(node.args[0], ast.Constant):
                    yield str(node.args[0].value)


def test_every_function_that_is_called_is_listed_and_no_other() -> None:
    assert sorted(content("moodle", "functions.yaml")) == sorted(set(called()))


def test_functions_stand_in_the_module_of_their_component() -> None:
    for file in python("connector/moodle/functions"):
        text = file.read_text(encoding="utf-8")
        for name in called():
            if f'"{name}"' in text:
                assert name.startswith(f"{file.stem}_")


def test_every_function_says_when_it_is_needed_and_what_rights_it_wants() -> None:
    for name, about in content("moodle", "functions.yaml").items():
        assert about.keys() == {"need", "capabilities"}, name
        assert all(":" in capability for capability in about["capabilities"]), name


def test_nothing_else_speaks_to_the_client() -> None:
    outside = [
        file.name
        for file in python("connector", "jobs")
        if "connector/moodle" not in file.as_posix() and "sandbox" not in file.as_posix()
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).endswith(("moodle.read", "moodle.write"))
    ]

    assert outside == []
