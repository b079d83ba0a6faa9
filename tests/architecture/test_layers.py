"""The direction of imports, as pyproject.toml draws it."""

import subprocess
import sys
from pathlib import Path

from tests.architecture.source import ROOT


def test_imports_go_only_downwards() -> None:
    linter = Path(sys.executable).with_name("lint-imports")

    checked = subprocess.run(  # noqa: S603 - our own tool
        [linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert checked.returncode == 0, checked.stdout
    assert "0 broken" in checked.stdout
