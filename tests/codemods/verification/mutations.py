"""Upgraded text with one thing wrong, in every place that the upgrade wrote: by kind, the edits of the text."""

import ast
import difflib
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass

Edit = tuple[int, int, bytes]
"""From, to (in bytes), and what stands there instead."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """``kind`` says what is wrong; ``text`` is the whole file."""

    kind: str
    line: int
    text: bytes


def mutants(before: bytes, after: bytes) -> Iterator[Mutant]:
    """All that differ from ``after`` and can be parsed."""
    text = _Text(before, after)
    seen = {after}
    for node in ast.walk(ast.parse(after)):
        for kind, make in MUTATIONS:
            for line, (start, end, instead) in make(node, text):
                broken = after[:start] + instead + after[end:]
                if text.is_new(line) and broken not in seen and _can_be_parsed(broken):
                    seen.add(broken)
                    yield Mutant(kind, line, broken)


class _Text:
    """Places in the new text, and which of its lines the upgrade wrote."""

    def __init__(self, before: bytes, after: bytes) -> None:
        self.data = after
        lines = after.splitlines(keepends=True)
        self._starts = [0]
        for line in lines:
            self._starts.append(self._starts[-1] + len(line))
        matcher = difflib.SequenceMatcher(None, before.splitlines(keepends=True), lines, autojunk=False)
        self._new = {
            line + 1
            for tag, _, _, start, end in matcher.get_opcodes()
            if tag != "equal"
            for line in range(start, end)
        }

    def is_new(self, line: int) -> bool:
        return line in self._new

    def span(self, node: ast.AST) -> tuple[int, int]:
        place: ast.expr = node  # type: ignore[assignment]
        start = self._starts[place.lineno - 1] + place.col_offset
        return start, self._starts[(place.end_lineno or 0) - 1] + (place.end_col_offset or 0)

    def of(self, node: ast.AST) -> bytes:
        start, end = self.span(node)
        return self.data[start:end]

    def without(self, node: ast.AST) -> Edit:
        """An element of a list of things is gone, with its comma."""
        start, end = self.span(node)
        rest = self.data[end:]
        after_comma = len(rest) - len(rest.lstrip())
        if rest.lstrip()[:1] == b",":
            return start, end + after_comma + 1, b""
        ahead = self.data[:start].rstrip()
        return (len(ahead) - 1 if ahead.endswith(b",") else start), end, b""


Made = Iterator[tuple[int, Edit]]
NO_MEANING = frozenset({"description", "can_subset"})
"""Keywords without which a job does the same."""
NAMING = frozenset({"name", "key", "key_prefix", "cron_schedule", "io_manager_key"})


def _drop_keyword(node: ast.AST, text: _Text, names: frozenset[str]) -> Made:
    if isinstance(node, ast.Call):
        for keyword in node.keywords:
            if keyword.arg in names:
                yield keyword.lineno, text.without(keyword)


def _drops(*names: str) -> Callable[[ast.AST, _Text], Made]:
    return lambda node, text: _drop_keyword(node, text, frozenset(names))


def _drop_element(node: ast.AST, text: _Text, names: frozenset[str]) -> Made:
    if isinstance(node, ast.keyword) and node.arg in names:
        for part in ast.walk(node.value):
            if isinstance(part, (ast.List, ast.Tuple, ast.Set)) and len(part.elts) > 1:
                for item in part.elts:
                    yield item.lineno, text.without(item)
            if isinstance(part, ast.Dict):
                for key, value in zip(part.keys, part.values, strict=True):
                    if key is not None:
                        start, _ = text.span(key)
                        from_, to, _ = text.without(value)
                        yield key.lineno, (min(start, from_) if from_ <= text.span(value)[0] and to == text.span(value)[1] and from_ < start else start, to, b"")  # fmt: skip


def _drops_from(*names: str) -> Callable[[ast.AST, _Text], Made]:
    return lambda node, text: _drop_element(node, text, frozenset(names))


def _other_text(node: ast.AST, text: _Text, names: frozenset[str]) -> Made:
    if isinstance(node, ast.keyword) and node.arg in names:
        for part in ast.walk(node.value):
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                _start, end = text.span(part)
                quote = text.data[end - 1 : end]
                yield part.lineno, (end - 1, end, b"_other" + quote)


def _other_texts(*names: str) -> Callable[[ast.AST, _Text], Made]:
    return lambda node, text: _other_text(node, text, frozenset(names))


def _other_number(node: ast.AST, text: _Text) -> Made:
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        start, end = text.span(node)
        yield node.lineno, (start, end, b"9" + text.of(node))


def _other_flag(node: ast.AST, text: _Text) -> Made:
    match node:
        case ast.keyword(arg=name, value=ast.Constant(value=bool() as flag)) if name not in NO_MEANING:
            start, end = text.span(node.value)
            yield node.lineno, (start, end, b"False" if flag else b"True")


def _swap(first: ast.AST, second: ast.AST, text: _Text) -> Edit:
    (start, middle), (other, end) = text.span(first), text.span(second)
    return start, end, text.of(second) + text.data[middle:other] + text.of(first)


def _swap_arguments(node: ast.AST, text: _Text) -> Made:
    if isinstance(node, ast.Call) and isinstance(node.func, (ast.Name, ast.Call)):
        for first, second in zip(node.args, node.args[1:], strict=False):
            if not isinstance(second, ast.Starred) and text.of(first) != text.of(second):
                yield first.lineno, _swap(first, second, text)


def _swap_keywords(node: ast.AST, text: _Text) -> Made:
    """Of calls in the body of a graph: those of decorators mean different things and are dropped one by one."""
    if isinstance(node, ast.FunctionDef) and any(
        "graph" in ast.unparse(item) for item in node.decorator_list
    ):
        for call in (part for item in node.body for part in ast.walk(item)):
            if isinstance(call, ast.Call) and len(call.keywords) > 1:
                for first, second in zip(call.keywords, call.keywords[1:], strict=False):
                    if text.of(first.value) != text.of(second.value):
                        yield first.lineno, _swap(first.value, second.value, text)


def _swap_inputs(node: ast.AST, text: _Text) -> Made:
    if isinstance(node, ast.keyword) and node.arg in ("ins", "outs") and isinstance(node.value, ast.Dict):
        values = node.value.values
        for first, second in itertools.pairwise(values):
            if text.of(first) != text.of(second):
                yield first.lineno, _swap(first, second, text)


def _drop_argument(node: ast.AST, text: _Text) -> Made:
    """Of a call in the body of a graph."""
    if isinstance(node, ast.FunctionDef) and any(
        "graph" in ast.unparse(item) for item in node.decorator_list
    ):
        for call in (part for item in node.body for part in ast.walk(item)):
            if isinstance(call, ast.Call):
                for item in (*call.args, *call.keywords):
                    yield item.lineno, text.without(item)


def _run_twice(node: ast.AST, text: _Text) -> Made:
    if isinstance(node, ast.FunctionDef) and any(
        "graph" in ast.unparse(item) for item in node.decorator_list
    ):
        for statement in node.body:
            if isinstance(statement, (ast.Assign, ast.Expr)) and isinstance(statement.value, ast.Call):
                start, _ = text.span(statement)
                indent = b" " * statement.col_offset
                yield statement.lineno, (start, start, text.of(statement.value) + b"\n" + indent)


def _drop_statement(node: ast.AST, text: _Text) -> Made:
    body = getattr(node, "body", None)
    if isinstance(node, (ast.FunctionDef, ast.With, ast.For, ast.If)) and isinstance(body, list):
        for statement in body:
            is_text = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
            if not is_text and not isinstance(statement, ast.Pass):
                start, end = text.span(statement)
                yield statement.lineno, (start, end, b"pass")


def _other_text_in_body(node: ast.AST, text: _Text) -> Made:
    if isinstance(node, ast.FunctionDef):
        docs = {id(part.value) for part in node.body if isinstance(part, ast.Expr)}
        inside = {
            id(piece) for part in ast.walk(node) if isinstance(part, ast.JoinedStr) for piece in part.values
        }
        for part in (part for item in node.body for part in ast.walk(item)):
            if (
                isinstance(part, ast.Constant)
                and isinstance(part.value, str)
                and id(part) not in docs | inside
            ):
                _, end = text.span(part)
                yield part.lineno, (end - 1, end, b"_other" + text.data[end - 1 : end])


def _other_name_in_return(node: ast.AST, text: _Text) -> Made:
    if isinstance(node, (ast.Return, ast.Yield)) and node.value is not None:
        start, end = text.span(node.value)
        yield node.lineno, (start, end, b"None" if text.of(node.value) != b"None" else b"1")


def _drop_parameter(node: ast.AST, text: _Text) -> Made:
    if isinstance(node, ast.FunctionDef) and node.decorator_list:
        for item in node.args.args:
            if item.arg not in ("context", "_", "self"):
                yield item.lineno, text.without(item)


def _drop_none_return(node: ast.AST, text: _Text) -> Made:
    if isinstance(node, ast.FunctionDef) and node.decorator_list and isinstance(node.returns, ast.Constant):
        _, end = text.span(node.returns)
        start = text.data.rfind(b"->", 0, end)
        yield node.returns.lineno, (start, end, b"")


def _drop_decorator(node: ast.AST, text: _Text) -> Made:
    if isinstance(node, ast.FunctionDef) and len(node.decorator_list) > 1:
        for item in node.decorator_list:
            start, end = text.span(item)
            yield item.lineno, (start - 1, end, b"")


def _other_attribute(node: ast.AST, text: _Text) -> Made:
    """What config, a partition or a resource is read from."""
    if (
        isinstance(node, ast.Subscript)
        and isinstance(node.slice, ast.Constant)
        and isinstance(node.slice.value, str)
    ):
        _, end = text.span(node.slice)
        yield node.lineno, (end - 1, end, b"_other" + text.data[end - 1 : end])


MUTATIONS: tuple[tuple[str, Callable[[ast.AST, _Text], Made]], ...] = (
    ("a dependency is dropped", _drops_from("deps")),
    ("all dependencies are dropped", _drops("deps")),
    ("an input is dropped", _drops_from("ins")),
    ("a parameter is dropped", _drop_parameter),
    ("two inputs are swapped", _swap_inputs),
    ("two arguments are swapped", _swap_arguments),
    ("two arguments are swapped", _swap_keywords),
    ("an argument is dropped", _drop_argument),
    ("an op runs twice", _run_twice),
    ("an asset is not selected", _drops_from("selection")),
    ("there is no selection", _drops("selection")),
    ("config is lost", _drops("config", "run_config")),
    ("a config key is lost", _drops_from("config", "run_config", "ops")),
    ("another config", _other_texts("config", "run_config", "ops")),
    ("the config's schema is lost", _drops("config_schema")),
    ("partitions are lost", _drops("partitions_def")),
    ("a partition key is lost", _drops("partition_key")),
    ("retries are lost", _drops("retry_policy", "op_retry_policy")),
    ("an I/O manager is lost", _drops("io_manager_key", "input_manager_key")),
    ("another name", _other_texts(*NAMING)),
    ("a name is lost", _drops("name", "key", "key_prefix")),
    ("another type", _drops("dagster_type")),
    ("metadata is lost", _drops("metadata")),
    ("other metadata", _other_texts("metadata")),
    ("tags are lost", _drops("tags", "op_tags")),
    ("other tags", _other_texts("tags", "op_tags")),
    ("hooks are lost", _drops("hooks")),
    ("a hook is lost", _drops_from("hooks")),
    ("a resource is not asked for", _drops("required_resource_keys")),
    ("another resource is asked for", _other_texts("required_resource_keys")),
    ("an output may not be missing", _drops("is_required", "output_required")),
    ("an output is lost", _drops_from("outs")),
    ("lineage inside is lost", _drops("internal_asset_deps")),
    ("definitions are lost", _drops("assets", "jobs", "schedules", "sensors", "resources", "executor_def", "executor")),
    ("a definition is lost", _drops_from("assets", "jobs", "schedules", "sensors", "resources", "resource_defs")),
    ("another number", _other_number),
    ("the opposite", _other_flag),
    ("a statement is lost", _drop_statement),
    ("another text in a body", _other_text_in_body),
    ("another result", _other_name_in_return),
    ("an output that is nothing is stored", _drop_none_return),
    ("a decorator is lost", _drop_decorator),
    ("another key is read", _other_attribute),
)  # fmt: skip


def _can_be_parsed(text: bytes) -> bool:
    try:
        ast.parse(text)
    except (SyntaxError, ValueError):
        return False
    return True
