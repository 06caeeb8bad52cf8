"""The places where an I/O manager's methods take an address from their context, and what can be done at each."""

from collections.abc import Iterator

import libcst as cst

from assetize.analyzer.records import dataclass
from assetize.codemods.rewrite.context import FileContext
from assetize.codemods.rewrite.names import dotted
from assetize.codemods.rewrite.pieces import code

CONTEXTS = ("dagster.OutputContext", "dagster.InputContext")
VARIABLES = ("name", "asset_name", "address", "asset_address")

Place = tuple[int, str]
"""A line, and what is read there: ``(14, "upstream_output.name")``."""

CONDITIONAL = (cst.IfExp, cst.BooleanOperation, cst.Lambda, cst.BaseComp, cst.While, cst.Comparison)
"""Expressions that may not evaluate all that is in them."""


@dataclass(frozen=True, slots=True)
class FoundUse:
    """One use. With a ``variable`` it reads that, which is assigned above ``statement`` where the use ``is_first``."""

    context: str
    attribute: str
    statement: cst.CSTNode
    indent: int
    before: int
    """Columns in front of it on its line, where it is a statement's whole value."""
    is_whole_value: bool
    variable: str = ""
    is_first: bool = False


class AddressUses(cst.CSTVisitor):
    """Finds the wanted uses; those that are reached only where there is no asset key are left alone."""

    def __init__(self, lines: dict[cst.CSTNode, int], wanted: set[Place], context: FileContext) -> None:
        self.lines = lines
        self.wanted = wanted
        self.context = context
        self.matched: set[Place] = set()
        self.found: dict[cst.Attribute, FoundUse] = {}
        self.redirected: set[cst.CSTNode] = set()
        self.functions: list[cst.FunctionDef] = []
        self.blocks: list[cst.IndentedBlock] = []
        self.statements: list[cst.CSTNode] = []
        self.conditions = 0
        self.assigned: dict[tuple[cst.FunctionDef, str], tuple[str, list[cst.IndentedBlock]]] = {}

    def on_visit(self, node: cst.CSTNode) -> bool:
        if self._is_statement(node):
            self.statements.append(node)
        self.conditions += self._is_conditional(node)
        return super().on_visit(node)

    def on_leave(self, original_node: cst.CSTNode) -> None:
        super().on_leave(original_node)
        self.conditions -= self._is_conditional(original_node)
        if self._is_statement(original_node):
            self.statements.pop()

    def _is_statement(self, node: cst.CSTNode) -> bool:
        return bool(self.blocks) and any(node is statement for statement in self.blocks[-1].body)

    def _is_conditional(self, node: cst.CSTNode) -> bool:
        """An ``elif`` is one too: it is an ``if`` that is no statement of its own."""
        is_elif = isinstance(node, cst.If) and not self._is_statement(node)
        return isinstance(node, CONDITIONAL) or is_elif

    def visit_IndentedBlock(self, node: cst.IndentedBlock) -> None:
        self.blocks.append(node)

    def leave_IndentedBlock(self, original_node: cst.IndentedBlock) -> None:
        self.blocks.pop()

    def visit_FunctionDef(self, node: cst.FunctionDef) -> None:
        self.functions.append(node)

    def leave_FunctionDef(self, original_node: cst.FunctionDef) -> None:
        self.functions.pop()

    def visit_IfExp(self, node: cst.IfExp) -> None:
        if isinstance(node.test, cst.Attribute) and node.test.attr.value == "has_asset_key":
            self.redirected.add(node.orelse)

    def visit_Attribute(self, node: cst.Attribute) -> bool:
        base, attribute = _base_and_attribute(node)
        place = (self.lines[node], attribute)
        if place not in self.wanted or not self.functions or not self._is_context(base):
            return True
        self.matched.add(place)
        if node not in self.redirected:
            self.found[node] = self._use(node, base, attribute)
        return False

    def _is_context(self, name: str) -> bool:
        return any(name in _context_parameters(function, self.context) for function in self.functions)

    def _use(self, node: cst.Attribute, base: str, attribute: str) -> FoundUse:
        statement = self.statements[-1]
        indent = len(self.context.style.indent.expandtabs(4)) * len(self.blocks)
        whole, before = _whole_value(statement, node)
        if whole or self.conditions:
            return FoundUse(base, attribute, statement, indent, indent + before, whole)
        function = self.functions[-1]
        variable, blocks = self.assigned.get((function, attribute), ("", []))
        if variable and any(block is known for block in self.blocks for known in blocks):
            return FoundUse(base, attribute, statement, indent, 0, False, variable)
        variable = variable or self._free_name(function)
        self.assigned[function, attribute] = (variable, [*blocks, self.blocks[-1]])
        return FoundUse(base, attribute, statement, indent, 0, False, variable, is_first=True)

    def _free_name(self, function: cst.FunctionDef) -> str:
        names = _AllNames()
        function.visit(names)
        taken = names.found | {name for (owner, _), (name, _) in self.assigned.items() if owner is function}
        free = [name for name in VARIABLES if name not in taken]
        return free[0] if free else f"{VARIABLES[0]}_{len(taken)}"


class _AllNames(cst.CSTVisitor):
    """Names that mean variables: attributes and names of arguments are left out."""

    def __init__(self) -> None:
        self.found: set[str] = set()

    def visit_Name(self, node: cst.Name) -> None:
        self.found.add(node.value)

    def visit_Attribute(self, node: cst.Attribute) -> bool:
        node.value.visit(self)
        return False

    def visit_Arg(self, node: cst.Arg) -> bool:
        node.value.visit(self)
        return False


def _whole_value(statement: cst.CSTNode, node: cst.Attribute) -> tuple[bool, int]:
    """Whether the statement just assigns or returns the use, and how many columns come before it."""
    if isinstance(statement, cst.SimpleStatementLine) and len(statement.body) == 1:
        match statement.body[0]:
            case cst.Assign(value=value) | cst.AnnAssign(value=value) | cst.Return(value=value) if (
                value is node
            ):
                line = code(
                    statement.with_changes(leading_lines=[], trailing_whitespace=cst.TrailingWhitespace())
                )
                return True, len(line.rstrip()) - len(code(node))
    return False, 0


def _context_parameters(function: cst.FunctionDef, context: FileContext) -> Iterator[str]:
    """The parameters that can be an I/O manager's context: by annotation, by name, or by place."""
    parameters = [*function.params.posonly_params, *function.params.params, *function.params.kwonly_params]
    for index, parameter in enumerate(parameters):
        annotation = parameter.annotation.annotation if parameter.annotation else None
        annotated = annotation is not None and context.names.resolve(annotation) in CONTEXTS
        first_of_method = index == 1 and function.name.value in ("handle_output", "load_input")
        if annotated or first_of_method or parameter.name.value.endswith(("context", "ctx")):
            yield parameter.name.value


def _base_and_attribute(node: cst.Attribute) -> tuple[str, str]:
    """``("context", "upstream_output.name")``; both empty for what does not start from a plain name."""
    base: cst.BaseExpression = node
    while isinstance(base, cst.Attribute):
        base = base.value
    if not isinstance(base, cst.Name):
        return "", ""
    return base.value, dotted(node).partition(".")[2]
