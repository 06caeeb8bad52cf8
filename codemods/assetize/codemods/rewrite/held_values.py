"""Values that an event's metadata holds on to, and whether the op's body may change them once the event is made.

Dagster writes an event down at once, but the metadata of an output only when the op gives the output.
"""

import libcst as cst

from assetize.codemods.rewrite.context import FileContext

CHANGING = frozenset(
    {
        "add", "append", "clear", "discard", "extend", "insert", "pop", "popitem", "remove", "reverse", "setdefault", "sort",
        "update",
    }
)  # fmt: skip
"""Methods of lists, dicts and sets that change them."""

_WRAPPERS = ("dagster.MetadataValue.", "dagster.JsonMetadataValue")
_LOGGERS = frozenset({"log", "logger", "logging"})
_READING = frozenset(
    {
        "bool", "dict", "enumerate", "float", "int", "isinstance", "len", "list", "max", "min", "print", "range", "repr",
        "round", "set", "sorted", "str", "sum", "tuple", "zip",
    }
)  # fmt: skip
_GIVING = "dagster.Output"
_PLAIN_MAKERS = frozenset({"bool", "float", "int", "len", "repr", "round", "str"})
_NEW_VALUES = (cst.BinaryOperation, cst.UnaryOperation, cst.Comparison, cst.FormattedString, cst.Lambda)


def changes_a_value(node: cst.CSTNode) -> bool:
    """Whether working it out calls a method that changes what it belongs to."""
    found = _Calls()
    node.visit(found)
    return any(
        isinstance(call.func, cst.Attribute) and call.func.attr.value in CHANGING for call in found.calls
    )


def find_changed(
    function: cst.FunctionDef,
    line: cst.SimpleStatementLine,
    metadata: cst.BaseExpression,
    context: FileContext,
) -> str | None:
    """A name in the metadata that a statement after ``line`` may change the value of; None where there is none."""
    held = _Held(context)
    metadata.visit(held)
    plain = _Assigned()
    function.body.visit(plain)
    later = _Later(line, frozenset(held.names - plain.names()), context)
    function.body.visit(later)
    return next(iter(later.changed), None)


class _Calls(cst.CSTVisitor):
    def __init__(self) -> None:
        self.calls: list[cst.Call] = []

    def visit_Call(self, node: cst.Call) -> None:
        self.calls.append(node)


class _Held(cst.CSTVisitor):
    """Names whose values are in the metadata themselves: what a call or an operator makes of them is a new value."""

    def __init__(self, context: FileContext) -> None:
        self.context = context
        self.names: set[str] = set()

    def on_visit(self, node: cst.CSTNode) -> bool:
        if isinstance(node, cst.Name):
            self.names.add(node.value)
        if isinstance(node, cst.Attribute):
            node.value.visit(self)
            return False
        if isinstance(node, cst.Call):
            made_by = self.context.names.resolve(node.func) or ""
            if made_by.startswith(_WRAPPERS):
                for argument in node.args:
                    argument.value.visit(self)
            return False
        return not isinstance(node, _NEW_VALUES)


class _Assigned(cst.CSTVisitor):
    """Which names stand for numbers or text wherever they are assigned."""

    def __init__(self) -> None:
        self.plain: set[str] = set()
        self.others: set[str] = set()

    def names(self) -> set[str]:
        """Names that nothing can change, only bind anew."""
        return self.plain - self.others

    def visit_AssignTarget(self, node: cst.AssignTarget) -> None:
        if isinstance(node.target, cst.Name):
            self.others.add(node.target.value)

    def visit_Assign(self, node: cst.Assign) -> bool:
        targets = [target.target for target in node.targets]
        if _is_plain(node.value) and all(isinstance(target, cst.Name) for target in targets):
            self.plain |= {target.value for target in targets if isinstance(target, cst.Name)}
            return False
        return True


def _is_plain(value: cst.BaseExpression) -> bool:
    match value:
        case cst.BaseNumber() | cst.BaseString():
            return True
        case cst.Call(func=cst.Name(value=name)):
            return name in _PLAIN_MAKERS
    return False


class _Later(cst.CSTVisitor):
    """What is done to some names after a statement."""

    def __init__(self, line: cst.SimpleStatementLine, names: frozenset[str], context: FileContext) -> None:
        self.line = line
        self.names = names
        self.context = context
        self.is_after = False
        self.changed: list[str] = []

    def leave_SimpleStatementLine(self, original_node: cst.SimpleStatementLine) -> None:
        self.is_after = self.is_after or original_node is self.line

    def visit_Call(self, node: cst.Call) -> None:
        if isinstance(node.func, cst.Attribute):
            self._note(node.func.value)
        if not self._only_reads(node.func):
            for argument in node.args:
                self._note(argument.value)

    def visit_AssignTarget(self, node: cst.AssignTarget) -> None:
        self._note_target(node.target)

    def visit_AugAssign(self, node: cst.AugAssign) -> None:
        self._note(node.target)

    def visit_Del(self, node: cst.Del) -> None:
        self._note_target(node.target)

    def _note_target(self, target: cst.BaseExpression) -> None:
        if not isinstance(target, cst.Name):
            self._note(target)

    def _note(self, node: cst.BaseExpression) -> None:
        base: cst.BaseExpression = node
        while isinstance(base, cst.Attribute | cst.Subscript):
            base = base.value
        if self.is_after and isinstance(base, cst.Name) and base.value in self.names:
            self.changed.append(base.value)

    def _only_reads(self, function: cst.BaseExpression) -> bool:
        match function:
            case cst.Name(value=name) if name in _READING:
                return True
            case cst.Attribute(value=cst.Name(value=owner) | cst.Attribute(attr=cst.Name(value=owner))):
                if owner in _LOGGERS:
                    return True
        return self.context.names.resolve(function) == _GIVING
