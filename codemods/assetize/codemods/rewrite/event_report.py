"""Finding the one statement by which an op reports its own asset, and what it says."""

from collections.abc import Sequence
from dataclasses import replace

import libcst as cst

from assetize.analyzer.codes.rewriting import SHAPE_NOT_SUPPORTED
from assetize.analyzer.model import OpReport
from assetize.analyzer.records import dataclass
from assetize.codemods.model import EventToMetadata
from assetize.codemods.rewrite.context import FileContext
from assetize.codemods.rewrite.layout import Item, Verbatim
from assetize.codemods.rewrite.pieces import Piece, read_call, read_dict, read_list, string_value

EVENT = "dagster.AssetMaterialization"
EVENTS = frozenset({EVENT, "dagster.AssetObservation", "dagster.ExpectationResult"})
EVENT_POSITIONS = ("asset_key", "description", "metadata", "partition", "tags")
OUTPUT_POSITIONS = ("value", "output_name", "metadata")
OUTPUT = "dagster.Output"

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
    """The report. Raises a failure where the reading found that the op's output cannot say the same."""
    return _Search(function, action, context).report()


class _Body(cst.CSTVisitor):
    """Calls and yields of a function, without the functions inside of it."""

    def __init__(self) -> None:
        self.calls: list[cst.Call] = []
        self.yields: list[cst.Yield] = []

    def visit_Call(self, node: cst.Call) -> None:
        self.calls.append(node)

    def visit_Yield(self, node: cst.Yield) -> None:
        self.yields.append(node)

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
        problem = self._problem()
        path = self._path_to(self.body, call)
        if problem or path is None:
            raise self._failure(problem or "is not a statement of its own")
        before, line, after = path
        arguments = read_call(call, positions=EVENT_POSITIONS)
        is_yielded = _yielded(line) is call
        metadata, description = _given(arguments.find("metadata")), _given(arguments.find("description"))
        if self._own_report().description_is_told and description is not None:
            metadata, description = self._with_description(metadata, description), None
        neighbours = self._neighbours(before, after) if is_yielded and metadata is not None else (None, None)
        return Report(
            line,
            metadata,
            description,
            is_yielded,
            self._yields_no_output(),
            *neighbours,
        )

    def _problem(self) -> str:
        """What the reading found against it."""
        own = self._own_report()
        return own.problem or self._lost_metadata(own)

    def _own_report(self) -> OpReport:
        reports = self.context.view.ops[self.action.op].reports
        own = [item for item in reports if item.key == self.action.key] or list(reports)
        if len(own) != 1:
            raise self._failure(f"was found {len(own)} times")
        return own[0]

    def _with_description(
        self, metadata: cst.BaseExpression | None, description: cst.BaseExpression
    ) -> cst.BaseExpression:
        """The metadata with what the report says of itself as its first entry."""
        written = cst.ensure_type(metadata, cst.Dict)
        read = read_dict(written)
        text = self.context.style.string("description")
        told = Item(Verbatim(description), f"{text}: ")
        return self.context.expression(replace(read.as_written(), items=(told, *read.as_written().items)))

    def _lost_metadata(self, report: OpReport) -> str:
        if self.action.taken and report.metadata_names is None:
            return "has metadata whose names are not written out"
        lost = [name for name in report.metadata_names or () if name in self.action.taken]
        return f"has metadata {lost[0]!r}, which the I/O manager gives the output itself" if lost else ""

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

    def _yields_no_output(self) -> bool:
        """Dagster gives out an output of type ``Nothing`` itself then, without metadata."""
        given = [item.value for item in self.everything.yields]
        return bool(given) and all(any(self._resolves(value, event) for event in EVENTS) for value in given)

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
            if isinstance(statement, cst.With):
                deeper = self._path_to(statement.body, call)
                return ([*before, *deeper[0]], *deeper[1:]) if deeper else None
            return None
        return None

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


def _given(piece: Piece | None) -> cst.BaseExpression | None:
    is_none = piece is None or (isinstance(piece.node, cst.Name) and piece.node.value == "None")
    return None if is_none or piece is None else piece.node
