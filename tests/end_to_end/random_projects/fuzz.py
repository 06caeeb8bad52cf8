"""Upgrades as many random projects as asked for: ``python tests/end_to_end/random_projects/fuzz.py 200 [first seed]``."""

import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from harness.versions import VersionRunner

from random_projects.check import check_seed


def main() -> int:
    """Exit 1 when an upgrade got something wrong; what it was is printed with its seed."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    totals: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as scratch:
        runner = VersionRunner(Path(scratch))
        for seed in range(first, first + count):
            verdict = check_seed(seed, Path(scratch, str(seed)), runner)
            totals["projects"] += 1
            totals["invalid"] += verdict.invalid is not None
            totals["wrong"] += bool(verdict.problems)
            totals["jobs"] += verdict.jobs
            totals["jobs upgraded"] += verdict.upgraded_jobs
            totals.update(verdict.codes)
            if verdict.invalid:
                print(f"seed {seed}: not valid: {verdict.invalid.strip()[-700:]}", flush=True)
            for problem in verdict.problems:
                print(f"seed {seed}: {problem}", flush=True)
        runner.close()
    print(", ".join(f"{name} {number}" for name, number in totals.items()))
    return 1 if totals["wrong"] else 0


if __name__ == "__main__":
    raise SystemExit(main())
