"""Nothing in; how long reading the law from its files, and proving it as `make law` does, take here, printed out."""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

from congkhai.catalogue import loading
from congkhai.proving import check

LAW = Path(__file__).parents[1] / "law"
RUNS = 7


def main() -> None:
    took = []
    for _ in range(RUNS):
        loading._open.cache_clear()
        start = time.process_time()
        catalogue = loading.load(LAW)
        took.append((time.process_time() - start) * 1000)
    start = time.process_time()
    problems = check(LAW)
    proven = time.process_time() - start
    obligations = catalogue.obligations.values()
    versions, examples = sum(len(o.versions) for o in obligations), sum(len(o.examples) for o in obligations)
    sys.stdout.write(
        f"law: {len(obligations)} obligations, {versions} versions read in {statistics.median(took):.0f} ms of CPU"
        f" (from {min(took):.0f} to {max(took):.0f}; budget 300)\n"
        f"     {examples} examples proven in {proven:.2f} s of CPU (budget 5), {len(problems)} problems\n"
    )


if __name__ == "__main__":
    main()
