"""Makes the report of a command's folders, or finds the one that was kept of a large folder."""

import time
from pathlib import Path

from assetize.analyzer.files import SourceTree, find_files
from assetize.analyzer.inputs import fingerprint, fingerprint_others, is_unchanged
from assetize.codemods.cache import KeptReports, tool_version
from assetize.codemods.cache.home import HOME, PROOFS
from assetize.codemods.cli.progress import progress
from assetize.codemods.cli.recovering import recover_targets
from assetize.codemods.cli.targets import Targets
from assetize.codemods.report.document import ReportDocument
from assetize.codemods.report.merge import merge_reports

FEWEST_FILES = 200
"""A folder of so many Python files, or fewer, is read anew in less time than people notice; nothing is written into it."""


def report_kept(targets: Targets) -> ReportDocument:
    """One report for all folders; those of large folders are kept for the next time."""
    recover_targets(targets)
    parts = tuple((folder.place, _kept_or_made(folder.path)) for folder in targets.folders)
    return with_kept_proof(targets, merge_reports(parts))


def report_anew(targets: Targets) -> ReportDocument:
    """The same, with nothing kept or found."""
    recover_targets(targets)
    parts = tuple((folder.place, _made(folder.path, find_files(folder.path))) for folder in targets.folders)
    return with_kept_proof(targets, merge_reports(parts))


def with_kept_proof(targets: Targets, report: ReportDocument) -> ReportDocument:
    """The report with the last proof, if that is of the text as it is."""
    if not (targets.root / HOME / PROOFS).is_dir():
        return report
    # Imported here: few reports have one.
    from assetize.codemods.report.proof import proof_row
    from assetize.codemods.verification.kept_proofs import kept_proof

    kept = kept_proof(targets.root)
    return report if kept is None else {**report, "verify": proof_row(kept.original.words(), kept.proof)}


def _kept_or_made(root: Path) -> ReportDocument:
    start = time.time()
    with progress(f"Reading {root.name} …"):
        tree = find_files(root)
    if len(tree.files) <= FEWEST_FILES:
        return _made(root, tree)
    kept = KeptReports(root)
    python, others = f"{tool_version()}\n{fingerprint(tree)}", fingerprint_others(root)
    found = kept.find(f"{python} {others}")
    if found is not None:
        return found
    report = _made(root, tree)
    # What was changed meanwhile may have been read before or after it changed.
    if fingerprint_others(root) == others and is_unchanged(tree, start):
        kept.keep(f"{python} {others}", report)
    return report


def _made(root: Path, tree: SourceTree) -> ReportDocument:
    # Imported here: a report that was kept needs none of it.
    from assetize.analyzer.api import analyze_tree

    with progress(f"Reading {root.name} …"):
        analysis = analyze_tree(root, tree)
        # Imported when the syntax trees are gone: it takes their memory, and no more.
        from assetize.codemods.plan import AskedOptions, make_plan
        from assetize.codemods.report.build import build_report

        return build_report(analysis, make_plan(analysis, AskedOptions().for_project(analysis.settings)))
