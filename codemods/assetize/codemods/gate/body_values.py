"""The values in the body of a graph-backed asset: which op is called with what. Equal values have equal numbers."""

import ast
from collections import Counter
from collections.abc import Hashable, Mapping

from assetize.analyzer.records import dataclass


class NotRead(Exception):
    """The body does something that is not followed here."""


class Numbers:
    """A number for each thing that is different from all others."""

    def __init__(self) -> None:
        self._known: dict[Hashable, int] = {}

    def of(self, *parts: Hashable) -> int:
        """The number of what consists of these parts, numbers among them."""
        return self._known.setdefault(parts, len(self._known))


@dataclass(frozen=True, slots=True)
class Callee:
    """What can be called in the body: names of inputs and outputs, in order."""

    name: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outputs:
    """What a call gives."""

    call: int
    names: tuple[str, ...]


Value = int | tuple[int, ...] | Outputs


class BodyReader:
    """Reads one body from top to bottom. Elements of dynamic outputs count as the output that they are of."""

    def __init__(self, numbers: Numbers, callees: Mapping[str, Callee]) -> None:
        self.calls: Counter[int] = Counter()
        self._numbers = numbers
        self._callees = callees
        self._values: dict[str, Value] = {}

    def read(self, function: ast.FunctionDef) -> dict[str, int]:
        """What the body returns, by output; one that is returned by itself has no name. Raises ``NotRead``."""
        parameters = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
        self._values = {item.arg: self._numbers.of("parameter", item.arg) for item in parameters}
        for statement in function.body[:-1]:
            self._statement(statement)
        match function.body[-1]:
            case ast.Return(value=ast.Dict(keys=keys, values=values)):
                return {_text(key): self._one(value) for key, value in zip(keys, values, strict=True)}
            case ast.Return(value=ast.expr() as value):
                return {"": self._one(value)}
        raise NotRead

    def _statement(self, statement: ast.stmt) -> None:
        match statement:
            case ast.Expr(value=ast.Constant()):
                return
            case ast.Expr(value=value):
                self._value(value)
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                self._values[name] = self._value(value)
            case ast.Assign(targets=[ast.Tuple(elts=targets)], value=value):
                self._unpack(targets, self._value(value))
            case _:
                raise NotRead

    def _unpack(self, targets: list[ast.expr], value: Value) -> None:
        if not isinstance(value, Outputs) or len(targets) != len(value.names):
            raise NotRead
        for target, name in zip(targets, value.names, strict=True):
            if not isinstance(target, ast.Name):
                raise NotRead
            self._values[target.id] = output_number(self._numbers, value, name)

    def _one(self, node: ast.expr) -> int:
        value = self._value(node)
        if isinstance(value, Outputs) and len(value.names) == 1:
            return value.call
        if isinstance(value, int):
            return value
        raise NotRead

    def _value(self, node: ast.expr) -> Value:
        match node:
            case ast.Name(id=name) if name in self._values:
                return self._values[name]
            case ast.List(elts=items):
                return tuple(self._one(item) for item in items)
            case ast.Attribute(value=ast.Name(id=name), attr=output) if name in self._values:
                value = self._values[name]
                if isinstance(value, Outputs) and output in value.names:
                    return output_number(self._numbers, value, output)
            case ast.Call(func=ast.Attribute(value=of, attr="collect"), args=[], keywords=[]) if (
                self._is_value(of)
            ):
                return self._numbers.of("collected", self._one(of))
            case ast.Call(func=ast.Attribute(value=of, attr="map"), args=[called]) if self._is_value(of):
                return self._mapped(called, self._one(of))
            case ast.Call():
                return self._call(node)
        raise NotRead

    def _is_value(self, node: ast.expr) -> bool:
        """Not a module or a class through which an op of that name is called."""
        root = node
        while isinstance(root, ast.Attribute):
            root = root.value
        return not isinstance(root, ast.Name) or root.id in self._values

    def _mapped(self, called: ast.expr, element: int) -> Value:
        if not isinstance(called, ast.Lambda):
            callee, alias = self._callee(called)
            return self._called(callee, alias, {callee.inputs[0]: (element,)})
        if len(called.args.args) != 1:
            raise NotRead
        outer = dict(self._values)
        self._values[called.args.args[0].arg] = element
        value = self._value(called.body)
        self._values = outer
        return value

    def _call(self, call: ast.Call) -> Value:
        callee, alias = self._callee(call.func)
        sources = [source for item in call.args for source in self._in_order(item)]
        if len(sources) > len(callee.inputs):
            raise NotRead
        given = dict(zip(callee.inputs, sources, strict=False))
        for keyword in call.keywords:
            if keyword.arg is None:
                raise NotRead
            given[keyword.arg] = self._sources(keyword.value)
        return self._called(callee, alias, given)

    def _in_order(self, node: ast.expr) -> list[tuple[int, ...]]:
        """What an argument by position gives: several values where it is unpacked."""
        if not isinstance(node, ast.Starred):
            return [self._sources(node)]
        value = self._value(node.value)
        if isinstance(value, Outputs):
            return [(output_number(self._numbers, value, name),) for name in value.names]
        if isinstance(value, int):
            raise NotRead
        return [(item,) for item in value]

    def _sources(self, node: ast.expr) -> tuple[int, ...]:
        return (
            tuple(self._one(item) for item in node.elts) if isinstance(node, ast.List) else (self._one(node),)
        )

    def _called(self, callee: Callee, alias: str | None, given: Mapping[str, tuple[int, ...]]) -> Outputs:
        number = call_number(self._numbers, callee.name, alias, given)
        self.calls[number] += 1
        return Outputs(number, callee.outputs)

    def _callee(self, node: ast.expr) -> tuple[Callee, str | None]:
        match node:
            case ast.Call(func=ast.Attribute(value=of, attr="alias"), args=[ast.Constant(value=str(alias))]):
                return self._callee(of)[0], alias
            case ast.Call(func=ast.Attribute(value=of, attr="alias"), args=[], keywords=[]):
                return self._callee(of)[0], ""
            case ast.Name(id=name) | ast.Attribute(attr=name) if name in self._callees:
                return self._callees[name], None
        raise NotRead


def call_number(numbers: Numbers, name: str, alias: str | None, given: Mapping[str, tuple[int, ...]]) -> int:
    """The number of a call; the order of what a list holds means nothing."""
    inputs = sorted((name, tuple(sorted(sources))) for name, sources in given.items())
    return numbers.of("call", name, alias, tuple(inputs))


def output_number(numbers: Numbers, outputs: Outputs, name: str) -> int:
    """The number of one output; an only one is what the call gives."""
    return outputs.call if len(outputs.names) == 1 else numbers.of("output", outputs.call, name)


def _text(key: ast.expr | None) -> str:
    if isinstance(key, ast.Constant) and isinstance(key.value, str):
        return key.value
    raise NotRead
