"""The names of one ``from`` import: some added, some gone, in the order and layout that they had."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import libcst as cst

from assetize.codemods.rewrite.context import FileContext, NewImport
from assetize.codemods.rewrite.layout import Bracket, Item, render
from assetize.codemods.rewrite.names import bound_by, dotted
from assetize.codemods.rewrite.pieces import code, read_import


def by_kind(name: str) -> tuple[int, str, str]:
    """As isort and ruff sort by default: constants, classes, then the rest."""
    if name.isupper() and len(name) > 1:
        return 0, name.lower(), name
    return (1 if name[:1].isupper() else 2), name.lower(), name


def ignoring_case(name: str) -> tuple[int, str, str]:
    """Letters alone."""
    return 0, name.lower(), name


def by_character(name: str) -> tuple[int, str, str]:
    """As Python sorts strings."""
    return 0, name, name


ORDERS: tuple[Callable[[str], tuple[int, str, str]], ...] = (by_kind, ignoring_case, by_character)


def edited_names(
    line: cst.SimpleStatementLine,
    node: cst.ImportFrom,
    gained: Sequence[NewImport],
    lost: frozenset[str],
    old_names: list[str],
    context: FileContext,
) -> cst.SimpleStatementLine | None:
    """The statement with other names; None when it has none left."""
    aliases = [] if isinstance(node.names, cst.ImportStar) else list(node.names)
    items, shell = read_import(node)
    kept = [
        (dotted(alias.name), item)
        for alias, item in zip(aliases, items, strict=True)
        if bound_by(alias) not in lost
    ]
    order = _order_of(old_names)
    if order is not None:
        kept = sorted(kept, key=lambda entry: order(entry[0]))
    for wanted in gained:
        kept = _with_name(kept, wanted.name, Item(_spelled(wanted)), order)
    if not kept:
        return None
    names = context.statement(_text(node, [item for _, item in kept], shell, context))
    new = cst.ensure_type(cst.ensure_type(names, cst.SimpleStatementLine).body[0], cst.ImportFrom)
    return line.with_changes(body=[new.with_changes(semicolon=node.semicolon)])


def _spelled(wanted: NewImport) -> str:
    return wanted.name if wanted.local == wanted.name else f"{wanted.name} as {wanted.local}"


def _order_of(names: list[str]) -> Callable[[str], tuple[int, str, str]] | None:
    """The order that the names are in; None when it is none that is known."""
    return next((order for order in ORDERS if names == sorted(names, key=order)), None)


def _with_name(
    kept: list[tuple[str, Item]], name: str, item: Item, order: Callable[[str], tuple[int, str, str]] | None
) -> list[tuple[str, Item]]:
    place = len(kept)
    if order is not None:
        place = next(
            (index for index, (other, _) in enumerate(kept) if order(other) > order(name)), len(kept)
        )
    return [*kept[:place], (name, item), *kept[place:]]


def _text(node: cst.ImportFrom, items: list[Item], shell: Bracket, context: FileContext) -> str:
    start = (
        code(node.with_changes(names=cst.ImportStar(), lpar=None, rpar=None))
        .replace("\\\n", "")
        .rstrip("*; \t")
    )
    flat = f"{start} " + ", ".join(str(item.value) for item in items)
    commented = shell.below or shell.behind or any(item.has_comments() for item in items)
    if not shell.spread and not commented and len(flat) <= context.style.line_length:
        return flat + "\n"
    names = replace(shell, opening=f"{start} (", items=tuple(items), spread=True, hugging=False)
    return render(names, context.style) + "\n"


def new_names(source: str, wanted: Sequence[NewImport], context: FileContext) -> str:
    """A new ``from`` import as text."""
    names = sorted(wanted, key=lambda entry: by_kind(entry.name))
    flat = f"from {source} import " + ", ".join(_spelled(entry) for entry in names)
    if len(flat) <= context.style.line_length:
        return flat + "\n"
    items = tuple(Item(_spelled(entry)) for entry in names)
    return render(Bracket(f"from {source} import (", items, ")", spread=True), context.style) + "\n"
