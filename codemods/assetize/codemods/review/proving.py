"""Proofs that a person asked for: both versions run with stubs for bodies, in processes of their own, while the page goes on."""

from collections.abc import Callable
from concurrent.futures import Future
from importlib.util import find_spec
from typing import Literal

from assetize.analyzer.records import dataclass
from assetize.codemods.review.background import Background
from assetize.codemods.verification.verdicts import Proof

BUNDLED = "bundled"
ENGINES = (BUNDLED, "dagster")

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

    @property
    def is_short(self) -> bool:
        """It is there, and not every job is proved."""
        return self.proof is not None and self.count("proved") < len(self.proof.jobs)

    @property
    def may_use_dagster(self) -> bool:
        """Dagster itself is installed, and might run what the bundled runtime could not."""
        could_not = self.proof is not None and self.proof.engine == BUNDLED and self.count("not proved") > 0
        return could_not and find_spec("dagster") is not None


class Proofs:
    """By the digest of the text that is proved: of another text a proof says nothing."""

    def __init__(self) -> None:
        self._background = Background()
        self._futures: dict[str, Future[Proof]] = {}

    def begin(self, digest: str, prove: Callable[[], Proof]) -> None:
        """Proves it, unless that is under way, or all of it is proved; what failed is tried again."""
        state = self.state(digest)
        if state.state in ("none", "failed") or state.is_short:
            self._futures[digest] = self._background.ask(prove)

    def offer(self, digest: str, proof: Proof) -> None:
        """A proof that was kept: what was asked for here comes before it."""
        if self.state(digest).state == "none":
            future: Future[Proof] = Future()
            future.set_result(proof)
            self._futures[digest] = future

    def forget(self, digest: str) -> None:
        """What is known of this text, which is another one now."""
        self._futures.pop(digest, None)

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
