"""Which files a plan touches, and each of them rewritten."""

import re
from collections.abc import Sequence
from pathlib import Path

import libcst as cst

from assetize.analyzer.codes.rewriting import CANNOT_BE_EDITED, LINE_DOES_NOT_ROUND_TRIP, RESULT_NOT_VALID
from assetize.analyzer.model import Location, Module
from assetize.codemods.model import (
    Action,
    AddNoneReturn,
    AddOrderInput,
    ConfigToPartitions,
    DeclareExternalAsset,
    DefineLastOp,
    EventToMetadata,
    FileRewrite,
    JobToAssetJob,
    MoveDefinition,
    OpsToGraphAsset,
    OpToAsset,
    OpToMultiAsset,
    RedirectIoManager,
    RegisterAssets,
    RemoveDefinition,
    RenameConfigKeys,
    RenameLookup,
    RenameSymbol,
    RequestPartition,
    RunThroughLocation,
)
from assetize.codemods.rewrite.context import FileContext
from assetize.codemods.rewrite.failure import RewriteFailure
from assetize.codemods.rewrite.names import read_names
from assetize.codemods.rewrite.order import CODEMODS, Codemod
from assetize.codemods.rewrite.order_check import check_text
from assetize.codemods.rewrite.places import new_places, old_places
from assetize.codemods.rewrite.printing import StatementPrinter
from assetize.codemods.rewrite.project_view import ProjectView
from assetize.codemods.rewrite.source_text import EditOnLostLine, SourceText, carry_edits, decode, encode
from assetize.codemods.rewrite.style import Style, line_length_of, most_used_quote


def home_of(action: Action) -> str:
    """The id of the module that an action changes first of all."""
    match action:
        case OpToAsset() | OpToMultiAsset() | AddOrderInput() | AddNoneReturn() | EventToMetadata():
            id = action.op
        case JobToAssetJob():
            id = action.job
        case RegisterAssets():
            id = action.location
        case RedirectIoManager():
            id = action.cls
        case RemoveDefinition() | RenameSymbol() | MoveDefinition() | ConfigToPartitions():
            id = action.id
        case OpsToGraphAsset() | DeclareExternalAsset() | DefineLastOp():
            return action.module
        case RenameConfigKeys() | RenameLookup() | RequestPartition() | RunThroughLocation():
            return action.module
    return id.partition(":")[0]


def touched_modules(view: ProjectView) -> tuple[Module, ...]:
    """The modules that a plan changes, and those that name something renamed or removed, by file."""
    homes = {home_of(action) for action in view.actions}
    names = {old for _, old in view.renames} | {name for _, name in view.removed}
    pattern = re.compile(rb"\b(?:" + b"|".join(re.escape(name.encode()) for name in sorted(names)) + rb")\b")
    touched = []
    for module in view.analysis.project.modules:
        if module.id in homes or (names and _mentions(view.root / module.file, pattern)):
            touched.append(module)
    return tuple(sorted(touched, key=lambda module: module.file))


def _mentions(path: Path, pattern: re.Pattern[bytes]) -> bool:
    try:
        return pattern.search(path.read_bytes()) is not None
    except OSError:
        return False  # A file that cannot be read is the reading's diagnostic, not ours.


def rewrite_file(
    view: ProjectView, module: Module, codemods: Sequence[Codemod] = CODEMODS
) -> FileRewrite | None:
    """One file rewritten; None where nothing changes in it. Raises :class:`RewriteFailure`."""
    before, source, tree = _read(view, module)
    context = _context(view, module, tree, source)
    changed = tree
    for codemod in codemods:
        changed = codemod(changed, view.actions, context)
    if changed is tree:
        return None
    try:
        text = carry_edits(source.text, context.text, context.printer.module(changed))
    except EditOnLostLine as error:
        message = f"Line {error.line} of {module.file} would not come back as it was written."
        raise context.fail(LINE_DOES_NOT_ROUND_TRIP, message, line=error.line) from error
    check_text(text, context)
    try:
        after = encode(source, text)
    except UnicodeEncodeError as error:
        raise context.fail(RESULT_NOT_VALID, f"{module.file} cannot hold its new text: {error}") from error
    if after == before:
        return None
    return FileRewrite(module.file, before, after, tuple(dict.fromkeys(context.done)))


def _read(view: ProjectView, module: Module) -> tuple[bytes, SourceText, cst.Module]:
    try:
        before = (view.root / module.file).read_bytes()
        source = decode(before)
        return before, source, cst.parse_module(source.text)
    except (OSError, SyntaxError, ValueError, RecursionError, cst.ParserSyntaxError) as error:
        first_line = str(error).partition("\n")[0]
        where = Location(module.file, 1)
        raise RewriteFailure(
            CANNOT_BE_EDITED.at(
                where, f"{module.file} cannot be edited: {type(error).__name__}: {first_line}"
            )
        ) from error


def _context(view: ProjectView, module: Module, tree: cst.Module, source: SourceText) -> FileContext:
    style = Style(
        quote=most_used_quote(source.text),
        line_length=line_length_of((view.root / module.file).parent, view.root, source.text),
        indent=tree.default_indent,
        newline=tree.default_newline,
        renames=tuple(sorted((old, new) for (_, old), new in view.renames.items())),
    )
    places = old_places(tree)
    names = read_names(tree, module)
    printer = StatementPrinter(tree)
    return FileContext(
        view,
        module,
        tree,
        printer.module(tree),
        printer,
        names,
        style,
        places,
        new_places(view, module, places),
    )
