"""Upgrades as many random projects as asked for and runs them before and after: ``fuzz.py 20000 --from 0 --engine bundled``."""

import argparse
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from harness.versions import ENGINES, VersionRunner

from random_projects.check import Verdict, check_seed

EVERY = 100
"""After so many projects it says how far it is: from there it can be taken up again with ``--from``."""


def main() -> int:
    """Exit 1 when an upgrade got something wrong; what it was is printed with its seed."""
    asked = _arguments()
    totals: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as scratch:
        runner = VersionRunner(Path(scratch), ENGINES[asked.engine])
        for seed in range(asked.first, asked.first + asked.count):
            folder = Path(scratch, str(seed))
            _add(totals, seed, check_seed(seed, folder, runner))
            shutil.rmtree(folder)
            if (seed + 1 - asked.first) % EVERY == 0:
                _forget_outcomes(Path(scratch))
                print(f"to go on: --from {seed + 1} ({_sums(totals)})", flush=True)
        runner.close()
    print(_sums(totals))
    return 1 if totals["wrong"] else 0


def _forget_outcomes(cache: Path) -> None:
    """The runner keeps what each version did, and no two projects are the same."""
    for path in cache.glob("*.json"):
        path.unlink()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=200)
    parser.add_argument("--from", dest="first", type=int, default=0, help="the first seed")
    parser.add_argument("--engine", choices=list(ENGINES), default="bundled", help="what runs the projects")
    return parser.parse_args()


def _add(totals: Counter[str], seed: int, verdict: Verdict) -> None:
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


def _sums(totals: Counter[str]) -> str:
    return ", ".join(f"{name} {number}" for name, number in totals.items())


if __name__ == "__main__":
    raise SystemExit(main())
