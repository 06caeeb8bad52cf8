"""``upgrade --target runtime``: the prepared files, and all others that name Dagster, take its names from the runtime."""

from dataclasses import replace

from assetize.codemods.cli.errors import RequestRefused, refusal_text
from assetize.codemods.cli.planning import PlannedFolder
from assetize.codemods.runtime_target import retarget


def to_runtime(part: PlannedFolder) -> PlannedFolder:
    """One folder on the runtime. Raises RequestRefused with everything that stands in the way."""
    place = "" if part.folder.place == "." else f"{part.folder.place}/"
    files = [replace(rewrite, file=rewrite.file.removeprefix(place)) for rewrite in part.files]
    moved, problems = retarget(part.folder.path, part.analysis, files)
    if problems:
        raise RequestRefused(f"--target runtime is refused; nothing is written.\n{refusal_text(problems)}")
    return replace(part, files=tuple(replace(rewrite, file=f"{place}{rewrite.file}") for rewrite in moved))
