"""The analyzer's front door: a folder goes in, an :class:`Analysis` comes out."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from assetize.analyzer.declared import find_unused, link_settings
from assetize.analyzer.effects import find_effects
from assetize.analyzer.files import SourceTree, find_files
from assetize.analyzer.garbage import collection_paused
from assetize.analyzer.model import Analysis
from assetize.analyzer.readers import read_tree
from assetize.analyzer.readers.outside import find_outside_mentions
from assetize.analyzer.settings import read_settings


def analyze(root: Path, overlay: Mapping[str, bytes] | None = None) -> Analysis:
    """Read, link and judge the project under ``root``; nothing of it is imported or run.

    ``overlay`` maps relative file names to bytes that stand in for what is on disk: how rewritten text is read again
    before it is written. A file that cannot be read becomes a diagnostic; this raises nothing for bad source text.
    """
    return analyze_tree(root, find_files(root, overlay or {}))


@collection_paused()
def analyze_tree(root: Path, tree: SourceTree) -> Analysis:
    """The same for a project whose Python files were read before."""
    project, sources = read_tree(tree)
    project = replace(project, references=(*project.references, *find_outside_mentions(root, project)))
    settings, wrong = read_settings(root)
    effects, coverage = find_effects(project, sources, settings)
    settings, unlinked = link_settings(settings, project, sources, effects)
    del sources  # frees all syntax trees
    # Imported here, and not before: it takes the memory of the trees, and no more.
    from assetize.analyzer.decide import decide
    from assetize.analyzer.decide.placing import with_key_prefixes

    decisions = decide(project, effects, settings)
    unused = find_unused(settings, project, effects, coverage)
    analysis = Analysis(
        project=project,
        effects=effects,
        outputs=decisions.outputs,
        fits=decisions.fits,
        assets=decisions.assets,
        stored_inputs=decisions.stored_inputs,
        diagnostics=tuple(sorted({*project.diagnostics, *decisions.diagnostics, *wrong, *unlinked, *unused})),
        coverage=coverage,
        settings=settings,
    )
    return with_key_prefixes(analysis, settings.key_prefixes)
