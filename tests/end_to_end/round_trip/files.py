"""Files of the standard library and of installed packages, in an order that a seed decides."""

import sysconfig
from pathlib import Path
from random import Random

LEFT_OUT = ("dagster", "assetize", "__pycache__")
LARGEST = 200_000


def other_peoples_files(random: Random) -> list[Path]:
    """Python files that have nothing to do with Dagster."""
    folders = {sysconfig.get_path(name) for name in ("stdlib", "purelib")}
    found = sorted({path for folder in folders for path in Path(folder).rglob("*.py")})
    chosen = [path for path in found if _is_chosen(path)]
    random.shuffle(chosen)
    return chosen


def _is_chosen(path: Path) -> bool:
    is_left_out = any(part.startswith(LEFT_OUT) for part in path.parts)
    return not is_left_out and 0 < path.stat().st_size <= LARGEST
