"""Breaks the upgraded text of every fixture in every way of ``mutations``, and counts what is caught: ``mutating.py [fixture...]``."""

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from mutations import Mutant, mutants

from assetize.codemods.gate import check
from assetize.codemods.model import Rewrite
from assetize.codemods.plan import PlanOptions
from assetize.codemods.upgrade import PreparedUpgrade, prepare_upgrade
from assetize.codemods.verification.proved_upgrade import prove_upgrade
from assetize.codemods.verification.verify import Engine

FIXTURES = Path(__file__).parents[3] / "fixtures"
UPGRADED = sorted(path.parent.name for path in FIXTURES.glob("*/after"))


def broken(prepared: PreparedUpgrade) -> Iterator[tuple[Mutant, PreparedUpgrade]]:
    """The upgrade with one thing wrong, in every place."""
    for number, file in enumerate(prepared.rewrite.files):
        for mutant in mutants(file.before, file.after):
            files = list(prepared.rewrite.files)
            files[number] = replace(file, after=mutant.text)
            yield mutant, replace(prepared, rewrite=Rewrite(tuple(files)))


def is_caught_by_gate(root: Path, upgrade: PreparedUpgrade) -> bool:
    """The static gate finds something."""
    return bool(check(root, upgrade.analysis, upgrade.plan, upgrade.rewrite, PlanOptions()))


def is_caught_by_running(root: Path, upgrade: PreparedUpgrade) -> bool:
    """Some job is not proved by running it with stubs."""
    return any(job.verdict != "proved" for job in prove_upgrade(root, upgrade, Engine()).jobs)


def main() -> int:
    """Prints what nobody caught, and how many of each kind there were."""
    counts: Counter[str] = Counter()
    for name in sys.argv[1:] or UPGRADED:
        root = FIXTURES / name / "before"
        for mutant, upgrade in broken(prepare_upgrade(root, PlanOptions())):
            counts["in all"] += 1
            if is_caught_by_gate(root, upgrade):
                counts["caught by the gate"] += 1
            elif is_caught_by_running(root, upgrade):
                counts["caught by running with stubs"] += 1
            else:
                line = mutant.text.splitlines()[mutant.line - 1].decode()
                print(f"{name}: {mutant.kind}, line {mutant.line}: {line.strip()}", flush=True)
    print(", ".join(f"{name}: {count}" for name, count in counts.items()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
