"""Finds what a project was before it was upgraded."""

from pathlib import Path

from assetize.codemods.verification.trees import NoOriginal, extract_git_version, lay_out
from assetize.codemods.writing.original import created_files, original


def lay_out_original(root: Path, named: str | None, scratch: Path) -> Path:
    """The original in ``scratch``: of the folder or git reference that is named, else of the last write's journal.

    Raises NoOriginal when there is none.
    """
    if named is None:
        before = original(root)
        if not before:
            raise NoOriginal(
                "Nothing was upgraded here that could be undone: name what to compare with, --original GIT_REF or --original DIR."
            )
        return lay_out(root, scratch, before, created_files(root))
    folder = Path(named)
    if folder.is_dir():
        return lay_out(folder.resolve(), scratch, {})
    return extract_git_version(root, named, scratch)
