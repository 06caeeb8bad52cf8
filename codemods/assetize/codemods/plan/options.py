"""What a person may ask of a plan."""

from dataclasses import dataclass, field

from assetize.analyzer.model import Confidence, Diagnostic


@dataclass(frozen=True, slots=True)
class PlanOptions:
    """``jobs``: names of the only jobs to upgrade (empty: all). ``rename_functions`` is ``"keep"`` to leave all names.

    ``keep_names``: ids of ops whose function names stay. ``refused``: ids of jobs that an earlier attempt could not carry out,
    with why.
    """

    min_confidence: Confidence = "likely"
    jobs: tuple[str, ...] = ()
    function_names: str = "nouns"
    keep_names: frozenset[str] = frozenset()
    refused: tuple[tuple[str, Diagnostic], ...] = field(default=())

    def accepts(self, confidence: Confidence) -> bool:
        """Whether a decision of that confidence may be acted on."""
        order: tuple[Confidence, ...] = ("certain", "likely", "guess")
        return order.index(confidence) <= order.index(self.min_confidence)
