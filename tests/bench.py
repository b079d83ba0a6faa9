"""Measures the cycle on a large make-believe school: `make bench`.

Prints calls, bytes, seconds, seconds spent waiting for Moodle and peak memory of each step, against
the sandbox at a settable pace (1: as slow as the real Moodle that was measured).
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from connector.sandbox.access import SERVICE_TOKEN

ROOT = Path(__file__).resolve().parent.parent
STEPS = (
    ("sync --night", "first"),
    ("sync", "first by day"),
    ("sync", "again, nothing changed"),
    ("jobs run register", "first"),
    ("jobs run register", "again, nothing new"),
    ("monitor", "first"),
    ("writeback", "first"),
    ("writeback", "again, nothing to write"),
)
ALLOWED_OUTSIDE = 0.15


@dataclass(frozen=True)
class Step:
    """What one command used; seconds by the wall clock, memory in MiB at its peak."""

    calls: int
    received: int
    seconds: float
    waiting: float
    whole: float
    memory: float

    @property
    def outside(self) -> float:
        """The share of the run that was not spent waiting for Moodle."""
        return 1 - self.waiting / self.seconds if self.seconds else 0.0


def main() -> None:
    """Run every step and print a line for each."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder, _sandbox(options) as url:
        environment = _environment(Path(folder), url, options.mapping)
        print(f"people {options.users}, courses {options.courses}, pace {options.pace}")
        print(
            f"{'step':<36} {'calls':>6} {'MiB':>8} {'seconds':>8} {'waiting':>8} {'outside':>8} "
            f"{'memory':>9}"
        )
        for command, note in STEPS:
            step = _run(command.split(), environment)
            print(
                f"{command + ', ' + note:<36} {step.calls:>6} {step.received / 2**20:>8.2f} "
                f"{step.seconds:>8.2f} {step.waiting:>8.2f} {step.outside:>8.1%} "
                f"{step.memory:>5.0f} MiB"
            )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--users", type=int, default=5000)
    parser.add_argument("--courses", type=int, default=200)
    parser.add_argument("--pace", type=float, default=1.0)
    parser.add_argument("--port", type=int, default=8089)
    parser.add_argument("--mapping", type=Path, default=ROOT / "mappings" / "demo.yaml")
    return parser.parse_args()


@contextmanager
def _sandbox(options: argparse.Namespace) -> Iterator[str]:
    command = [sys.executable, "-m", "connector", "sandbox", "--port", str(options.port)]
    command += ["--users", str(options.users), "--courses", str(options.courses)]
    process = subprocess.Popen(  # noqa: S603 - our own command
        [*command, "--pace", str(options.pace)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip().partition("=")[2]
    finally:
        process.terminate()
        process.wait()


def _environment(home: Path, url: str, mapping: Path) -> Mapping[str, str]:
    return {
        **os.environ,
        "MENTORING_HOME": str(home),
        "MENTORING_MOODLE_URL": url,
        "MENTORING_MOODLE_TOKEN": SERVICE_TOKEN,
        "MENTORING_MAPPING": str(mapping),
    }


def _run(arguments: list[str], environment: Mapping[str, str]) -> Step:
    """Run a command in a process of its own and read what its run recorded."""
    process = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "connector", *arguments],
        env=dict(environment),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, _, usage = os.wait4(process.pid, 0)
    listed = subprocess.run(
        [sys.executable, "-m", "connector", "jobs", "list", "--json"],
        env=dict(environment),
        stdout=subprocess.PIPE,
        check=True,
    )
    outcome = json.loads(listed.stdout)["runs"][0]["outcome"]
    return Step(
        calls=outcome["calls"],
        received=outcome["received"],
        seconds=outcome["seconds"],
        waiting=outcome["waiting"],
        whole=usage.ru_utime + usage.ru_stime,
        memory=usage.ru_maxrss / 1024,
    )


if __name__ == "__main__":
    main()
