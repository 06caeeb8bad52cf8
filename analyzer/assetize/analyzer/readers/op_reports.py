"""Reads the materializations that an op's own body makes, and whether the op's output can say the same instead."""

import ast
from collections.abc import Iterator, Sequence

from assetize.analyzer.model import OpOutput
from assetize.analyzer.model.op_reports import OpReport
from assetize.analyzer.readers.reported_values import changes_a_value, find_changed
from assetize.analyzer.records import dataclass
from assetize.analyzer.syntax.arguments import Arguments, Given, read_arguments
from assetize.analyzer.syntax.standpoint import FunctionNode, Standpoint

EVENT = "dagster.AssetMaterialization"
EVENTS = frozenset({EVENT, "dagster.AssetObservation", "dagster.ExpectationResult"})
EVENT_POSITIONS = ("asset_key", "description", "metadata", "partition", "tags")
OUTPUT_POSITIONS = ("value", "output_name", "metadata")
OUTPUT = "dagster.Output"
SUPPRESS = "contextlib.suppress"
PARTITION_KEY = "partition_key"
DESCRIPTION = "description"


@dataclass(frozen=True, slots=True, eq=False)
class _Op:
    """What is asked about an op. ``here`` is the standpoint inside its body; ``own`` are the nodes of the body itself."""

    here: Standpoint
    function: FunctionNode
    own: Sequence[ast.AST]
    outputs: Sequence[OpOutput]
    has_context: bool
    has_description: bool

    def resolves(self, node: ast.expr | None, *names: str) -> bool:
        """Whether it is a call of one of Dagster's names."""
        return isinstance(node, ast.Call) and self.here.resolve(node.func) in names

    def calls(self) -> list[ast.Call]:
        """All calls of its body."""
        return [node for node in self.own if isinstance(node, ast.Call)]

    def yields(self) -> list[ast.expr | None]:
        """All that it yields."""
        return [node.value for node in self.own if isinstance(node, ast.Yield)]


def read_op_reports(
    here: Standpoint,
    function: FunctionNode,
    arguments: Arguments,
    outputs: Sequence[OpOutput],
    context: str | None,
) -> tuple[OpReport, ...]:
    """One record for each ``AssetMaterialization(...)`` of the body; ``here`` is the standpoint inside it."""
    if b"AssetMaterialization" not in here.module.data:
        return ()
    own = [node for statement in function.body for node in _own_nodes(statement)]
    has_description = ast.get_docstring(function) is not None or "description" in arguments.given
    op = _Op(here, function, own, outputs, context is not None, has_description)
    return tuple(_report(op, call) for call in op.calls() if op.resolves(call, EVENT))


def _own_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """A node and all within it, without functions that are defined there."""
    yield node
    if not isinstance(node, FunctionNode | ast.Lambda):
        for child in ast.iter_child_nodes(node):
            yield from _own_nodes(child)


def _report(op: _Op, call: ast.Call) -> OpReport:
    arguments = read_arguments(op.here, call, EVENT_POSITIONS)
    problem = next(_problems(op, call, arguments), "")
    names = _metadata_names(arguments.get("metadata"))
    is_told = _is_description_told(op, arguments)
    if is_told and names is not None:
        names = (*names, DESCRIPTION)
    is_mapped = _is_mapping_key(arguments.get("partition"))
    return OpReport(
        _key(op, arguments.get("asset_key")), op.here.at(call), problem, names, is_told, is_mapped
    )


def _is_description_told(op: _Op, arguments: Arguments) -> bool:
    """It is no constant that the asset could have, and its metadata is written out and has a place for it."""
    description, metadata = arguments.get(DESCRIPTION), arguments.get("metadata")
    if description is None or metadata is None or not isinstance(metadata.value, ast.Dict):
        return False
    names = _metadata_names(metadata)
    is_own = op.has_description or not isinstance(description.value, ast.Constant)
    return is_own and names is not None and DESCRIPTION not in names


def _is_mapping_key(given: Given | None) -> bool:
    match given.value if given is not None else None:
        case ast.Call(func=ast.Attribute(attr="get_mapping_key"), args=[], keywords=[]):
            return True
    return False


def _key(op: _Op, given: Given | None) -> tuple[str, ...] | None:
    return None if given is None else _written_key(op, given.value)


def _written_key(op: _Op, node: ast.expr) -> tuple[str, ...] | None:
    match node:
        case ast.Call(args=[first]) if op.resolves(node, "dagster.AssetKey"):
            return _written_key(op, first)
        case ast.List(elts=items) | ast.Tuple(elts=items):
            parts = [item.value for item in items if isinstance(item, ast.Constant)]
            texts = tuple(part for part in parts if isinstance(part, str))
            return texts if len(texts) == len(items) else None
        case ast.Constant(value=str(text)):
            return tuple(text.split("/"))
    return None


def _metadata_names(given: Given | None) -> tuple[str, ...] | None:
    if given is None:
        return ()
    keys = given.value.keys if isinstance(given.value, ast.Dict) else [None]
    names = [key.value for key in keys if isinstance(key, ast.Constant) and isinstance(key.value, str)]
    return tuple(names) if len(names) == len(keys) else None


def _problems(op: _Op, call: ast.Call, arguments: Arguments) -> Iterator[str]:
    """Why it is not certain that each run that ends well says this once, and that the output may say it as well."""
    path = _path_to(op, op.function.body, call)
    if path is None:
        yield "is not a statement of its own that each run comes by"
        return
    before, line, after = path
    is_yielded = _yielded(line) is call
    if not is_yielded and not _is_logged(line, call):
        yield "is neither yielded nor logged where it is made"
    if any(_ends(op, statement) for statement in before if not _is_given_last(op, statement, before)):
        yield "comes after the op may have ended, or given its output"
    yield from _problems_of_arguments(op, arguments)
    metadata = arguments.get("metadata")
    beside = _neighbours(op, before, after) if is_yielded and metadata is not None else (False, False)
    yield from _problems_of_outputs(op)
    if metadata is not None:
        yield from _problems_of_values(op, line, metadata.value, beside)
        if _is_description_told(op, arguments):
            yield from _problems_of_values(op, line, arguments.given[DESCRIPTION].value, beside)
        if not any(beside) and not op.has_context and not _yields_events_only(op):
            yield "has neither a context nor an Output beside it to take its metadata"


def _path_to(
    op: _Op, block: Sequence[ast.stmt], call: ast.Call
) -> tuple[list[ast.stmt], ast.stmt, list[ast.stmt]] | None:
    """The statement that holds the call, what runs before it, and what follows in its block: only ``with`` lies between."""
    for index, statement in enumerate(block):
        if not any(node is call for node in _own_nodes(statement)):
            continue
        before = list(block[:index])
        if isinstance(statement, ast.With | ast.AsyncWith):
            # An error inside ``suppress`` may leave out the report, and goes unnoticed.
            if any(op.resolves(item.context_expr, SUPPRESS) for item in statement.items):
                return None
            deeper = _path_to(op, statement.body, call)
            return ([*before, *deeper[0]], *deeper[1:]) if deeper else None
        if isinstance(statement, ast.Expr | ast.Assign | ast.AnnAssign) and _is_alone(op, statement):
            return before, statement, list(block[index + 1 :])
        return None
    return None


def _is_alone(op: _Op, statement: ast.stmt) -> bool:
    """Nothing else stands on its lines but a comment."""
    lines = op.here.module.text.split("\n")
    last = statement.end_lineno or statement.lineno
    left = lines[statement.lineno - 1].encode()[: statement.col_offset]
    right = lines[last - 1].encode()[statement.end_col_offset :].strip()
    return not left.strip() and (not right or right.startswith(b"#"))


def _yielded(statement: ast.stmt) -> ast.expr | None:
    match statement:
        case ast.Expr(value=ast.Yield(value=value)):
            return value
    return None


def _is_logged(line: ast.stmt, call: ast.Call) -> bool:
    match line:
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr="log_event"), args=args, keywords=keywords)):
            return [*args, *(keyword.value for keyword in keywords)] == [call]
    return False


def _ends(op: _Op, statement: ast.stmt) -> bool:
    """Whether the op may end in it, or give an output."""
    inside = list(_own_nodes(statement))
    gives = any(isinstance(node, ast.Yield) and not op.resolves(node.value, *EVENTS) for node in inside)
    return gives or any(isinstance(node, ast.Return) for node in inside)


def _is_given_last(op: _Op, statement: ast.stmt, before: Sequence[ast.stmt]) -> bool:
    return statement is before[-1] and _is_plain_output(op, statement)


def _neighbours(op: _Op, before: Sequence[ast.stmt], after: Sequence[ast.stmt]) -> tuple[bool, bool]:
    """Whether an output without metadata of its own is given right before it, or right after it."""
    is_before = bool(before) and _is_plain_output(op, before[-1])
    return is_before, not is_before and bool(after) and _is_plain_output(op, after[0])


def _is_plain_output(op: _Op, statement: ast.stmt) -> bool:
    """``yield Output(value)``, whose value takes nothing to work out: what is worked out first does not matter then."""
    given = _yielded(statement)
    if not isinstance(given, ast.Call) or not op.resolves(given, OUTPUT) or not _is_alone(op, statement):
        return False
    arguments = read_arguments(op.here, given, OUTPUT_POSITIONS)
    value = arguments.given.get("value")
    if value is None or arguments.unread or not {"value", "output_name"}.issuperset(arguments.given):
        return False
    return not any(isinstance(node, ast.Call) for node in _own_nodes(value.value))


def _problems_of_arguments(op: _Op, arguments: Arguments) -> Iterator[str]:
    for name in arguments.given:
        given = arguments.get(name)
        if given is None or name in ("asset_key", "metadata", "description"):
            continue
        is_partition = isinstance(given.value, ast.Attribute) and given.value.attr == PARTITION_KEY
        if name != "partition" or not (is_partition or _is_mapping_key(given)):
            yield f"says more than its metadata: {given.here.text(given.value)}"
    for unread in arguments.unread:
        yield f"says more than its metadata: {op.here.text(unread)}"
    description = arguments.get(DESCRIPTION)
    if description is not None and not _is_description_told(op, arguments):
        if not isinstance(description.value, ast.Constant):
            yield "has a description that is made while running"
        if op.has_description:
            yield "has a description, and so has its op"


def _problems_of_outputs(op: _Op) -> Iterator[str]:
    """An op that gives its output metadata already would give the asset more than its report did."""
    for call in op.calls():
        is_adding = isinstance(call.func, ast.Attribute) and call.func.attr == "add_output_metadata"
        has_metadata = "metadata" in read_arguments(op.here, call, OUTPUT_POSITIONS).given
        if is_adding or (has_metadata and op.resolves(call, OUTPUT)):
            yield "stands beside metadata that the op gives its output"
    gives = any(op.resolves(value, OUTPUT) for value in op.yields())
    if op.yields() and not gives and not _yields_events_only(op) and op.outputs[0].is_nothing:
        yield "stands beside something that may be no output, which its metadata would go with"


def _yields_events_only(op: _Op) -> bool:
    """Dagster gives out an output of type ``Nothing`` itself then, without metadata."""
    given = op.yields()
    return bool(given) and all(op.resolves(value, *EVENTS) for value in given)


def _problems_of_values(
    op: _Op, line: ast.stmt, metadata: ast.expr, beside: tuple[bool, bool]
) -> Iterator[str]:
    """The metadata is worked out before the output is stored, and written down only then."""
    if beside[0] and changes_a_value(metadata):
        yield "has metadata that changes a value, which may be the output's"
    changed = None if any(beside) else find_changed(op.here, op.function, line, metadata)
    if changed is not None:
        yield f"has metadata that holds {changed}, which may be changed after it"
