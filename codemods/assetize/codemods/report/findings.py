"""Collects every diagnostic of an analysis and its plan, once each."""

from collections.abc import Iterator

from assetize.analyzer.codes import find_code
from assetize.analyzer.model import Analysis, Diagnostic, Location, Unknown
from assetize.codemods.model import Plan
from assetize.codemods.report.document import DiagnosticRow


def find_diagnostics(analysis: Analysis, plan: Plan) -> tuple[Diagnostic, ...]:
    """Diagnostics of reading, deciding and planning, and of every unknown, sorted by place."""
    found: dict[tuple[str, str, int, str], Diagnostic] = {}
    for diagnostic in _all_diagnostics(analysis, plan):
        if _is_ignored(analysis, diagnostic.code, Location(diagnostic.file, diagnostic.line)):
            continue
        found.setdefault((diagnostic.code, diagnostic.file, diagnostic.line, diagnostic.message), diagnostic)
    explained = {(diagnostic.code, diagnostic.file, diagnostic.line) for diagnostic in found.values()}
    for unknown in analysis.project.unknowns:
        is_ignored = _is_ignored(analysis, unknown.code, unknown.where)
        if not is_ignored and (unknown.code, unknown.where.file, unknown.where.line) not in explained:
            diagnostic = diagnostic_from_unknown(unknown)
            found.setdefault(
                (diagnostic.code, diagnostic.file, diagnostic.line, diagnostic.message), diagnostic
            )
    return tuple(sorted(found.values(), key=_place))


def _is_ignored(analysis: Analysis, code: str, where: Location) -> bool:
    """A comment says that it is known; what it means for a plan counts all the same."""
    return any(code in comment.codes and comment.covers(where) for comment in analysis.project.ignores)


def diagnostic_from_unknown(unknown: Unknown) -> Diagnostic:
    """An unknown as people see it, explained by its code."""
    code = find_code(unknown.code)
    if code is None:
        where = unknown.where
        return Diagnostic(unknown.code, "warning", unknown.what, where.file, where.line, "", unknown.subject)
    return code.at(unknown.where, unknown.what, unknown.subject)


def diagnostic_row(diagnostic: Diagnostic) -> DiagnosticRow:
    """A diagnostic in the report's shape."""
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity,
        "message": diagnostic.message,
        "file": diagnostic.file,
        "line": diagnostic.line,
        "help": diagnostic.help,
    }


def _all_diagnostics(analysis: Analysis, plan: Plan) -> Iterator[Diagnostic]:
    yield from analysis.project.diagnostics
    yield from analysis.diagnostics
    yield from plan.diagnostics
    for job in plan.jobs:
        yield from job.diagnostics


def _place(diagnostic: Diagnostic) -> tuple[str, int, str, str]:
    return (diagnostic.file, diagnostic.line, diagnostic.code, diagnostic.message)
