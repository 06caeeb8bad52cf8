"""An upgrade of which every job was proved, before anything is written."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from assetize.analyzer.api import analyze
from assetize.analyzer.codes.gate import NOT_PROVED
from assetize.analyzer.model import Analysis, Diagnostic
from assetize.codemods.plan import PlanOptions
from assetize.codemods.upgrade import PreparedUpgrade, prepare_upgrade
from assetize.codemods.verification.trees import lay_out
from assetize.codemods.verification.verdicts import JobVerdict, Proof
from assetize.codemods.verification.verify import Engine, Version, compare_versions

Prove = Callable[[Path, PreparedUpgrade, Engine], Proof]


def prepare_proved_upgrade(
    root: Path, options: PlanOptions, analysis: Analysis, engine: Engine, prove: Prove
) -> PreparedUpgrade:
    """The largest upgrade all of whose jobs are proved. The others are refused, with the reason, and the rest is planned anew."""
    while True:
        prepared = prepare_upgrade(root, options, analysis)
        refused = _refusals(prepared, prove(root, prepared, engine))
        if not refused:
            return prepared
        options = replace(options, refused=(*options.refused, *refused))


def prove_upgrade(root: Path, prepared: PreparedUpgrade, engine: Engine) -> Proof:
    """The proof of text that need not be written: both versions are laid out elsewhere.

    Somebody may write it meanwhile; the original is what it was prepared from.
    """
    files = prepared.rewrite.files
    if not files:
        return Proof((), engine.name, "symbolic")
    texts = {rewrite.file: rewrite.after for rewrite in files}
    originals = {rewrite.file: rewrite.before for rewrite in files if not rewrite.creates}
    created = [rewrite.file for rewrite in files if rewrite.creates]
    with tempfile.TemporaryDirectory(prefix="assetize-") as name:
        scratch = Path(name)
        before = lay_out(root, scratch / "before" / "project", originals, created)
        after = lay_out(root, scratch / "after" / "project", texts)
        return compare_versions(
            Version(before, prepared.analysis, scratch / "before"),
            Version(after, analyze(after), scratch / "after"),
            prepared.plan,
            engine,
        )


def _refusals(prepared: PreparedUpgrade, proof: Proof) -> list[tuple[str, Diagnostic]]:
    unproved = {verdict.job: verdict for verdict in proof.jobs if verdict.verdict != "proved"}
    upgraded = {job.job for job in prepared.plan.jobs if job.upgrade != "none"}
    return [
        (job.id, NOT_PROVED.at(job.where, _message(unproved[job.name]), job.id))
        for job in prepared.analysis.project.jobs
        if job.name in unproved and job.id in upgraded
    ]


def _message(verdict: JobVerdict) -> str:
    said = "does something else" if verdict.verdict == "differs" else "could not be compared"
    return f"The upgraded job {said} when both versions run with stubs: {'; '.join(verdict.reasons)}."
