"""A decision in the making: what the rules found for one output, before keys are settled across the project."""

from assetize.analyzer.decide.config_evidence import as_evidence, given_values
from assetize.analyzer.decide.naming import name_ladder, name_output
from assetize.analyzer.decide.op_view import OpView
from assetize.analyzer.decide.rules import RULES
from assetize.analyzer.decide.stored_objects import StoredObject
from assetize.analyzer.model import Confidence, Decision, Evidence, NameRung, OpOutput, OutputDecision
from assetize.analyzer.records import dataclass


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
    rule: str = ""
    rungs: tuple[NameRung, ...] = ()
    is_launch_given: bool = False
    hides_default: bool = False

    @property
    def place(self) -> tuple[str, str, int]:
        """Op id and output name, and which of the op's views it is about."""
        return (self.view.op.id, self.output.name, self.view.variant)

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
            rule=self.rule,
            rungs=self.rungs if self.decision == "asset" else (),
            uses=self.view.uses,
            is_launch_given=self.is_launch_given and self.decision == "asset",
            hides_default=self.hides_default and self.decision == "asset",
        )


def draft_output(view: OpView, output: OpOutput) -> Draft:
    """Run all rules: the first finding decides, later asset findings add evidence and names."""
    answers = ((rule.__name__, found) for rule in RULES if (found := rule(view, output)) is not None)
    rule, first = next(answers)
    if first.decision != "asset":
        return Draft(view, output, first.decision, (), first.confidence, first.evidence, rule=rule)
    assets = [first, *(finding for _, finding in answers if finding.decision == "asset")]
    key, named = name_output(view, output, assets)
    stored = next((finding.stored for finding in assets if finding.stored is not None), None)
    evidence = tuple(item for finding in assets for item in finding.evidence)
    given = given_values(view, stored)
    return Draft(
        view,
        output,
        "asset",
        key,
        first.confidence,
        (*evidence, *as_evidence(given), *named),
        stored,
        first.confidence == "certain",
        rule,
        name_ladder(view, output, assets, key),
        any(not item.is_fixed for item in given),
        any(item.hides_default for item in given),
    )
