"""The rewritten files by themselves: they parse, and every name and import in them leads somewhere."""

from collections.abc import Iterator

from assetize.analyzer.codes.gate import TEXT_BROKEN
from assetize.analyzer.model import Analysis, Diagnostic, Location, Module
from assetize.codemods.gate.dangling import find_dangling_names, imported_names
from assetize.codemods.gate.decoding import decode
from assetize.codemods.model import Rewrite


def check_texts(before: Analysis, after: Analysis, rewrite: Rewrite) -> Iterator[Diagnostic]:
    """What is broken in the new text and was not in the old."""
    known = {(item.code, item.file) for item in before.project.diagnostics}
    touched = {file.file for file in rewrite.files}
    for item in after.project.diagnostics:
        if item.file in touched and (item.code, item.file) not in known:
            yield TEXT_BROKEN.at(Location(item.file, item.line), item.message)
    for file in rewrite.files:
        try:
            names = find_dangling_names(decode(file.before), decode(file.after))
        except (SyntaxError, UnicodeDecodeError) as error:
            yield TEXT_BROKEN.at(Location(file.file, 1), f"the new text cannot be parsed: {error}")
            continue
        for name, line in names:
            yield TEXT_BROKEN.at(Location(file.file, line), f"nothing defines the name {name}")
        yield from _check_imports(after, file.file, decode(file.after))


def _check_imports(after: Analysis, file: str, text: str) -> Iterator[Diagnostic]:
    modules = after.project.modules
    here = next((module for module in modules if module.file == file), None)
    if here is None:
        return
    by_name = {(module.root, module.name): module for module in modules}
    for level, source, name, line in imported_names(text):
        target = by_name.get((here.root, _absolute(here, level, source)))
        if (
            target is None
            or name == "*"
            or not target.names
            or "*" in target.names
            or "__getattr__" in target.names
        ):
            continue
        is_submodule = (here.root, f"{target.name}.{name}") in by_name
        if name not in target.names and not is_submodule:
            yield TEXT_BROKEN.at(Location(file, line), f"{target.name} has no name {name} to import")


def _absolute(here: Module, level: int, source: str | None) -> str:
    if level == 0:
        return source or ""
    is_package = here.file.endswith("__init__.py")
    parts = here.name.split(".")
    kept = parts[: len(parts) - level + (1 if is_package else 0)]
    return ".".join([*kept, *([source] if source else [])])
