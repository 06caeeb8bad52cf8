"""Finds what the methods of an I/O manager read of their context, through its own helper methods and functions."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from assetize.analyzer.model import AddressUse
from assetize.analyzer.names import Definition, Sources
from assetize.analyzer.syntax.standpoint import FunctionNode, Standpoint

Root = Literal["handle_output", "load_input"]

UPSTREAM = "upstream_output"
GUARD = "has_asset_key"
SAYS_NOTHING = frozenset({"log", "log_event()", "add_output_metadata()"})
"""What decides nothing about an address."""

ASKS_NOTHING = frozenset({"builtins.isinstance", "builtins.print", "builtins.type", "builtins.id"})

LIBRARY_HOOKS: Mapping[str, Root] = {
    "dump_to_path": "handle_output",
    "load_from_path": "load_input",
    "get_asset_relative_path": "handle_output",
    "get_op_output_relative_path": "handle_output",
    "get_path_for_partition": "handle_output",
}
"""Methods that ``UPathIOManager`` calls with the context."""


@dataclass(slots=True)
class AddressUses:
    """Filled by :func:`find_address_uses`; ``understood`` is false once the context goes where it cannot be followed."""

    uses: list[AddressUse] = field(default_factory=list)
    understood: bool = True


def find_address_uses(sources: Sources, here: Standpoint, class_id: str) -> AddressUses:
    """What ``handle_output``, ``load_input`` and what they call read of the context."""
    found = AddressUses()
    roots: list[tuple[str, Root]] = [("handle_output", "handle_output"), ("load_input", "load_input")]
    for name, root in (*roots, *LIBRARY_HOOKS.items()):
        definition = _method(sources, class_id, name)
        if definition is None:
            continue
        assert isinstance(definition.node, FUNCTIONS)
        parameters = _parameters(definition.node)
        if len(parameters) > 1:
            walk = _Walk(sources, class_id, root, found)
            try:
                walk.function(here.of(definition), definition.node, {parameters[1]: ""}, False)
            except RecursionError:  # an expression of thousands of parts
                found.understood = False
    return found


FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
LEAVING = (ast.Return, ast.Raise, ast.Continue, ast.Break)


def _method(sources: Sources, class_id: str, name: str) -> Definition | None:
    method_id = sources.member(class_id, name)
    definition = sources.definition(method_id) if method_id is not None and ":" in method_id else None
    return definition if definition is not None and isinstance(definition.node, FUNCTIONS) else None


def _parameters(function: FunctionNode) -> list[str]:
    arguments = function.args
    return [argument.arg for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]


class _Walk:
    """Follows the names that hold the context (``""``) or the upstream output's context (``"upstream_output"``)."""

    def __init__(self, sources: Sources, class_id: str, root: Root, found: AddressUses) -> None:
        self._sources = sources
        self._class_id = class_id
        self._root: Root = root
        self._found = found
        self._seen: set[tuple[int, tuple[tuple[str, str], ...], bool]] = set()
        self._self = ""

    def function(
        self, here: Standpoint, function: FunctionNode, held: Mapping[str, str], guarded: bool
    ) -> None:
        """Follows a whole function in which ``held`` names hold a context."""
        key = (id(function), tuple(sorted(held.items())), guarded)
        if key in self._seen:
            return
        self._seen.add(key)
        self._block(here.inside(function), function.body, dict(held), guarded)

    def _block(
        self, here: Standpoint, statements: Sequence[ast.stmt], held: dict[str, str], guarded: bool
    ) -> None:
        for statement in statements:
            if isinstance(statement, ast.If):
                guarded = self._if(here, statement, held, guarded)
            elif isinstance(statement, ast.Assign | ast.AnnAssign):
                self._assign(here, statement, held, guarded)
            else:
                self._parts(here, statement, held, guarded)

    def _if(self, here: Standpoint, statement: ast.If, held: dict[str, str], guarded: bool) -> bool:
        """Whether what follows is only reached without an asset key."""
        polarity = self._polarity(statement.test, held)
        self._expression(here, statement.test, held, guarded)
        self._block(here, statement.body, held, guarded or polarity is False)
        self._block(here, statement.orelse, held, guarded or polarity is True)
        leaves = isinstance(statement.body[-1], LEAVING)
        return guarded or (polarity is True and leaves)

    def _polarity(self, test: ast.expr, held: Mapping[str, str]) -> bool | None:
        """True for ``context.has_asset_key``, False for its negation."""
        if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
            inner = self._polarity(test.operand, held)
            return None if inner is None else not inner
        chain = _chain(test, held)
        return True if chain is not None and chain[-1] == GUARD else None

    def _assign(
        self, here: Standpoint, statement: ast.Assign | ast.AnnAssign, held: dict[str, str], guarded: bool
    ) -> None:
        """``upstream = context.upstream_output`` makes another name for it."""
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        chain = None if statement.value is None else _chain(statement.value, held)
        if (
            chain is not None
            and chain in ([""], [UPSTREAM])
            and all(isinstance(t, ast.Name) for t in targets)
        ):
            held.update((target.id, chain[0]) for target in targets if isinstance(target, ast.Name))
            return
        self._parts(here, statement, held, guarded)

    def _parts(self, here: Standpoint, node: ast.AST, held: dict[str, str], guarded: bool) -> None:
        for _, value in ast.iter_fields(node):
            if isinstance(value, ast.expr):
                self._expression(here, value, held, guarded)
            elif isinstance(value, list) and value and isinstance(value[0], ast.stmt):
                self._block(here, value, held, guarded)
            elif isinstance(value, list):
                for item in value:
                    if isinstance(item, ast.expr):
                        self._expression(here, item, held, guarded)
                    elif isinstance(item, ast.AST):
                        self._parts(here, item, held, guarded)
            elif isinstance(value, ast.AST):
                self._parts(here, value, held, guarded)

    def _expression(self, here: Standpoint, node: ast.expr, held: dict[str, str], guarded: bool) -> None:
        chain = _chain(node, held)
        if chain is not None:
            self._note(here, node, chain, "", guarded)
        elif isinstance(node, ast.Call):
            self._call(here, node, held, guarded)
        elif isinstance(node, ast.IfExp):
            polarity = self._polarity(node.test, held)
            self._expression(here, node.test, held, guarded)
            self._expression(here, node.body, held, guarded or polarity is False)
            self._expression(here, node.orelse, held, guarded or polarity is True)
        elif not _is_compared_with_none(node, held):
            self._parts(here, node, held, guarded)

    def _note(
        self, here: Standpoint, node: ast.expr, chain: Sequence[str], suffix: str, guarded: bool
    ) -> None:
        """Records ``context.a.b`` as ``a``; a context that is used whole is not understood."""
        if chain[0] == "" or list(chain) == [UPSTREAM]:
            self._found.understood = False
            return
        depth = 2 if chain[0] == UPSTREAM else 1
        attribute = ".".join(chain[:depth]) + (suffix if len(chain) == depth else "")
        if attribute.rpartition(".")[2] not in SAYS_NOTHING:
            use = AddressUse(self._root, attribute, here.at(node), guarded)
            if use not in self._found.uses:
                self._found.uses.append(use)

    def _call(self, here: Standpoint, node: ast.Call, held: dict[str, str], guarded: bool) -> None:
        chain = _chain(node.func, held)
        if chain is not None:
            self._note(here, node.func, chain, "()", guarded)
        else:
            self._expression(here, node.func, held, guarded)
        handed: dict[int | str, str] = {}
        for place, value in _arguments(node):
            inner = _chain(value, held)
            if inner in ([""], [UPSTREAM]):
                handed[place] = inner[0]
            else:
                self._expression(here, value, held, guarded)
        if handed:
            self._handed_on(here, node, handed, guarded)

    def _handed_on(
        self, here: Standpoint, node: ast.Call, handed: Mapping[int | str, str], guarded: bool
    ) -> None:
        """Follows a call that is given the context."""
        name = here.resolve(node.func) if isinstance(node.func, ast.Name | ast.Attribute) else None
        if name in ASKS_NOTHING:
            return
        if name == "builtins.getattr" and len(node.args) > 1:
            attribute = here.string(node.args[1])
            if attribute is not None:
                self._note(here, node, [*filter(None, [handed.get(0)]), attribute], "", guarded)
                return
        definition, is_bound = self._callee(here, node)
        if definition is None or not isinstance(definition.node, FUNCTIONS):
            self._found.understood = False
            return
        parameters = _parameters(definition.node)[1 if is_bound else 0 :]
        inner = {
            parameters[place] if isinstance(place, int) else place: what
            for place, what in handed.items()
            if not isinstance(place, int) or place < len(parameters)
        }
        self.function(here.of(definition), definition.node, inner, guarded)

    def _callee(self, here: Standpoint, node: ast.Call) -> tuple[Definition | None, bool]:
        """The function that is called, and whether it is a method that gets ``self`` besides."""
        function = node.func
        match function:
            case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name):
                definition = _method(self._sources, self._class_id, name)
                return definition, definition is not None and not _is_static(definition)
            case ast.Attribute(value=ast.Call(func=ast.Name(id="super")), attr=name):
                return self._inherited(here, name), True
            case ast.Name() | ast.Attribute():
                definition = here.definition(function)
                in_class = definition is not None and definition.scope.kind == "class"
                return definition, in_class and definition is not None and not _is_static(definition)
        return None, False

    def _inherited(self, here: Standpoint, name: str) -> Definition | None:
        """``super().name`` as it is meant in the class around."""
        scope = here.scope
        while scope.kind != "class" and scope.parent is not None:
            scope = scope.parent
        for ancestor in self._sources.lineage(scope.id)[1:]:
            if ":" not in ancestor:
                return None
            definition = _method(self._sources, ancestor, name)
            if definition is not None:
                return definition
        return None


def _is_static(definition: Definition) -> bool:
    decorators = getattr(definition.node, "decorator_list", [])
    return any(isinstance(item, ast.Name) and item.id == "staticmethod" for item in decorators)


def _arguments(node: ast.Call) -> Iterator[tuple[int | str, ast.expr]]:
    yield from enumerate(node.args)
    for keyword in node.keywords:
        yield keyword.arg or "**", keyword.value


def _chain(node: ast.expr, held: Mapping[str, str]) -> list[str] | None:
    """``["name"]`` for ``context.name``, ``["upstream_output", "name"]``, ``[""]`` for the context itself."""
    attributes: list[str] = []
    while isinstance(node, ast.Attribute):
        attributes.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name) or node.id not in held:
        return None
    start = held[node.id]
    attributes.reverse()
    return [start, *attributes] if start else attributes or [""]


def _is_compared_with_none(node: ast.expr, held: Mapping[str, str]) -> bool:
    """``context is None`` asks nothing."""
    match node:
        case ast.Compare(left=left, comparators=[ast.Constant(value=None)]):
            return _chain(left, held) in ([""], [UPSTREAM])
    return False
