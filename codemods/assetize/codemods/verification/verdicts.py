"""What verification concludes."""

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["proved", "differs", "not proved"]


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that a real run left otherwise than before: ``lines`` begin with ``-`` for what was there, ``+`` for what is."""

    subject: str
    ops: tuple[str, ...]
    """The ops that wrote it, before or now."""
    run: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class JobVerdict:
    """One upgraded job. ``reasons``: each difference, or why nothing can be said; empty when it is proved.

    ``runs``: how many runs were compared (partitions, optional outputs left out or not, widths of dynamic outputs). ``notes`` are said
    beside the verdict: what was not looked at.
    """

    job: str
    verdict: Verdict
    reasons: tuple[str, ...] = ()
    runs: int = 0
    notes: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Proof:
    """All upgraded jobs, and what had to be replaced to load the project: modules, and environment variables without a value."""

    jobs: tuple[JobVerdict, ...]
    engine: str
    level: str
    stand_ins: tuple[str, ...] = ()
    environment: tuple[str, ...] = ()
