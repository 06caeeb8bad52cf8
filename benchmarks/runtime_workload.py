"""One workload on one engine, in a process of its own: ``python runtime_workload.py dagster|runtime WORKLOAD SIZE``.

Prints JSON: seconds on the clock and of the processors for the workload, and the most memory of the process.
"""

import importlib
import json
import logging
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

ENGINES = {"dagster": "dagster", "runtime": "assetize.runtime"}


def main() -> None:
    """Prepares the workload, runs it once small where that loads what is imported late, and measures it."""
    engine, name, size = sys.argv[1], sys.argv[2], int(sys.argv[3])
    logging.disable(logging.CRITICAL)
    started = _now()
    dg = importlib.import_module(ENGINES[engine])
    if name == "import":
        for used in ("asset", "op", "job", "Definitions", "materialize"):
            getattr(dg, used)
        _print(started)
        return
    # Dagster may still write there while the folder is removed.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        os.environ["DAGSTER_HOME"] = os.environ["ASSETIZE_HOME"] = home
        make = WORKLOADS[name]
        make(dg, 2)()
        work = make(dg, size) if name != "define" else lambda: make(dg, size)()
        started = _now()
        work()
        _print(started)


def _now() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def _print(started: tuple[float, float]) -> None:
    wall, cpu = _now()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    unit = 1 if sys.platform == "darwin" else 1024
    print(json.dumps({"wall": wall - started[0], "cpu": cpu - started[1], "memory_mb": peak * unit / 1e6}))


def _chain(dg: Any, size: int) -> list[Any]:
    made: list[Any] = []
    for number in range(size):
        ins = {"before": dg.AssetIn(f"a{number - 1}")} if number else {}

        def body(**values: int) -> int:
            return values.get("before", 0) + 1

        made.append(dg.asset(name=f"a{number}", ins=ins)(body))
    return made


def _materialize(dg: Any, size: int) -> Callable[[], Any]:
    assets = _chain(dg, size)
    resources = {"io_manager": dg.mem_io_manager}
    return lambda: dg.materialize(assets, resources=resources)


def _materialize_and_record(dg: Any, size: int) -> Callable[[], Any]:
    assets = _chain(dg, size)
    resources = {"io_manager": dg.mem_io_manager}

    def work() -> None:
        with dg.DagsterInstance.get() as instance:
            assert dg.materialize(assets, resources=resources, instance=instance).success

    return work


def _execute_ops(dg: Any, size: int) -> Callable[[], Any]:
    @dg.op
    def first() -> int:
        return 0

    @dg.op
    def following(before: int) -> int:
        return before + 1

    @dg.job
    def chain() -> None:
        value = first()
        for number in range(size - 1):
            value = following.alias(f"op_{number}")(value)

    return lambda: chain.execute_in_process()  # type: ignore[no-any-return]


def _define(dg: Any, size: int) -> Callable[[], Any]:
    def work() -> None:
        job = dg.define_asset_job("all_of_them", "*")
        definitions = dg.Definitions(assets=_chain(dg, size), jobs=[job])
        if hasattr(definitions, "get_job_def"):
            definitions.get_job_def("all_of_them")
        else:
            definitions.resolve_job_def("all_of_them")

    return work


WORKLOADS = {
    "materialize": _materialize,
    "record": _materialize_and_record,
    "ops": _execute_ops,
    "define": _define,
}

if __name__ == "__main__":
    main()
