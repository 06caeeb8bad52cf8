"""What real ops do around a write; none of it changes what is stored."""

from collections.abc import Callable
from random import Random

Lines = tuple[str, ...]
Surround = Callable[[Lines], tuple[Lines, Lines]]
"""From the lines that write to all lines, and the imports that they need."""


def _alone(write: Lines) -> tuple[Lines, Lines]:
    return write, ()


def _reads_first(write: Lines) -> tuple[Lines, Lines]:
    read = 'rows += pd.read_csv("landing/extra.csv").to_dict("records")'
    return (read, *write), ("import pandas as pd",)


def _sends_after(write: Lines) -> tuple[Lines, Lines]:
    send = 'requests.post("https://hooks.example.org/done", json={"rows": len(rows)})'
    return (*write, send), ("import requests",)


def _when_there_are_rows(write: Lines) -> tuple[Lines, Lines]:
    return ("if rows:", *_indented(write)), ()


def _in_try(write: Lines) -> tuple[Lines, Lines]:
    return (
        "try:",
        *_indented(write),
        "except OSError:",
        '    context.log.error("not stored")',
        "    raise",
    ), ()


def _attempts(write: Lines) -> tuple[Lines, Lines]:
    return ("for attempt in range(3):", *_indented(write), "    break"), ()


def _local_function(write: Lines) -> tuple[Lines, Lines]:
    return ("def store():", *_indented(write), "", "store()"), ()


def _timed(write: Lines) -> tuple[Lines, Lines]:
    after = 'context.log.info(f"stored in {time.monotonic() - started}")'
    return ("started = time.monotonic()", *write, after), ("import time",)


def _scratch_beside(write: Lines) -> tuple[Lines, Lines]:
    scratch = (
        "with tempfile.NamedTemporaryFile() as scratch:",
        "    pickle.dump(rows, scratch)",
    )
    return (*scratch, *write), ("import pickle", "import tempfile")


SURROUNDINGS: tuple[tuple[Surround, float], ...] = (
    (_alone, 5),
    (_reads_first, 1),
    (_sends_after, 1),
    (_when_there_are_rows, 1),
    (_in_try, 1),
    (_attempts, 0.5),
    (_local_function, 1),
    (_timed, 1),
    (_scratch_beside, 1),
)
"""Each with its weight."""


def surround(random: Random, write: Lines) -> tuple[str, Lines, Lines]:
    """The name of what was chosen, all lines, and their imports."""
    chosen = random.choices([item for item, _ in SURROUNDINGS], [weight for _, weight in SURROUNDINGS])[0]
    lines, imports = chosen(write)
    return chosen.__name__.strip("_").replace("_", " "), lines, imports


def _indented(lines: Lines) -> Lines:
    return tuple(f"    {line}" for line in lines)
