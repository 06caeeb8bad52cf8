"""Proves and keeps the proof, so that reports and the review page have it until a source changes."""

from pathlib import Path

from assetize.analyzer.model import VerifySettings
from assetize.codemods.upgrade import PreparedUpgrade
from assetize.codemods.verification.compared_with import ComparedWith, compared_with, state_of
from assetize.codemods.verification.kept_proofs import keep_proof
from assetize.codemods.verification.proved_upgrade import prove_upgrade
from assetize.codemods.verification.verdicts import Proof
from assetize.codemods.verification.verify import Engine, verify
from assetize.codemods.verification.versions import Digests, fingerprint, overlaid, read_digests


def verify_and_keep(
    root: Path, named: str | None, engine: Engine, real: VerifySettings | None = None
) -> Proof:
    """As :func:`verify`; what changed meanwhile may have been read before or after it changed, and then nothing is kept."""
    original = compared_with(root, named)
    begun = _state(root, original)
    proof = verify(root, named, engine, real)
    if proof.jobs and all(begun) and _state(root, original) == begun:
        keep_proof(root, original, *begun, proof)
    return proof


def _state(root: Path, original: ComparedWith) -> tuple[str, str]:
    return state_of(root, original), fingerprint(read_digests(root))


def prove_and_keep(root: Path, prepared: PreparedUpgrade, engine: Engine) -> Proof:
    """As :func:`prove_upgrade`; it holds when exactly that text is written, be it meanwhile."""
    begun = _digests_before(root, prepared)
    proof = prove_upgrade(root, prepared, engine)
    if proof.jobs and _digests_before(root, prepared) == begun:
        texts = {rewrite.file: rewrite.after for rewrite in prepared.rewrite.files}
        keep_proof(root, ComparedWith(), fingerprint(begun), fingerprint(overlaid(begun, texts)), proof)
    return proof


def _digests_before(root: Path, prepared: PreparedUpgrade) -> Digests:
    files = prepared.rewrite.files
    originals = {rewrite.file: rewrite.before for rewrite in files if not rewrite.creates}
    return overlaid(read_digests(root), originals, [rewrite.file for rewrite in files if rewrite.creates])
