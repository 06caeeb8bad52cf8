"""Prints precision and recall over many generated projects: ``python tests/end_to_end/hidden_labels/accuracy.py [COUNT [FIRST_SEED]]``."""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from hidden_labels.measure import Accuracy, add_up, measure_project
from hidden_labels.project import generate_project


def measure_seeds(seeds: range) -> Accuracy:
    """The account of all projects of ``seeds``."""
    parts = []
    for seed in seeds:
        with tempfile.TemporaryDirectory() as folder:
            parts.append(measure_project(seed, generate_project(seed), Path(folder)))
    return add_up(parts)


def main() -> int:
    """Measures and prints, the misses last."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    found = measure_seeds(range(first, first + count))
    for miss in found.misses[:40]:
        print(f"  seed {miss.seed}: {miss.label.op} of {miss.label.job} stores {miss.label.stores or 'nothing'}, "
              f"decided: {miss.decided}   [{', '.join(miss.label.traits)}]")  # fmt: skip
    for trait, number in found.by_trait()[:12]:
        print(f"  {number:4} misses with: {trait}")
    print(
        f"{count} projects, {found.labels} ops, {found.stored} of them store an object; {found.decided} assets found, {found.right} right"
    )
    print(f"precision {found.precision:.4f} (goal 0.98)   recall {found.recall:.4f} (goal 0.95)")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
