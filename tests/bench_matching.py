"""Measures matching beside a greedy curator, and texts by labelled pairs.

`python -m tests.bench_matching`

Each size runs in a process of its own, words and all, so that seconds and memory are those of one
command.
"""

import json
import resource
import subprocess
import sys
import time
from typing import Final

SIZES: Final = ((100, 300), (300, 900), (1000, 3000))
HEAD: Final = (
    f"{'mentors x mentees':<20} {'by':<8} {'score':>8} {'matched':>8} {'blocking':>9} "
    f"{'seconds':>8} {'of CPU':>8} {'peak MB':>8}"
)


def main() -> None:
    """Print a line for the solver and one for greedy, for each size; F1 of comparing texts."""
    from tests.unit.matching.text_ways import table  # noqa: PLC0415 - what it costs is measured

    sys.stdout.write(f"{HEAD}\n")
    for mentors, mentees in SIZES:
        for way in ("solver", "greedy"):
            sys.stdout.write(f"{_line(mentors, mentees, way)}\n")
            sys.stdout.flush()
    sys.stdout.write(f"\n{table()}\n")


def _line(mentors: int, mentees: int, way: str) -> str:
    command = [sys.executable, "-m", "tests.bench_matching", way, str(mentors), str(mentees)]
    started = time.perf_counter()
    said = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - ours
    seconds = time.perf_counter() - started
    found = json.loads(said.stdout)
    seconds -= found["making"]
    return (
        f"{mentors:>7} x {mentees:<10} {way:<8} {found['score']:>8} {found['matched']:>8} "
        f"{found['blocking']:>9} {seconds:>8.2f} {found['cpu']:>8.2f} {found['memory']:>8.0f}"
    )


def measure(way: str, mentors: int, mentees: int) -> dict[str, float]:
    """Match once in this process; `making`: seconds that making the school up took."""
    from connector.matching import solve  # noqa: PLC0415 - what it costs is measured
    from tests.greedy import greedy  # noqa: PLC0415 - same
    from tests.matching_builders import a_large_problem, the_lexicon  # noqa: PLC0415 - same

    started = time.perf_counter()
    problem = a_large_problem(mentors, mentees)
    making = time.perf_counter() - started
    if way == "greedy":
        couples, score = greedy(problem, the_lexicon())
        found: dict[str, float] = {"score": score, "matched": len(couples), "blocking": 0}
    else:
        quality = solve(problem, the_lexicon()).quality
        found = {"score": quality.score, "matched": quality.matched, "blocking": quality.blocking}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    cpu = time.process_time() - making
    return {**found, "making": making, "cpu": cpu, "memory": peak}


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.stdout.write(json.dumps(measure(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))))
    else:
        main()
