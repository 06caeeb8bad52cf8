"""A plan turned into new text for every file that it touches."""

from pathlib import Path

from assetize.analyzer.model import Analysis, Diagnostic
from assetize.codemods.model import FileRewrite, Plan, Rewrite
from assetize.codemods.rewrite.failure import RewriteFailure
from assetize.codemods.rewrite.files import rewrite_file, touched_modules
from assetize.codemods.rewrite.project_view import ProjectView


def rewrite_project(root: Path, plan: Plan, analysis: Analysis) -> Rewrite:
    """New text for every file that the plan changes; nothing is written.

    When one thing cannot be done there are no files, because half of a plan is no plan, and the diagnostics say why.
    """
    view = ProjectView(root, analysis, plan.actions)
    files: list[FileRewrite] = []
    diagnostics: list[Diagnostic] = []
    for module in touched_modules(view):
        try:
            rewritten = rewrite_file(view, module)
        except RewriteFailure as failure:
            diagnostics.append(failure.diagnostic)
            continue
        if rewritten is not None:
            files.append(rewritten)
    if diagnostics:
        return Rewrite((), tuple(sorted(set(diagnostics))))
    return Rewrite(tuple(files))
