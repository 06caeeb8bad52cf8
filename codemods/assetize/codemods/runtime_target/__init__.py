"""Moves a project from Dagster to the bundled runtime: every import of Dagster's names, in all files, or nothing."""

from collections.abc import Sequence
from pathlib import Path

from assetize.analyzer.codes.targeting import CHANGED_MORE
from assetize.analyzer.model import Analysis, Diagnostic, Location
from assetize.codemods.model import FileRewrite
from assetize.codemods.rewrite.source_text import decode, encode
from assetize.codemods.runtime_target.check import differs_in_more
from assetize.codemods.runtime_target.edits import edited
from assetize.codemods.runtime_target.imports import read_imports

Retargeted = tuple[tuple[FileRewrite, ...], tuple[Diagnostic, ...]]
SENTENCE = "takes Dagster's names from the bundled runtime"


def retarget(root: Path, analysis: Analysis, files: Sequence[FileRewrite]) -> Retargeted:
    """The files of an upgrade, and every other one that names Dagster, on the runtime; or what stands in the way.

    Where there is a diagnostic, some file cannot be moved, and none may be: objects of the two cannot be mixed.
    """
    rewritten = {rewrite.file: rewrite for rewrite in files}
    others = {module.file for module in analysis.project.modules if module.names_dagster}
    own = frozenset(module.name.partition(".")[0] for module in analysis.project.modules) - {"dagster"}
    found: list[FileRewrite] = []
    problems: list[Diagnostic] = []
    for file in sorted(others | rewritten.keys()):
        rewrite = rewritten.get(file) or _unchanged(root, file)
        after, wrong = _moved(file, rewrite.after, own)
        problems += wrong
        if after != rewrite.before:
            done = rewrite.actions if after == rewrite.after else (*rewrite.actions, SENTENCE)
            found.append(FileRewrite(file, rewrite.before, after, done, rewrite.creates))
    return tuple(found), tuple(sorted(set(problems)))


def _unchanged(root: Path, file: str) -> FileRewrite:
    text = (root / file).read_bytes()
    return FileRewrite(file, text, text)


def _moved(file: str, data: bytes, own: frozenset[str]) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """One file's new bytes, and what cannot be moved in it. A file that Python cannot read holds no import that works."""
    try:
        source = decode(data)
        imports = read_imports(file, source.text, own)
    except (SyntaxError, ValueError):
        return data, ()
    if imports.problems or not imports.edits:
        return data, imports.problems
    text = edited(source.text, imports.edits)
    if differs_in_more(source.text, text):
        return data, (CHANGED_MORE.at(Location(file, 1), f"{file}: more than imports would change"),)
    return encode(source, text), ()
