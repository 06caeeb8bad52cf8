"""Pytest's fixtures: a test names one as a parameter, and gets what the fixture's function returns."""

import ast
from collections.abc import Iterator
from pathlib import PurePosixPath

from assetize.analyzer.names import Definition, ModuleSource, Sources
from assetize.analyzer.syntax.standpoint import FunctionNode, Standpoint

FIXTURE = "pytest.fixture"
SHARED = "conftest.py"


def find_fixture(here: Standpoint, name: ast.Name) -> tuple[Standpoint, ast.FunctionDef, str] | None:
    """The function whose result the parameter of a test is, with its id: of the test's module, or of the nearest ``conftest.py``."""
    function = here.scope.node
    if not isinstance(function, FunctionNode) or name.id not in _parameters(function):
        return None
    if not function.name.startswith("test"):
        return None
    for module in _modules_around(here.sources, here.module):
        definition = here.sources.definition(f"{module.module.id}:{name.id}")
        if definition is not None and is_fixture(here.sources, definition):
            assert isinstance(definition.node, ast.FunctionDef)
            return here.of(definition), definition.node, definition.id
    return None


def is_fixture(sources: Sources, definition: Definition) -> bool:
    """Whether it is a function with ``@pytest.fixture``, and no other decorator."""
    node, module = definition.node, sources.module(definition.module_id)
    if not isinstance(node, ast.FunctionDef) or module is None or len(node.decorator_list) != 1:
        return False
    decorator = node.decorator_list[0]
    function = decorator.func if isinstance(decorator, ast.Call) else decorator
    return Standpoint(sources, module, definition.scope).resolve(function) == FIXTURE


def count_uses(sources: Sources, definition: Definition) -> int:
    """How often the modules that see the fixture read it, or name it by a string."""
    home = sources.known_modules[definition.module_id].file
    folder = PurePosixPath(home).parent
    name = definition.id.rpartition(":")[2]
    count = 0
    for module in sources.known_modules.values():
        is_seen = PurePosixPath(module.file).is_relative_to(folder)
        if is_seen and name.encode() in sources.tree.files[module.file].data:
            source = sources.module(module.id)
            count += 0 if source is None else sum(1 for _ in _uses(source, name))
    return count


def _uses(source: ModuleSource, name: str) -> Iterator[ast.AST]:
    for node in ast.walk(source.tree):
        match node:
            case ast.Name(id=found, ctx=ast.Load()) if found == name:
                yield node
            case ast.Call(args=arguments) if any(_names(argument, name) for argument in arguments):
                yield node


def _names(argument: ast.expr, name: str) -> bool:
    """``getfixturevalue("config")``, ``parametrize("config, day", ...)``."""
    text = argument.value if isinstance(argument, ast.Constant) else None
    return isinstance(text, str) and name in (part.strip() for part in text.split(","))


def _parameters(function: FunctionNode) -> set[str]:
    arguments = function.args
    return {item.arg for item in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)}


def _modules_around(sources: Sources, module: ModuleSource) -> Iterator[ModuleSource]:
    """The module itself, then each ``conftest.py`` from its folder upwards."""
    yield module
    by_file = {known.file: known.id for known in sources.known_modules.values()}
    for folder in PurePosixPath(module.module.file).parents:
        known = by_file.get((folder / SHARED).as_posix())
        found = sources.module(known) if known is not None else None
        if found is not None:
            yield found
