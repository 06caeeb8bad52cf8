"""A decision in the making: what the rules found for one output, before keys are settled across the project."""

from dataclasses import dataclass

from assetize.analyzer.decide.naming import name_output
from assetize.analyzer.decide.op_view import OpView
from assetize.analyzer.decide.rules import RULES
from assetize.analyzer.decide.stored_objects import StoredObject
from assetize.analyzer.model import Confidence, Decision, Evidence, OpOutput, OutputDecision


@dataclass(frozen=True, slots=True)
class Draft:
    """``declared`` is true when the code itself gives the key (an event, a metadata hint, an I/O managed output)."""

    view: OpView
    output: OpOutput
    decision: Decision
    key: tuple[str, ...]
    confidence: Confidence
    evidence: tuple[Evidence, ...]
    stored: StoredObject | None = None
    declared: bool = False

    @property
    def place(self) -> tuple[str, str]:
        """Op id and output name."""
        return (self.view.op.id, self.output.name)

    def settled(self, reads: tuple[tuple[str, ...], ...]) -> OutputDecision:
        """The final record."""
        return OutputDecision(
            op=self.view.op.id,
            output=self.output.name,
            jobs=self.view.jobs,
            decision=self.decision,
            asset_key=self.key if self.decision == "asset" else (),
            confidence=self.confidence,
            evidence=self.evidence,
            identity=self.stored.identity if self.stored else None,
            reads=reads,
        )


def draft_output(view: OpView, output: OpOutput) -> Draft:
    """Run all rules: the first finding decides, later asset findings add evidence and names."""
    findings = [finding for rule in RULES if (finding := rule(view, output)) is not None]
    first = findings[0]
    if first.decision != "asset":
        return Draft(view, output, first.decision, (), first.confidence, first.evidence)
    assets = [finding for finding in findings if finding.decision == "asset"]
    key, named = name_output(view, output, assets)
    stored = next((finding.stored for finding in assets if finding.stored is not None), None)
    evidence = tuple(item for finding in assets for item in finding.evidence)
    return Draft(
        view,
        output,
        "asset",
        key,
        first.confidence,
        (*evidence, *named),
        stored,
        first.confidence == "certain",
    )
