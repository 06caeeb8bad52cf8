"""Run configs that no job is run with: dicts in variables that nothing in the project reads."""

import ast
from collections.abc import Iterator, Mapping, Set

from assetize.analyzer.model import ConfigEntry, RunConfigUse
from assetize.analyzer.names import ModuleSource
from assetize.analyzer.readers.found import Reading
from assetize.analyzer.readers.mentions import Mentions
from assetize.analyzer.readers.mentions_by_name import CONFIG_KEYS, NAMESPACES
from assetize.analyzer.readers.reference_targets import Targets
from assetize.analyzer.syntax.outline import Outline, read_outline
from assetize.analyzer.syntax.standpoint import Standpoint

ASKED_BY_NAME = frozenset({"getattr", *NAMESPACES, "eval", "exec"})
"""Functions that get at a variable of a module without its name in the code."""
NAMESPACE_ATTRIBUTE = "__dict__"


def find_candidates(reading: Reading) -> Mapping[str, ast.Dict]:
    """Dicts with run config, by the id of the module's variable that holds them and is bound once."""
    found: dict[str, ast.Dict] = {}
    for module_id in reading.outlines:
        source = reading.sources.module(module_id)
        for name, bindings in source.scope.bindings.items() if source is not None else ():
            node = bindings[0].node
            if len(bindings) == 1 and bindings[0].kind == "value" and _is_run_config(node):
                assert isinstance(node, ast.Dict)
                found[f"{module_id}:{name}"] = node
    return found


def find_unread(
    reading: Reading, candidates: Mapping[str, ast.Dict], read: Set[str]
) -> Iterator[RunConfigUse]:
    """A record for each candidate that is not ``read``; what its text names is the steps of no job."""
    todo = [holder for holder in candidates if holder not in read]
    if not todo:
        return
    open_to_all = _open_modules(reading)
    read_in_text = frozenset(_read_in_text(reading, frozenset(todo)))
    for holder in todo:
        module_id = holder.partition(":")[0]
        source = reading.sources.module(module_id)
        if source is not None and module_id not in open_to_all and holder not in read_in_text:
            yield _record(source, holder, candidates[holder])


def _is_run_config(node: ast.AST) -> bool:
    keys = node.keys if isinstance(node, ast.Dict) else ()
    return any(isinstance(key, ast.Constant) and key.value in CONFIG_KEYS for key in keys)


def _record(source: ModuleSource, holder: str, node: ast.Dict) -> RunConfigUse:
    keys = [key for part in ast.walk(node) if isinstance(part, ast.Dict) for key in part.keys]
    entries = {
        ConfigEntry((key.value,), source.at(key))
        for key in keys
        if isinstance(key, ast.Constant) and isinstance(key.value, str)
    }
    where = source.at(node)
    return RunConfigUse((), "unread", holder, where, source.module.id, None, tuple(sorted(entries)))


def _read_in_text(reading: Reading, holders: frozenset[str]) -> Iterator[str]:
    """Those that a function reads which nothing in the project calls: others may."""
    targets = Targets({holder: (holder,) for holder in holders}, {}, {})
    words = frozenset(holder.rpartition(":")[2] for holder in holders)
    for source in reading.expansion.originals.values():
        for mention in Mentions(reading, source, read_outline(source), targets, words).find({}):
            yield mention.target


def _open_modules(reading: Reading) -> frozenset[str]:
    """Ids of the modules that some code asks for variables by names that it computes."""
    found: set[str] = set()
    for module_id, outline in reading.outlines.items():
        source = reading.sources.module(module_id)
        if source is not None:
            found.update(_opened_by(reading, source, outline))
    return frozenset(found)


def _opened_by(reading: Reading, source: ModuleSource, outline: Outline) -> Iterator[str]:
    for group in outline.groups:
        here = Standpoint(reading.sources, source, group.scope)
        asked = [item.value for item in group.attributes if item.attr == NAMESPACE_ATTRIBUTE]
        for call in group.calls:
            if isinstance(call.func, ast.Name) and call.func.id in ASKED_BY_NAME:
                if call.func.id != "getattr" and not call.args:
                    yield source.module.id
                asked += call.args[:1]
        for expression in asked:
            yield from _modules_meant(here, expression)


def _modules_meant(here: Standpoint, expression: ast.expr) -> Iterator[str]:
    """The module that an expression is; the one around it for ``sys.modules[__name__]`` and other texts."""
    name = here.resolve(expression) if isinstance(expression, ast.Name | ast.Attribute) else None
    if name is not None and name.endswith(":"):
        yield name.removesuffix(":")
    elif isinstance(expression, ast.Subscript | ast.Call):
        yield here.module.module.id
