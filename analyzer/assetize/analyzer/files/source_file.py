"""What is kept of one file that was read."""

import re
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

from assetize.analyzer.files.tree import SourceFile

DAGSTER_WORD = re.compile(rb"\bdagster")
# A pattern that begins with a line end is searched an order of magnitude faster than one that begins with ``^``.
IMPORT_LINE = re.compile(rb"\n[ \t]*(?:from|import)[ \t]+([^\n#(]+(?:\([^)]*\))?)")
NAMES_BY_STRING = (b"patch(", b"import_module(", b"patch.object(")
RUNS_JOBS = (b"execute_in_process", b"run_request_for_partition")
"""Methods by which code, tests above all, runs a job without naming Dagster: such texts are looked into."""

DIGEST_SIZE = 16


def source_file(root: Path, path: str, data: bytes) -> SourceFile:
    """A file as it was read from disk."""
    is_dagster = names_dagster(data)
    by_string = any(word in data for word in NAMES_BY_STRING)
    imports = data if by_string else b" ".join(IMPORT_LINE.findall(b"\n" + data))
    digest = blake2b(data, digest_size=DIGEST_SIZE).digest()
    is_kept = is_dagster or by_string or any(word in data for word in RUNS_JOBS)
    return SourceFile(path, is_dagster, root, digest, imports, data if is_kept else None)


def overlaid_file(root: Path, path: str, data: bytes) -> SourceFile:
    """A file whose text is not, or not yet, that on disk."""
    return replace(source_file(root, path, data), kept=data)


def names_dagster(data: bytes) -> bool:
    """True when Dagster, or one of its libraries, is named anywhere in the file."""
    return b"dagster" in data and DAGSTER_WORD.search(data) is not None
