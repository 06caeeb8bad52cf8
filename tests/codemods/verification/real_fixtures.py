"""Proves every fixture by real runs, on both engines: ``real_fixtures.py [engine...]``."""

import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "end_to_end"))

from harness.cases import Case, Run, all_cases

from assetize.analyzer.model import AskedRun, Location, VerifySettings
from assetize.codemods.verification.verdicts import Proof
from assetize.codemods.verification.verify import Engine, verify

UPGRADED = tuple(case for case in all_cases() if not case.unchanged)


def settings_of(case: Case) -> VerifySettings:
    """What the case's ``run.toml`` says, in the terms of a project's own settings; its world is the project's copy."""
    where = Location("run.toml", 1)
    return VerifySettings(
        where,
        environment=tuple(
            (name, value.replace("{world}", "{project}")) for name, value in case.environment.items()
        ),
        setup=f"python {case.seed}" if case.seed.exists() else "",
        stand_ins=str(case.stand_ins) if case.stand_ins.exists() else "",
        runs=tuple(_asked(run, where) for entry in case.locations for run in entry.runs),
    )


def _asked(run: Run, where: Location) -> AskedRun:
    return AskedRun(
        where,
        run.job or "",
        run.schedule or "",
        run.sensor or "",
        run.partition or "",
        run.at or "",
        json.dumps(dict(run.run_config)) if run.run_config else "",
        run.fails,
    )


def prove(case: Case, engine: str) -> Proof:
    """The fixture's proof by real runs."""
    return verify(case.after, str(case.before), Engine(engine), settings_of(case))


def main() -> int:
    """Exit 1 when a job of a fixture is not proved."""
    failed = 0
    for engine in sys.argv[1:] or ["bundled", "dagster"]:
        started, jobs = time.perf_counter(), 0
        for case in UPGRADED:
            for job in prove(case, engine).jobs:
                jobs += 1
                if job.verdict != "proved":
                    failed += 1
                    print(f"{case.name} on {engine}: {job.job} {job.verdict}: {job.reasons} {job.differences}", flush=True)  # fmt: skip
        seconds = time.perf_counter() - started
        print(f"{engine}: {len(UPGRADED)} fixtures, {jobs} jobs, {seconds:.0f} s", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
