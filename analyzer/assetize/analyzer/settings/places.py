"""Where a project's settings stand: in the nearest folder above the analysed one that has any, inside its git work tree."""

from collections.abc import Iterator
from os.path import relpath
from pathlib import Path

from assetize.analyzer.records import dataclass

OWN_FILE = "assetize.toml"
SHARED_FILE = "pyproject.toml"
TABLE = ("tool", "assetize")


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """One file with settings. ``name`` is relative to the analysed folder; ``table`` is where in the file they stand.

    ``data`` is None when the operating system does not let it be read.
    """

    name: str
    data: bytes | None
    table: tuple[str, ...]
    folder: str
    """The analysed folder as seen from the file's own, ``""`` when that is it."""


def find_settings_files(root: Path) -> tuple[SettingsFile, ...]:
    """The nearest folder's files: none, one, or both where a person has to choose."""
    for folder in _folders(root.resolve()):
        found = tuple(_files_in(folder, root.resolve()))
        if found:
            return found
    return ()


def _folders(root: Path) -> Iterator[Path]:
    """The folder, and those above it up to the top of its git work tree; outside git only the folder itself."""
    above = [root, *root.parents]
    top = next((place for place, folder in enumerate(above) if (folder / ".git").exists()), 0)
    yield from above[: top + 1]


def _files_in(folder: Path, root: Path) -> Iterator[SettingsFile]:
    inside = root.relative_to(folder).as_posix()
    for name, table in ((OWN_FILE, ()), (SHARED_FILE, TABLE)):
        path = folder / name
        if not path.is_file():
            continue
        data = _read(path)
        if not table or (data is not None and b"assetize" in data and _has_table(data)):
            place = relpath(path, root).replace("\\", "/")
            yield SettingsFile(place, data, table, "" if inside == "." else inside)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _has_table(data: bytes) -> bool:
    """Whether ``tool.assetize`` is there; by its heading where the file is broken."""
    # Hardly any file names this program, and only those need a reader of TOML.
    from assetize.analyzer.settings.toml_text import TomlProblem, read_toml

    document = read_toml(data)
    if isinstance(document, TomlProblem):
        return any(_is_heading(line) for line in data.decode("utf-8", "replace").splitlines())
    tools = document.values.get(TABLE[0])
    return isinstance(tools, dict) and TABLE[1] in tools


def _is_heading(line: str) -> bool:
    words = line.replace(" ", "").replace("\t", "").replace('"', "").replace("'", "")
    return words.startswith(("[tool.assetize]", "[tool.assetize.", "[[tool.assetize."))
