"""Proves upgrades of random projects, and breaks upgraded texts in ways that must be found: ``proving.py 100 [first seed]``."""

import os
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from harness.trees import write_tree

from assetize.analyzer.api import analyze
from assetize.codemods.gate import check
from assetize.codemods.model import FileRewrite, Rewrite
from assetize.codemods.plan import PlanOptions
from assetize.codemods.upgrade import PreparedUpgrade, prepare_upgrade
from assetize.codemods.verification.proved_upgrade import prove_upgrade
from assetize.codemods.verification.verify import Engine
from random_projects.check import LIBRARY
from random_projects.choose import choose_project
from random_projects.project_text import project_files

BREAKING: tuple[tuple[str, str, str], ...] = (
    ("an asset is not selected", r"(selection=\[\w+(?:, \w+)*), \w+\]", r"\1]"),
    ("an I/O manager key is lost", r'(@asset\((?:[^@]*?, )?)io_manager_key="\w+"', r"\1"),
    ("other retries", r"max_retries=(\d)", r"max_retries=1\1"),
    ("two inputs swapped", r'AssetIn\(key="(\w+)"\)(.*?)AssetIn\(key="(?!\1")(\w+)"\)', r'AssetIn(key="\3")\2AssetIn(key="\1")'),
    ("another name of the job", r'(define_asset_job\(\s*name=")', r"\1other_"),
    ("other config", r'(config=\{"ops": .*?"config": \{"\w+": )(\d+)', r"\g<1>1\2"),
    ("another cron schedule", r'cron_schedule="0 ', 'cron_schedule="1 '),
    ("other partitions", r'(partition_keys=\[|StaticPartitionsDefinition\(\[)"(\w+)"', r'\1"other\2"'),
    ("an asset is not in the definitions", r"assets=\[\w+, ", "assets=["),
)  # fmt: skip
"""What is broken, and how: the first place of the upgraded text that fits. Each changes what some job does."""


def upgraded_seed(seed: int, folder: Path) -> PreparedUpgrade:
    """The project of ``seed`` in ``folder``, and its upgrade, which is not written."""
    write_tree(folder, {name: text.encode() for name, text in project_files(choose_project(seed)).items()})
    return prepare_upgrade(folder, PlanOptions(), analyze(folder))


def unproved(folder: Path, prepared: PreparedUpgrade) -> list[str]:
    """The jobs that are not proved, with the reasons."""
    proof = prove_upgrade(folder, prepared, Engine())
    return [f"{job.job} {job.verdict}: {job.reasons}" for job in proof.jobs if job.verdict != "proved"]


def broken_upgrades(prepared: PreparedUpgrade) -> Iterator[tuple[str, PreparedUpgrade]]:
    """The upgrade with one thing wrong, in each of the ways that its text has a place for."""
    for name, pattern, instead in BREAKING:
        for number, file in enumerate(prepared.rewrite.files):
            text = file.after.decode()
            # What was there before the upgrade and still is may belong to a job that stays as it is.
            broken = re.sub(pattern, instead, text, count=1, flags=re.S)
            if broken != text and _touches_upgraded(text, broken, file):
                files = list(prepared.rewrite.files)
                files[number] = replace(file, after=broken.encode())
                yield name, replace(prepared, rewrite=Rewrite(tuple(files)))
                break


def _touches_upgraded(text: str, broken: str, file: FileRewrite) -> bool:
    """Whether the line that is broken is one that the upgrade wrote."""
    pairs = zip(text.splitlines(), broken.splitlines(), strict=False)
    line = next((first for first, second in pairs if first != second), "")
    return line not in file.before.decode().splitlines()


def is_caught(folder: Path, original: PreparedUpgrade, broken: PreparedUpgrade) -> bool:
    """By the gate, which reads the text, or by running both versions."""
    if check(folder, original.analysis, original.plan, broken.rewrite, PlanOptions()):
        return True
    return bool(unproved(folder, broken))


def main() -> int:
    """Exit 1 for a false alarm; what was not caught is printed, to be looked at."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    os.environ["PYTHONPATH"] = str(LIBRARY)
    totals: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as scratch:
        for seed in range(first, first + count):
            folder = Path(scratch, str(seed))
            prepared = upgraded_seed(seed, folder)
            if not prepared.rewrite.files:
                continue
            totals["upgraded projects"] += 1
            alarms = unproved(folder, prepared)
            totals["false alarms"] += bool(alarms)
            for alarm in alarms:
                print(f"seed {seed}: {alarm}", flush=True)
            for name, broken in broken_upgrades(prepared):
                caught = is_caught(folder, prepared, broken)
                totals["broken"] += 1
                totals["caught"] += caught
                if not caught:
                    print(f"seed {seed}: not caught: {name}", flush=True)
            if seed % 10 == 9:
                print(seed, dict(totals), flush=True)
    print(", ".join(f"{name} {number}" for name, number in totals.items()))
    return 1 if totals["false alarms"] else 0


if __name__ == "__main__":
    raise SystemExit(main())
