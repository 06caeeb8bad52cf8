"""``upgrade --todo-comments``: the prepared files say above refused jobs what a person has to do."""

from dataclasses import replace

from assetize.codemods.cli.planning import PlannedFolder
from assetize.codemods.todo_comments import add_todo_comments


def with_todo_comments(part: PlannedFolder) -> PlannedFolder:
    """One folder with its comments."""
    place = "" if part.folder.place == "." else f"{part.folder.place}/"
    files = [replace(rewrite, file=rewrite.file.removeprefix(place)) for rewrite in part.files]
    commented = add_todo_comments(part.folder.path, part.analysis, part.plan, files)
    return replace(part, files=tuple(replace(item, file=f"{place}{item.file}") for item in commented))
