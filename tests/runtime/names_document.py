"""Writes docs/runtime.md and the package's stub from the public names: `python tests/runtime/names_document.py`."""

from pathlib import Path

from assetize.runtime.public_names import HOMES

DOCUMENT = Path(__file__).parents[2] / "docs" / "runtime.md"
STUB = Path(__file__).parents[2] / "runtime" / "assetize" / "runtime" / "__init__.pyi"
NOT_API = {
    "TYPE_CHECKING",
    "TypingAny",
    "TypingTuple",
    "Final",
    "Callable",
    "Mapping",
    "Sequence",
    "importlib",
    "sys",
}

INTRODUCTION = """# The bundled runtime

`assetize.runtime` runs ops, graphs, jobs and assets behind Dagster's public names. It is made for tests and for one machine: it
imports in milliseconds, and needs no daemon and no configuration. Production stays on Dagster.

```python
from assetize.runtime import asset, materialize


@asset
def numbers():
    return [1, 2, 3]


assert materialize([numbers]).asset_value("numbers") == [1, 2, 3]
```

## Ways to run on it

- `from assetize.runtime import …` where code would say `from dagster import …`.
- `assetize asset list|materialize` and `assetize job list|execute` run a project as it is, with the options of Dagster's own
  commands: [commands](commands.md).
- `python -m assetize.runtime run script.py` runs a script, `pytest -p assetize.runtime.pytest_plugin` a project's tests.

In the last two, `from dagster import …` gives the runtime: an alias serves `dagster` and its public submodules, and nothing else.
It refuses to start in a process that has imported Dagster, and leaves `sys.modules` as it found it.

A name that is not there can be imported, annotated with and given to `isinstance`. To call it, to make a subclass of it or to
read its attributes raises `dagster.… is not part of the bundled runtime; run this on Dagster`.

## A project without Dagster

`assetize upgrade --target runtime` writes `from assetize.runtime import …` where the project says `from dagster import …`, and `import assetize.runtime as dg` for
`import dagster as dg`: in every Python file of the folder, tests too, together with the upgrade itself, as a diff, a check or with `--write`, and `assetize undo` takes it back.
The project then runs where no Dagster is installed; it needs `assetize` among its requirements instead.

It is all files or none, since objects of Dagster and of the runtime cannot be mixed. It is refused, and every place is named, where a name is not in the runtime
(AZ481) and where something else than the names of `dagster` is imported (AZ482): submodules, `dagster_…` libraries, `import *`, the module
as a value, or an import by a string. A second run changes nothing. `assetize report` and `upgrade` read Dagster's names from `dagster` alone: upgrade
all that is to be upgraded before, or while, the project moves.

## What is kept

With `ASSETIZE_HOME` set to a folder, `DagsterInstance.get()` and the commands keep there, from run to run:

| in the folder | what |
| --- | --- |
| `events.db` | runs, their events and log messages, materializations, observations, check results, data versions, tags, dynamic partitions; a sqlite file that any number of processes may use at once |
| `storage/` | the values that the default I/O manager pickles, each file put in place at once |
| `alive/` | one locked file for each process that runs something |

What a step tells is written in one transaction when it ends, and within a second while it goes on. A run whose process was
killed is found when the folder is next opened: it is marked failed, and `ReexecutionOptions.from_failure` goes on from there.
Without `ASSETIZE_HOME` an instance lives in memory; `instance_for_test()` keeps all in a folder of its own that goes with it.

## Processes

`execute_job` runs each step in a process of its own, as many at once as there are processors (`max_concurrent`,
`tag_concurrency_limits`), unless the job or the run config says `in_process`. A process that crashes is a failed step, or a
retry by the step's policy, and nothing else: other steps go on, and the run ends with `DagsterSubprocessError`. It needs a job
that another process finds by module and name, and an instance in a folder. All else (`materialize`, `execute_in_process`, the
commands) runs in one process.

## Databases and object stores

Three I/O managers beyond Dagster's own live in modules of their own, which import what they need when they are used:

| in `assetize.runtime.extras` | keeps | needs |
| --- | --- | --- |
| `duckdb_tables.DuckDBTableIOManager(database, schema="public")` | pandas data frames as tables of a DuckDB file | `duckdb`, `pandas` |
| `sqlite_tables.SqliteTableIOManager(database, schema="main")` | pandas data frames as tables of a sqlite file | `pandas` |
| `object_store.ObjectStorePickleIOManager(bucket, prefix="dagster", client=None, endpoint_url=None)` | pickled values in a bucket | `boto3`, or a client with `put_object` and `get_object` |

A table is named after its asset, and its schema after the part of the key before that, or after `schema` in the metadata.
A run replaces the table; a run for a partition replaces the rows of that partition, by the column that the asset's metadata names as
`partition_expr`. An input reads the columns that its own metadata lists as `columns`, or all. What is no data frame is refused.

## How it is shown

The behaviour tests in `tests/runtime` run twice, on Dagster and on the runtime, and must pass on both:
`pytest tests/runtime`, or one engine alone with `--engine dagster` or `--engine runtime`.

The cases in `tests/runtime/agreement` run on both engines in one test each, and must give the same value, or an error of the
same class raised by the same line.

Every fixture project, before and after its upgrade, runs on both and leaves the same world, the same events and the same
outcome of its own tests: `tests/end_to_end/test_fixtures_on_runtime.py`.

## Differences

- Executors that users write run in `execute_job`; they hand the steps on to what the `executor_creation_fn` of one of Dagster's own
  makes. Processes are always spawned, also where the executor's config asks for a fork server.
- Processes of steps do not capture what is printed: it goes where the run's own output goes.
- `build_resources` with a resource whose own resources are missing raises `DagsterInvariantViolationError`, Dagster `KeyError`.
- Where Dagster refuses keyword-only parameters in direct calls and positional arguments of `InputMapping`, the runtime takes them.
- `receive_processed_config_values` of a `ConfigMapping` is accepted and changes nothing: config is always processed.
- Runs record no `LOGS_CAPTURED` event.
- Re-execution reads values back through the I/O managers.
- Schedules and sensors are evaluated when they are called or by `evaluate_tick`; nothing ticks by itself.
- Automation conditions of assets, checks and jobs, and those that users define, are evaluated by `evaluate_automation_conditions`.
  No run is ever in progress while conditions are evaluated, and no daemon judges freshness, so that conditions on it do not hold.
  `AutoMaterializePolicy` is not there.
- `freshness_policy` and `backfill_policy` are kept as declarations.
- A returned tuple of asset results and check results evaluates the checks; Dagster records such checks as outputs alone.
- An empty list of selections selects nothing, and `not` before a selection of several keys is written with parentheses.
- `get_records_for_run` numbers records within the run; a run's planned materializations are not logged, its planned checks are.
- Which assets are out of date, and why, is told by `assetize.runtime.assets.staleness.Staleness(definitions, instance)`:
  `status(key, partition_key)` and `causes(key, partition_key)`. Virtual assets count as any other asset there.
- `serialize_value` writes a form of its own, which `deserialize_value` of the runtime reads.
- Error classes are Dagster's, and messages name the same facts; their wording can differ.
"""


def document() -> str:
    """The whole document, for the Dagster that is installed."""
    import dagster

    public = {name for name in dir(dagster) if not name.startswith("_")} - NOT_API
    there = sorted(name for name in HOMES if name in public)
    own = sorted(name for name in HOMES if name not in public)
    absent = sorted(name for name in public if name not in HOMES and not _is_module(getattr(dagster, name)))
    return "\n".join(
        [
            INTRODUCTION,
            f"## Names that are there ({len(there)})\n",
            _table(there),
            f"\n## Names that only the runtime exports ({len(own)})\n",
            _table(own),
            f"\n## Names that are not there ({len(absent)})\n",
            _table(absent),
            "",
        ]
    )


def stub() -> str:
    """The stub that tells type checkers where each public name lives."""
    modules: dict[str, list[str]] = {}
    for name, module in HOMES.items():
        modules.setdefault(module, []).append(name)
    lines = ['"""Runs ops, graphs, jobs and assets behind Dagster\'s public names."""', ""]
    for module in sorted(modules):
        for name in sorted(modules[module], key=lambda each: (each[0].islower(), each.lower())):
            line = f"from assetize.runtime.{module} import {name} as {name}"
            wrapped = [f"from assetize.runtime.{module} import (", f"    {name} as {name},", ")"]
            lines += [line] if len(line) <= 110 else wrapped
    return "\n".join([*lines, ""])


def _is_module(value: object) -> bool:
    return type(value).__name__ == "module"


def _table(names: list[str], columns: int = 4) -> str:
    rows = [names[i : i + columns] for i in range(0, len(names), columns)]
    lines = ["| " + " | ".join([""] * columns) + " |", "|" + " --- |" * columns]
    for row in rows:
        cells = [f"`{name}`" for name in row] + [""] * (columns - len(row))
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    DOCUMENT.write_text(document())
    STUB.write_text(stub())
