"""Puts an op and a job into as many files as asked for, upgrades them, and compares what is around: ``many.py 1000 [seed]``."""

import sys
import tempfile
import traceback
from collections import Counter
from itertools import count
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from round_trip.check import NO_PLACE, REFUSED, UPGRADED, check_file
from round_trip.files import other_peoples_files


def main() -> int:
    """Exit 1 when a byte changed that is none of the upgrade's; what could not be upgraded is printed, too."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    random = Random(int(sys.argv[2]) if len(sys.argv) > 2 else 0)
    totals: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as scratch:
        for number, path in zip(count(), other_peoples_files(random)):
            try:
                outcome, why = check_file(path, Path(scratch, str(number)), random)
            except Exception:  # whatever is raised is what is looked for
                outcome, why = "wrong", traceback.format_exc()
            totals[outcome] += 1
            if why:
                print(f"{path}: {outcome}: {why}", flush=True)
            if totals.total() - totals[NO_PLACE] == wanted:
                break
    print(", ".join(f"{name} {number}" for name, number in totals.items()))
    return 1 if totals.keys() - {UPGRADED, REFUSED, NO_PLACE} else 0


if __name__ == "__main__":
    raise SystemExit(main())
