"""Corrections of what was decided, written into the project's settings; the project is read again at once."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import get_args

from assetize.analyzer.api import analyze
from assetize.analyzer.model import Decision, OutputDecision
from assetize.analyzer.records import dataclass
from assetize.analyzer.settings.places import OWN_FILE, find_settings_files
from assetize.codemods.model import FileRewrite
from assetize.codemods.review.applying import wrong_settings
from assetize.codemods.review.session import Outdated, Review
from assetize.codemods.review.settings_edit import Table, with_entry, with_listed, without_listed
from assetize.codemods.writing import DirtyPolicy, apply, undo

KEY = re.compile(r"[A-Za-z0-9_]+(?:/[A-Za-z0-9_]+)*")
DECISIONS = get_args(Decision)
KEEP_OP = "op"

Edit = Callable[[str, Table], str | None]


@dataclass(frozen=True, slots=True)
class Correction:
    """What the settings say of one output; empty: nothing, so that it is decided by the code again."""

    key: str = ""
    decision: str = ""
    form: str = ""
    """``"op"``: the op stays an op, and the asset is graph-backed."""


def setting_name(review: Review, decision: OutputDecision) -> str:
    """How the settings name an output: by its op alone where it is the only one."""
    op = next(op for op in review.analysis.project.ops if op.id == decision.op)
    return op.id if len(op.outputs) <= 1 else f"{op.id}.{decision.output}"


def present_correction(review: Review, decision: OutputDecision) -> Correction:
    """What the settings say of an output now."""
    name, op = setting_name(review, decision), decision.op
    declared = [item for item in review.analysis.settings.outputs if f'"{name}" = ' in item.detail]
    key = next(("/".join(item.key) for item in declared if item.key), "")
    declared_decision = next((item.decision for item in declared if item.decision), "")
    is_kept = any(item.pattern == op for item in review.analysis.settings.keep_ops)
    return Correction(key, declared_decision or "", KEEP_OP if is_kept else "")


def correct(review: Review, decision: OutputDecision, correction: Correction) -> None:
    """Says of an output what it is. Raises ``Outdated`` where that cannot be written, and says what to write by hand."""
    if correction.key and not KEY.fullmatch(correction.key):
        raise Outdated('An asset key is like "users" or "shop/users": letters, digits, underscores.')
    if correction.decision not in ("", *DECISIONS):
        raise Outdated("There is no such decision.")

    if correction.form not in ("", KEEP_OP):
        raise Outdated("There is no such form.")
    name = setting_name(review, decision)

    def edit(text: str, table: Table) -> str | None:
        listed = with_listed if correction.form == KEEP_OP else without_listed
        edited = listed(text, table, "keep-ops", decision.op)
        for setting, value in (("keys", correction.key), ("decisions", correction.decision)):
            if edited is not None:
                edited = with_entry(edited, (*table, setting), name, value)
        return edited

    _write(review, edit, f'"{name}" under [keys] or [decisions], or in keep-ops')


def leave_job(review: Review, name: str) -> None:
    """Excludes the jobs of that name."""
    _write(
        review,
        lambda text, table: with_listed(text, table, "exclude-jobs", name),
        f'"{name}" in exclude-jobs',
    )


def _write(review: Review, edit: Edit, by_hand: str) -> None:
    file, text, table = _settings_text(review.root)
    edited = edit(text, table)
    if edited is None:
        raise Outdated(
            f"{file} cannot be changed by this page as it is written. Put {by_hand} there by hand."
        )
    if edited == text:
        return
    rewrite = FileRewrite(file, text.encode(), edited.encode(), creates=not (review.root / file).exists())
    apply(review.root, [rewrite], dirty=DirtyPolicy.ALLOW)
    analysis = analyze(review.root)
    known = {item.message for item in wrong_settings(review.analysis)}
    if wrong := [item.message for item in wrong_settings(analysis) if item.message not in known]:
        undo(review.root)
        raise Outdated(f"The settings would not be valid: {'; '.join(wrong)}.")
    review.read(analysis)


def _settings_text(root: Path) -> tuple[str, str, Table]:
    """The settings' file, its text, and the table in it."""
    files = find_settings_files(root)
    if not files:
        return OWN_FILE, "", ()
    file = files[0]
    if len(files) > 1 or file.data is None or file.name.startswith(".."):
        places = " and ".join(item.name for item in files)
        raise Outdated(
            f"The settings are in {places}; this page changes only one file in the project's own folder."
        )
    try:
        return file.name, file.data.decode("utf-8"), file.table
    except UnicodeDecodeError as problem:
        raise Outdated(f"{file.name} is not UTF-8.") from problem
