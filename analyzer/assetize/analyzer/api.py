"""The analyzer's front door: a folder goes in, an :class:`Analysis` comes out."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from assetize.analyzer.decide import decide
from assetize.analyzer.effects import find_effects
from assetize.analyzer.garbage import collection_paused
from assetize.analyzer.model import Analysis
from assetize.analyzer.readers import read_project
from assetize.analyzer.readers.outside import find_outside_mentions


@collection_paused()
def analyze(root: Path, overlay: Mapping[str, bytes] | None = None) -> Analysis:
    """Read, link and judge the project under ``root``; nothing of it is imported or run.

    ``overlay`` maps relative file names to bytes that stand in for what is on disk: how rewritten text is read again
    before it is written. A file that cannot be read becomes a diagnostic; this raises nothing for bad source text.
    """
    project, sources = read_project(root, overlay or {})
    project = replace(project, references=(*project.references, *find_outside_mentions(root, project)))
    effects, coverage = find_effects(project, sources)
    del sources  # frees all syntax trees
    decisions = decide(project, effects)
    return Analysis(
        project=project,
        effects=effects,
        outputs=decisions.outputs,
        fits=decisions.fits,
        assets=decisions.assets,
        stored_inputs=decisions.stored_inputs,
        diagnostics=tuple(sorted({*project.diagnostics, *decisions.diagnostics})),
        coverage=coverage,
    )
