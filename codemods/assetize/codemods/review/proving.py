"""Proofs that a person asked for: both versions run with stubs for bodies, in processes of their own, while the page goes on."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Literal

from assetize.analyzer.records import dataclass
from assetize.codemods.review.background import Background
from assetize.codemods.verification.verdicts import Proof

State = Literal["none", "running", "done", "failed"]


@dataclass(frozen=True, slots=True)
class ProofState:
    """How far a proof is. ``problem``: why there is none."""

    state: State = "none"
    proof: Proof | None = None
    problem: str = ""

    def count(self, verdict: str) -> int:
        """How many jobs have that verdict."""
        return sum(job.verdict == verdict for job in self.proof.jobs) if self.proof else 0


class Proofs:
    """By the digest of the text that is proved: of another text a proof says nothing."""

    def __init__(self) -> None:
        self._background = Background()
        self._futures: dict[str, Future[Proof]] = {}

    def begin(self, digest: str, prove: Callable[[], Proof]) -> None:
        """Proves it, unless that is done or under way; what failed is tried again."""
        if self.state(digest).state in ("none", "failed"):
            self._futures[digest] = self._background.ask(prove)

    def state(self, digest: str) -> ProofState:
        """What is known of this text."""
        future = self._futures.get(digest)
        if future is None:
            return ProofState()
        if not future.done():
            return ProofState("running")
        problem = future.exception()
        if problem is not None:
            return ProofState("failed", problem=str(problem) or type(problem).__name__)
        return ProofState("done", future.result())
