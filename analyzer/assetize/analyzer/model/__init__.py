"""The data that the layers share: frozen records, ids as strings, no syntax nodes.

``facts`` is what the source text says, ``project`` is all of it linked, ``evidence`` is what the ops do to the
world, ``decision`` is what follows from that, ``analysis`` is the whole.
"""

from assetize.analyzer.model.analysis import Analysis, Coverage
from assetize.analyzer.model.decision import (
    AssetFact,
    Confidence,
    Decision,
    Evidence,
    Fit,
    JobFit,
    OutputDecision,
    StoredInput,
)
from assetize.analyzer.model.effect import Effect, ObjectKind, Verb
from assetize.analyzer.model.facts import (
    AddressUse,
    Argument,
    AssetDefinition,
    AssetJobDefinition,
    AssetSource,
    CodeLocation,
    Edge,
    Graph,
    InputMapping,
    IoManager,
    Job,
    LocationEntry,
    Module,
    Node,
    Op,
    OpInput,
    OpOutput,
    OutputMapping,
    Parameter,
    Reference,
    ResourceBinding,
    Trigger,
)
from assetize.analyzer.model.project import Project
from assetize.analyzer.model.source import Diagnostic, Location, Severity, Unknown

__all__ = [
    "AddressUse",
    "Analysis",
    "Argument",
    "AssetDefinition",
    "AssetFact",
    "AssetJobDefinition",
    "AssetSource",
    "CodeLocation",
    "Confidence",
    "Coverage",
    "Decision",
    "Diagnostic",
    "Edge",
    "Effect",
    "Evidence",
    "Fit",
    "Graph",
    "InputMapping",
    "IoManager",
    "Job",
    "JobFit",
    "Location",
    "LocationEntry",
    "Module",
    "Node",
    "ObjectKind",
    "Op",
    "OpInput",
    "OpOutput",
    "OutputDecision",
    "OutputMapping",
    "Parameter",
    "Project",
    "Reference",
    "ResourceBinding",
    "Severity",
    "StoredInput",
    "Trigger",
    "Unknown",
    "Verb",
]
