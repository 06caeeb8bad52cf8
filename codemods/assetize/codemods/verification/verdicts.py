"""What verification concludes."""

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["proved", "differs", "not proved"]


@dataclass(frozen=True, slots=True)
class JobVerdict:
    """One upgraded job. ``reasons``: each difference, or why nothing can be said; empty when it is proved.

    ``runs``: how many runs were compared (partitions, optional outputs left out or not, widths of dynamic outputs).
    """

    job: str
    verdict: Verdict
    reasons: tuple[str, ...] = ()
    runs: int = 0


@dataclass(frozen=True, slots=True)
class Proof:
    """All upgraded jobs, and what had to be replaced to load the project: modules, and environment variables without a value."""

    jobs: tuple[JobVerdict, ...]
    engine: str
    level: str
    stand_ins: tuple[str, ...] = ()
    environment: tuple[str, ...] = ()
