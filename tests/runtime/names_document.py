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

`assetize.runtime` runs ops, graphs, jobs and assets behind Dagster's public names. It is made for tests: it imports in
milliseconds, needs no daemon and no configuration, and keeps everything in memory. Production stays on Dagster.

```python
from assetize.runtime import asset, materialize


@asset
def numbers():
    return [1, 2, 3]


assert materialize([numbers]).asset_value("numbers") == [1, 2, 3]
```

The behaviour tests in `tests/runtime` run twice, on Dagster and on the runtime, and must pass on both:
`pytest tests/runtime`, or one engine alone with `--engine dagster` or `--engine runtime`.

A name that is not there raises `AttributeError: dagster name … is not part of the bundled runtime; run this on Dagster`.

## Differences

- Runs happen in this process. `executor_def` is kept as a declaration.
- The instance is in memory: `DagsterInstance.get()` is a new one, and `instance_for_test()` an empty one with a folder of its own.
- Time windows are hours, days, weeks and months; other cron expressions of `TimeWindowPartitionsDefinition` raise.
- `Definitions` answers a repository's questions itself (`get_job`, `get_all_jobs`).
- A failed blocking check is recorded and does not stop what depends on the asset.
- `automation_condition`, `freshness_policy` and `backfill_policy` are kept as declarations and never evaluated.
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
