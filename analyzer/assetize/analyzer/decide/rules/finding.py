"""What a rule says of an output."""

from assetize.analyzer.decide.stored_objects import StoredObject
from assetize.analyzer.model import Confidence, Decision, Evidence
from assetize.analyzer.records import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """``name`` is the asset's name as this rule knows it (empty: it knows none), ``stored`` the object that it found."""

    decision: Decision
    confidence: Confidence
    evidence: tuple[Evidence, ...]
    name: tuple[str, ...] = ()
    stored: StoredObject | None = None
    source: str = ""
    """Where the name comes from, in words; empty where the kind of the evidence says it."""
