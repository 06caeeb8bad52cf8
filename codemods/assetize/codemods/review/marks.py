"""What a person said about change units, kept in ``.assetize/review.json`` from one start to the next."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, cast, get_args

from assetize.analyzer.records import dataclass
from assetize.codemods.writing.disk import Disk
from assetize.codemods.writing.journal import FOLDER, open_journal

Verdict = Literal["open", "accepted", "rejected"]
FILE = "review.json"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Mark:
    """A verdict on the text that has this digest, and a comment; of another text it says nothing."""

    digest: str
    verdict: Verdict = "open"
    comment: str = ""


def load_marks(root: Path) -> dict[str, Mark]:
    """The marks by unit; none where there is no file, or one that this version did not write."""
    path = root / FOLDER / FILE
    try:
        kept = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    if (
        not isinstance(kept, dict)
        or kept.get("version") != VERSION
        or not isinstance(kept.get("units"), dict)
    ):
        return {}
    return {unit: mark for unit, item in kept["units"].items() if (mark := _mark(item)) is not None}


def save_marks(root: Path, marks: Mapping[str, Mark]) -> None:
    """Replaces the file in one step. Raises ``OSError`` where it cannot be written."""
    disk = Disk()
    open_journal(root, disk)
    units = {
        unit: {"digest": mark.digest, "verdict": mark.verdict, "comment": mark.comment}
        for unit, mark in sorted(marks.items())
    }
    text = json.dumps({"version": VERSION, "units": units}, indent=2, ensure_ascii=True) + "\n"
    path = root / FOLDER / FILE
    temporary = path.with_name(f"{FILE}.tmp")
    disk.write_file(temporary, text.encode("ascii"), 0o644)
    disk.sync_file(temporary)
    disk.rename(temporary, path)


def _mark(item: object) -> Mark | None:
    if not isinstance(item, dict):
        return None
    digest, verdict, comment = (item.get(name) for name in ("digest", "verdict", "comment"))
    if not isinstance(digest, str) or verdict not in get_args(Verdict) or not isinstance(comment, str):
        return None
    return Mark(digest, cast(Verdict, verdict), comment)
