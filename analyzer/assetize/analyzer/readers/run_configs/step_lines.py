"""Run config that is read from files beside the code: the lines there that name steps, for whoever has to change them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from assetize.analyzer.syntax.standpoint import Standpoint

READERS = frozenset(
    {
        "dagster.config_from_files",
        "yaml.safe_load",
        "yaml.load",
        "yaml.full_load",
        "json.load",
        "json.loads",
    }
)
ENDINGS = (".yaml", ".yml", ".json")
LARGEST = 200_000
MOST_LINES = 5
_KEY = re.compile(r"""^(\s*)["']?([A-Za-z_]\w*)["']?\s*:""")
_SECTIONS = frozenset({"ops", "solids"})


def tell_step_lines(here: Standpoint, call: ast.Call) -> str:
    """``; nightly.yaml:3 names load_users``: the end of a sentence, empty where nothing is known of such a file."""
    if here.resolve(call.func) not in READERS:
        return ""
    found = [line for path in _paths(here, call) for line in _step_lines(here.sources.tree.root, path)]
    shown = found[:MOST_LINES] + (["and more"] if len(found) > MOST_LINES else [])
    return f"; {', '.join(shown)}" if found else ""


def _paths(here: Standpoint, call: ast.Call) -> Iterator[Path]:
    """Files of the project that the call names, seen from its module or from the project's folder."""
    root = here.sources.tree.root
    for node in ast.walk(call):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.endswith(ENDINGS):
            places = [(root / here.module.module.file).parent / node.value, root / node.value]
            path = next((place.resolve() for place in places if place.is_file()), None)
            if path is not None and path.is_relative_to(root.resolve()):
                yield path


def _step_lines(root: Path, path: Path) -> Iterator[str]:
    """The keys right below ``ops:``."""
    name = path.relative_to(root.resolve()).as_posix()
    section = below = -1
    for number, line in enumerate(_lines(path), 1):
        key = _KEY.match(line)
        if key is None:
            continue
        depth = len(key[1])
        if key[2] in _SECTIONS and section < 0:
            section, below = depth, -1
        elif depth <= section:
            section = -1
        elif section >= 0:
            below = depth if below < 0 else below
            if depth == below:
                yield f"{name}:{number} names {key[2]}"


def _lines(path: Path) -> list[str]:
    try:
        if path.stat().st_size > LARGEST:
            return []
        return path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return []
