"""The arguments of a call as facts."""

import ast
import functools
from collections.abc import Mapping, Sequence
from dataclasses import field

from assetize.analyzer.model import Argument
from assetize.analyzer.records import dataclass
from assetize.analyzer.syntax.standpoint import Standpoint
from assetize.analyzer.values.changes import is_changed_in_place

COLLECTIONS = ("builtins.list", "builtins.set", "builtins.tuple", "builtins.frozenset")


@dataclass(frozen=True, slots=True, eq=False)
class Given:
    """One argument, with the standpoint from which its value is read."""

    value: ast.expr
    here: Standpoint


@dataclass(frozen=True, slots=True, eq=False)
class Arguments:
    """A call's arguments by name; ``unread`` holds those that could not be named: ``*items``, and all ``**options``."""

    given: Mapping[str, Given]
    unread: tuple[ast.expr, ...] = ()
    spread: Mapping[str, str] = field(default_factory=dict)
    """Of those that come out of ``**OPTIONS``, by name, the text of what is spread, where that is one name."""
    opened: tuple[ast.expr, ...] = ()
    """Those of ``unread`` of which it is known what they give: who rewrites nothing may take them as read."""

    def get(self, name: str) -> Given | None:
        """The argument of that name, unless it is absent or ``None``."""
        given = self.given.get(name)
        if given is None or (isinstance(given.value, ast.Constant) and given.value.value is None):
            return None
        return given

    def string(self, name: str) -> str | None:
        """The argument's value when it is a known string."""
        given = self.given.get(name)
        return None if given is None else given.here.string(given.value)

    def facts(self) -> tuple[Argument, ...]:
        """The records of all named arguments, in order."""
        return tuple(
            Argument(
                name,
                given.here.text(given.value),
                given.here.at(given.value),
                given.here.string(given.value),
                _named(given),
                name in self.spread,
                self.spread.get(name, ""),
            )
            for name, given in self.given.items()
        )

    def names(self) -> tuple[str, ...]:
        """The names of the arguments that were given."""
        return tuple(self.given)


def _named(given: Given) -> str | None:
    """The id of what the argument names when it is one plain name of the project."""
    if not isinstance(given.value, ast.Name | ast.Attribute):
        return None
    name = given.here.resolve(given.value)
    return name if name is not None and ":" in name else None


NO_ARGUMENTS = Arguments({})


def read_arguments(here: Standpoint, call: ast.Call | None, positional: Sequence[str] = ()) -> Arguments:
    """The arguments of a call; ``positional`` names its positional parameters."""
    if call is None:
        return NO_ARGUMENTS
    given: dict[str, Given] = {}
    unread: list[ast.expr] = []
    spread: dict[str, str] = {}
    opened: list[ast.expr] = []
    for index, argument in enumerate(call.args):
        if isinstance(argument, ast.Starred) or index >= len(positional):
            unread.append(argument)
        else:
            given[positional[index]] = Given(argument, here)
    for keyword in call.keywords:
        if keyword.arg is not None:
            given[keyword.arg] = Given(keyword.value, here)
        else:
            entries = _spread(here, keyword.value)
            unread.append(keyword.value)
            if entries is not None:
                opened.append(keyword.value)
            given.update(entries or {})
            text = here.text(keyword.value) if isinstance(keyword.value, ast.Name) else ""
            spread.update(dict.fromkeys(entries or (), text))
    return Arguments(given, tuple(unread), spread, tuple(opened))


def _spread(here: Standpoint, options: ast.expr) -> Mapping[str, Given] | None:
    """What ``**OPTIONS`` stands for; None unless it is a dict of string keys that nothing here changes."""
    entries = read_dict(here, options)
    module_id = here.module.module.id
    mentioned = [node.id for node in ast.walk(options) if isinstance(node, ast.Name)]
    if entries is None or any(is_changed_in_place(here.sources, module_id, name) for name in mentioned):
        return None
    return dict(entries)


def read_dict(here: Standpoint, expression: ast.expr) -> Sequence[tuple[str, Given]] | None:
    """The entries of a dict whose keys are known strings; None when any of it is not understood."""
    there, value = here.follow(expression)
    if isinstance(value, ast.Call):
        return _dict_call(there, value)
    if isinstance(value, ast.BinOp):
        return functools.reduce(_merged, [read_dict(there, part) for part in summands(value)])
    if not isinstance(value, ast.Dict):
        return None
    entries: Sequence[tuple[str, Given]] | None = []
    for key, item in zip(value.keys, value.values, strict=True):
        if key is None:
            entries = _merged(entries, read_dict(there, item))
        else:
            name = there.string(key)
            entries = _merged(entries, None if name is None else [(name, Given(item, there))])
    return entries


def _dict_call(here: Standpoint, call: ast.Call) -> Sequence[tuple[str, Given]] | None:
    """``dict(first=1, second=2)``, ``dict(BASE, **MORE)``."""
    if here.resolve(call.func) != "builtins.dict":
        return None
    entries: Sequence[tuple[str, Given]] | None = []
    for argument in call.args:
        entries = _merged(entries, read_dict(here, argument))
    for word in call.keywords:
        more = read_dict(here, word.value) if word.arg is None else [(word.arg, Given(word.value, here))]
        entries = _merged(entries, more)
    return entries


def _merged(
    first: Sequence[tuple[str, Given]] | None, second: Sequence[tuple[str, Given]] | None
) -> Sequence[tuple[str, Given]] | None:
    if first is None or second is None:
        return None
    return list({**dict(first), **dict(second)}.items())


def summands(expression: ast.expr) -> list[ast.expr]:
    """The operands of ``a + b + c`` or ``a | b``; an expression that is no sum is its own only one."""
    found: list[ast.expr] = []
    pending = [expression]
    while pending:
        current = pending.pop()
        if isinstance(current, ast.BinOp) and isinstance(current.op, ast.Add | ast.BitOr):
            pending += [current.right, current.left]
        else:
            found.append(current)
    return found


def read_list(here: Standpoint, expression: ast.expr) -> Sequence[Given] | None:
    """The elements of a list, tuple or set, spreads and sums included; None when any of it is not understood."""
    there, value = here.follow(expression)
    parts = summands(value)
    if len(parts) > 1:
        read = [read_list(there, part) for part in parts]
        known = [items for items in read if items is not None]
        return [item for items in known for item in items] if len(known) == len(read) else None
    if isinstance(value, ast.Call):
        return _collection_call(there, value)
    if not isinstance(value, ast.List | ast.Tuple | ast.Set):
        return None
    items: list[Given] = []
    for element in value.elts:
        if isinstance(element, ast.Starred):
            inner = read_list(there, element.value)
            if inner is None:
                return None
            items.extend(inner)
        else:
            items.append(Given(element, there))
    return items


def _collection_call(here: Standpoint, call: ast.Call) -> Sequence[Given] | None:
    """``set()``, ``list(ITEMS)``, ``frozenset({...})``, ``JOBS.values()``."""
    if isinstance(call.func, ast.Attribute) and call.func.attr == "values" and not call.args:
        entries = read_dict(here, call.func.value)
        return None if entries is None else [given for _, given in entries]
    if call.keywords or len(call.args) > 1 or here.resolve(call.func) not in COLLECTIONS:
        return None
    return read_list(here, call.args[0]) if call.args else []
