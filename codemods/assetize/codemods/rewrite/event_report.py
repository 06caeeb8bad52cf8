"""Finding the one statement by which an op reports its own asset, and what it says."""

from collections.abc import Sequence

import libcst as cst

from assetize.analyzer.codes.rewriting import SHAPE_NOT_SUPPORTED
from assetize.analyzer.records import dataclass
from assetize.codemods.model import EventToMetadata
from assetize.codemods.rewrite.context import FileContext
from assetize.codemods.rewrite.held_values import changes_a_value, find_changed
from assetize.codemods.rewrite.pieces import Pieces, code, read_call, read_dict, read_list, string_value

EVENT = "dagster.AssetMaterialization"
EVENTS = frozenset({EVENT, "dagster.AssetObservation", "dagster.ExpectationResult"})
EVENT_POSITIONS = ("asset_key", "description", "metadata", "partition", "tags")
OUTPUT_POSITIONS = ("value", "output_name", "metadata")
PARTITION_KEY = "partition_key"
OUTPUT = "dagster.Output"
SUPPRESS = "contextlib.suppress"

Line = cst.SimpleStatementLine


@dataclass(frozen=True, slots=True)
class Report:
    """``output_before`` and ``output_after``: a ``yield Output(…)`` right beside it that has no metadata yet.

    ``yields_no_output``: the op is a generator that yields nothing but events.
    """

    line: Line
    metadata: cst.BaseExpression | None
    description: cst.BaseExpression | None
    is_yielded: bool
    yields_no_output: bool
    output_before: Line | None = None
    output_after: Line | None = None


def find_report(function: cst.FunctionDef, action: EventToMetadata, context: FileContext) -> Report:
    """The report, where it is certain that each run that ends well comes by it once. Else raises a failure."""
    return _Search(function, action, context).report()


class _Body(cst.CSTVisitor):
    """Calls, yields and returns of a function, without the functions inside of it."""

    def __init__(self) -> None:
        self.calls: list[cst.Call] = []
        self.yields: list[cst.Yield] = []
        self.returns: list[cst.Return] = []

    def visit_Call(self, node: cst.Call) -> None:
        self.calls.append(node)

    def visit_Yield(self, node: cst.Yield) -> None:
        self.yields.append(node)

    def visit_Return(self, node: cst.Return) -> None:
        self.returns.append(node)

    def visit_FunctionDef(self, node: cst.FunctionDef) -> bool:
        return False

    def visit_Lambda(self, node: cst.Lambda) -> bool:
        return False


def _inside(node: cst.CSTNode) -> _Body:
    found = _Body()
    node.visit(found)
    return found


class _Search:
    def __init__(self, function: cst.FunctionDef, action: EventToMetadata, context: FileContext) -> None:
        self.action = action
        self.context = context
        self.function = function
        self.body = function.body
        self.everything = _inside(function.body)

    def report(self) -> Report:
        call = self._call()
        path = self._path_to(self.body, call)
        if path is None:
            raise self._failure("is not a statement of its own that each run comes by")
        before, line, after = path
        is_yielded = _yielded(line) is call
        if not is_yielded and not _is_logged(line, call):
            raise self._failure("is neither yielded nor logged where it is made")
        self._check_nothing_ends_before(before, line)
        arguments = self._arguments(call)
        metadata = self._metadata(arguments)
        neighbours = self._neighbours(before, after) if is_yielded and metadata is not None else (None, None)
        self._check_other_metadata()
        self._check_values(line, metadata, neighbours)
        return Report(
            line,
            metadata,
            self._description(arguments),
            is_yielded,
            self._yields_no_output(),
            *neighbours,
        )

    def _call(self) -> cst.Call:
        calls = [call for call in self.everything.calls if self._resolves(call, EVENT)]
        keys = [self._key_of(call) for call in calls]
        own = [call for call, key in zip(calls, keys, strict=True) if key == self.action.key]
        if keys == [None]:
            own = calls  # The plan has worked out what its one key stands for.
        if len(own) != 1:
            raise self._failure(f"was found {len(own)} times")
        return own[0]

    def _resolves(self, call: cst.CSTNode | None, name: str) -> bool:
        return isinstance(call, cst.Call) and self.context.names.resolve(call.func) == name

    def _key_of(self, call: cst.Call) -> tuple[str, ...] | None:
        piece = read_call(call, positions=EVENT_POSITIONS).find("asset_key")
        return self._key(piece.node) if piece is not None else None

    def _key(self, node: cst.BaseExpression) -> tuple[str, ...] | None:
        match node:
            case cst.Call(args=[first]) if self._resolves(node, "dagster.AssetKey"):
                return self._key(first.value)
            case cst.List() | cst.Tuple():
                parts = [string_value(piece.node) for piece in read_list(node).pieces]
                return tuple(part for part in parts if part is not None) if None not in parts else None
        text = string_value(node)
        return tuple(text.split("/")) if text is not None else None

    def _check_nothing_ends_before(self, before: Sequence[cst.CSTNode], line: Line) -> None:
        for statement in before:
            inside = _inside(statement)
            ends = [item for item in inside.yields if not any(self._resolves(item.value, e) for e in EVENTS)]
            is_neighbour = statement is before[-1] and self._is_plain_output(statement)
            if inside.returns or (ends and not is_neighbour):
                raise self._failure("comes after the op may have ended, or given its output")

    def _neighbours(
        self, before: Sequence[cst.CSTNode], after: Sequence[cst.CSTNode]
    ) -> tuple[Line | None, Line | None]:
        last, following = before[-1] if before else None, after[0] if after else None
        if isinstance(last, Line) and self._is_plain_output(last):
            return last, None
        if isinstance(following, Line) and self._is_plain_output(following):
            return None, following
        return None, None

    def _is_plain_output(self, statement: cst.CSTNode) -> bool:
        """``yield Output(value)``, whose value takes nothing to work out: what is worked out first does not matter then."""
        given = _yielded(statement) if isinstance(statement, Line) else None
        if given is None or not self._resolves(given, OUTPUT):
            return False
        pieces = read_call(cst.ensure_type(given, cst.Call), positions=OUTPUT_POSITIONS)
        value = pieces.find("value")
        return (
            value is not None
            and not _inside(value.node).calls
            and all(piece.name in ("value", "output_name") for piece in pieces.pieces)
        )

    def _check_other_metadata(self) -> None:
        """An op that gives its output metadata already would give the asset more than its report did."""
        for call in self.everything.calls:
            is_adding = isinstance(call.func, cst.Attribute) and call.func.attr.value == "add_output_metadata"
            pieces = read_call(call, positions=OUTPUT_POSITIONS)
            if is_adding or (self._resolves(call, OUTPUT) and pieces.find("metadata")):
                raise self._failure("stands beside metadata that the op gives its output")

    def _yields_no_output(self) -> bool:
        """Dagster gives out an output of type ``Nothing`` itself then, without metadata."""
        given = [item.value for item in self.everything.yields]
        if not given or any(self._resolves(value, OUTPUT) for value in given):
            return False
        if all(any(self._resolves(value, event) for event in EVENTS) for value in given):
            return True
        if self.context.view.ops[self.action.op].outputs[0].is_nothing:
            raise self._failure(
                "stands beside something that may be no output, which its metadata would go with"
            )
        return False

    def _check_values(
        self,
        line: Line,
        metadata: cst.BaseExpression | None,
        neighbours: tuple[Line | None, Line | None],
    ) -> None:
        """The metadata is worked out before the output is stored, and written down only then."""
        if metadata is None:
            return
        if neighbours[0] is not None and changes_a_value(metadata):
            raise self._failure("has metadata that changes a value, which may be the output's")
        changed = (
            find_changed(self.function, line, metadata, self.context) if neighbours == (None, None) else None
        )
        if changed is not None:
            raise self._failure(f"has metadata that holds {changed}, which may be changed after it")

    def _arguments(self, call: cst.Call) -> Pieces:
        arguments = read_call(call, positions=EVENT_POSITIONS)
        for piece in arguments.pieces:
            is_known = piece.name in ("asset_key", "metadata", "description")
            is_partition = piece.name == "partition" and _is_partition_key(piece.node)
            if not is_known and not is_partition and not _is_none(piece.node):
                raise self._failure(f"says more than its metadata: {code(piece.node)}")
        return arguments

    def _metadata(self, arguments: Pieces) -> cst.BaseExpression | None:
        piece = arguments.find("metadata")
        if piece is None or _is_none(piece.node):
            return None
        if self.action.taken:
            names = (
                [entry.name for entry in read_dict(piece.node).pieces]
                if isinstance(piece.node, cst.Dict)
                else [None]
            )
            if None in names:
                raise self._failure("has metadata whose names are not written out")
            lost = [name for name in names if name in self.action.taken]
            if lost:
                raise self._failure(
                    f"has metadata {lost[0]!r}, which the I/O manager gives the output itself"
                )
        return piece.node

    def _description(self, arguments: Pieces) -> cst.BaseExpression | None:
        piece = arguments.find("description")
        if piece is None or _is_none(piece.node):
            return None
        if string_value(piece.node) is None:
            raise self._failure("has a description that is made while running")
        return piece.node

    def _path_to(
        self, block: cst.BaseSuite, call: cst.Call
    ) -> tuple[list[cst.CSTNode], Line, list[cst.CSTNode]] | None:
        """The statement that holds the call, what runs before it, and what follows in its block: only ``with`` lies between."""
        if not isinstance(block, cst.IndentedBlock):
            return None
        before: list[cst.CSTNode] = []
        for index, statement in enumerate(block.body):
            if not any(found is call for found in _inside(statement).calls):
                before.append(statement)
                continue
            if isinstance(statement, Line):
                return before, statement, list(block.body[index + 1 :])
            if isinstance(statement, cst.With) and not self._may_end_early(statement):
                deeper = self._path_to(statement.body, call)
                return ([*before, *deeper[0]], *deeper[1:]) if deeper else None
            return None
        return None

    def _may_end_early(self, block: cst.With) -> bool:
        """``with suppress(…)``: what an error in it leaves out, the report perhaps, goes unnoticed."""
        return any(self._resolves(item.item, SUPPRESS) for item in block.items)

    def _failure(self, message: str) -> Exception:
        name = self.action.op.partition(":")[2]
        return self.context.fail(
            SHAPE_NOT_SUPPORTED,
            f"The report of {'/'.join(self.action.key)} in {name} {message}.",
            self.action.op,
        )


def _yielded(statement: cst.CSTNode) -> cst.BaseExpression | None:
    match statement:
        case cst.SimpleStatementLine(body=[cst.Expr(value=cst.Yield(value=cst.BaseExpression() as value))]):
            return value
    return None


def _is_logged(line: Line, call: cst.Call) -> bool:
    match line:
        case cst.SimpleStatementLine(
            body=[cst.Expr(value=cst.Call(func=cst.Attribute(attr=cst.Name("log_event")), args=[argument]))]
        ):
            return argument.value is call
    return False


def _is_none(node: cst.BaseExpression) -> bool:
    return isinstance(node, cst.Name) and node.value == "None"


def _is_partition_key(node: cst.BaseExpression) -> bool:
    return isinstance(node, cst.Attribute) and node.attr.value == PARTITION_KEY
