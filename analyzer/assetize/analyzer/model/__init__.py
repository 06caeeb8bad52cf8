"""The data that the layers share: frozen records, ids as strings, no syntax nodes.

``facts`` is what the source text says, ``project`` is all of it linked, ``evidence`` is what the ops do to the
world, ``decision`` is what follows from that, ``analysis`` is the whole.
"""

from assetize.analyzer.model.analysis import Analysis, Coverage
from assetize.analyzer.model.comments import IgnoreComment
from assetize.analyzer.model.config_values import ConfigSource, ConfigValue, GivenValue, OpUse
from assetize.analyzer.model.decision import (
    AssetFact,
    Confidence,
    Decision,
    Evidence,
    Fit,
    JobFit,
    NameRung,
    OutputDecision,
    RungOutcome,
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
    MadeBy,
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
from assetize.analyzer.model.job_lists import JobList
from assetize.analyzer.model.op_reports import OpReport
from assetize.analyzer.model.places import BoundPlace
from assetize.analyzer.model.project import Project
from assetize.analyzer.model.settings import DeclaredCall, DeclaredOutput, Exclusion, Placement, Settings
from assetize.analyzer.model.source import Diagnostic, Location, Severity, Unknown
from assetize.analyzer.model.step_names import ConfigEntry, JobRun, PartitionValue, RunConfigUse, StepLookup
from assetize.analyzer.model.unfollowed import UnfollowedCall
from assetize.analyzer.model.verify_settings import AskedRun, VerifySettings
from assetize.analyzer.model.watchers import AssetWatcher

__all__ = [
    "AddressUse",
    "Analysis",
    "Argument",
    "AskedRun",
    "AssetDefinition",
    "AssetFact",
    "AssetJobDefinition",
    "AssetSource",
    "AssetWatcher",
    "BoundPlace",
    "CodeLocation",
    "Confidence",
    "ConfigEntry",
    "ConfigSource",
    "ConfigValue",
    "Coverage",
    "Decision",
    "DeclaredCall",
    "DeclaredOutput",
    "Diagnostic",
    "Edge",
    "Effect",
    "Evidence",
    "Exclusion",
    "Fit",
    "GivenValue",
    "Graph",
    "IgnoreComment",
    "InputMapping",
    "IoManager",
    "Job",
    "JobFit",
    "JobList",
    "JobRun",
    "Location",
    "LocationEntry",
    "MadeBy",
    "Module",
    "NameRung",
    "Node",
    "ObjectKind",
    "Op",
    "OpInput",
    "OpOutput",
    "OpReport",
    "OpUse",
    "OutputDecision",
    "OutputMapping",
    "Parameter",
    "PartitionValue",
    "Placement",
    "Project",
    "Reference",
    "ResourceBinding",
    "RunConfigUse",
    "RungOutcome",
    "Settings",
    "Severity",
    "StepLookup",
    "StoredInput",
    "Trigger",
    "UnfollowedCall",
    "Unknown",
    "Verb",
    "VerifySettings",
]
