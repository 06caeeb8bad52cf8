"""The last proofs of a project, kept below ``.assetize/proofs``: one file for each text that was proved, replaced in one step."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from assetize.analyzer.model.json_codec import from_json, to_json
from assetize.analyzer.records import dataclass
from assetize.codemods.cache.home import HOME, PROOFS, open_folder, remove_oldest
from assetize.codemods.cache.tool_version import tool_version
from assetize.codemods.verification.compared_with import ComparedWith, state_of
from assetize.codemods.verification.verdicts import Proof
from assetize.codemods.verification.versions import fingerprint, overlaid, read_digests

MOST_KEPT = 4


@dataclass(frozen=True, slots=True)
class KeptProof:
    """A proof with the fingerprints of both versions, and of the program that proved it."""

    original: ComparedWith
    before: str
    after: str
    tool: str
    proof: Proof


def kept_proof(root: Path) -> KeptProof | None:
    """The proof of the project as it is now; None when any source text, what it was compared with, or the program has changed since."""
    if not (root / HOME / PROOFS).is_dir():
        return None
    kept = _find(root, fingerprint(read_digests(root)))
    if kept is None or kept.before != state_of(root, kept.original):
        return None
    return kept


def kept_proof_of(root: Path, texts: Mapping[str, bytes]) -> KeptProof | None:
    """The proof of texts that are not written yet, in place of those that are there; None where there is none."""
    if not (root / HOME / PROOFS).is_dir():
        return None
    digests = read_digests(root)
    kept = _find(root, fingerprint(overlaid(digests, texts)))
    return kept if kept is not None and kept.before == fingerprint(digests) else None


def keep_proof(root: Path, original: ComparedWith, before: str, after: str, proof: Proof) -> None:
    """Keeps it, unless the folder cannot be written to; the oldest beyond some are removed."""
    kept = KeptProof(original, before, after, _tool(), proof)
    with suppress(OSError):
        folder = open_folder(root, PROOFS)
        temporary = folder / f".{os.urandom(8).hex()}.tmp"
        try:
            temporary.write_text(json.dumps(to_json(kept)), encoding="ascii")
            temporary.replace(_path(root, after))
        finally:
            temporary.unlink(missing_ok=True)
        remove_oldest(folder, MOST_KEPT)


def _find(root: Path, after: str) -> KeptProof | None:
    """Nothing that is wrong with the file is an error: it proves nothing then."""
    try:
        kept = from_json(KeptProof, json.loads(_path(root, after).read_bytes()))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return kept if (kept.after, kept.tool) == (after, _tool()) else None


def _path(root: Path, after: str) -> Path:
    return root / HOME / PROOFS / f"{after}.json"


def _tool() -> str:
    return blake2b(tool_version().encode(), digest_size=16).hexdigest()
