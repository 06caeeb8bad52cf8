"""One project that is written to trip an upgrade."""

from dataclasses import dataclass

from harness.cases import Run


@dataclass(frozen=True)
class NastyCase:
    """The text of ``shop.py``, and what becomes of its jobs.

    ``files`` besides ``shop.py`` and ``storage.py``; ``codes``: why jobs are refused, empty when all are upgraded. ``runs``: what
    is run instead of the ``jobs``, each once; ``refused``: how many jobs stay beside those that are upgraded.
    """

    text: str
    codes: tuple[str, ...] = ()
    jobs: tuple[str, ...] = ("main_job",)
    files: tuple[tuple[str, str], ...] = ()
    encoding: str = "utf-8"
    runs: tuple[Run, ...] = ()
    refused: int = 0
