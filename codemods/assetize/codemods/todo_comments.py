"""``# TODO(assetize): AZ304 ...`` above each job that is refused: what a person has to do, where it has to be done."""

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from assetize.analyzer.model import Analysis, Diagnostic, Job
from assetize.analyzer.records import dataclass
from assetize.codemods.model import FileRewrite, JobPlan, Plan
from assetize.codemods.report.build import build_report
from assetize.codemods.report.jobs import sorted_jobs
from assetize.codemods.report.summary import outcome
from assetize.codemods.rewrite.source_text import decode, encode

MARK = "# TODO(assetize): "
LineOf = Callable[[ast.Module, Job], int | None]


@dataclass(frozen=True, slots=True)
class _Remark:
    """What is to be said above one job."""

    job: Job
    findings: tuple[Diagnostic, ...]


def add_todo_comments(
    root: Path, analysis: Analysis, plan: Plan, files: Sequence[FileRewrite]
) -> tuple[FileRewrite, ...]:
    """The prepared files, and those of refused jobs, with their comments. What is said already is not said again."""
    changed = {file.file: file for file in files}
    remarks: dict[str, list[_Remark]] = {}
    for remark in _remarks(analysis, plan):
        remarks.setdefault(remark.job.where.file, []).append(remark)
    for file, found in remarks.items():
        rewrite = changed.get(file)
        before = rewrite.before if rewrite else (root / file).read_bytes()
        now = rewrite.after if rewrite else before
        after = _with_comments(now, found, _line_at if rewrite is None else _line_named)
        if after != now:
            done = (*(rewrite.actions if rewrite else ()), "says above refused jobs what a person has to do")
            changed[file] = FileRewrite(file, before, after, done)
    return tuple(changed[file] for file in sorted(changed))


def _remarks(analysis: Analysis, plan: Plan) -> Iterator[_Remark]:
    plans: Mapping[str, JobPlan] = {item.job: item for item in plan.jobs}
    rows = build_report(analysis, plan)["jobs"]
    for job, row in zip(sorted_jobs(analysis.project), rows, strict=True):
        if outcome(row) == "refused":
            by_code = {
                item.code: item for item in reversed(plans[job.id].diagnostics) if item.severity != "note"
            }
            yield _Remark(job, tuple(by_code[code] for code in sorted(by_code)))


def _with_comments(data: bytes, remarks: Sequence[_Remark], line_of: LineOf) -> bytes:
    try:
        source = decode(data)
        tree = ast.parse(source.text)
    except (SyntaxError, ValueError):
        return data  # Nothing is upgraded there, and the reading has said why.
    lines = source.text.split("\n")
    newline = "\r" if lines[0].endswith("\r") else ""
    places = {line: remark for remark in remarks if (line := line_of(tree, remark.job)) is not None}
    for line, remark in sorted(places.items(), reverse=True):
        first = _first_comment(lines, line)
        said = "\n".join(lines[first : line - 1])
        indent = lines[line - 1][: len(lines[line - 1]) - len(lines[line - 1].lstrip())]
        new = [f"{indent}{MARK}{item.code} {item.message}" for item in remark.findings]
        lines[first:first] = [
            text.replace("\n", " ") + newline
            for text, item in zip(new, remark.findings, strict=True)
            if f"{MARK}{item.code} " not in said
        ]
    try:
        after = encode(source, "\n".join(lines))
    except UnicodeEncodeError:
        return data  # The file cannot hold the message.
    return after if ast.dump(ast.parse(after)) == ast.dump(ast.parse(data)) else data


def _first_comment(lines: Sequence[str], line: int) -> int:
    """Where the comments right above a line begin: one of them may be meant for assetize, and has to stay right above it."""
    first = line - 1
    while first > 0 and lines[first - 1].lstrip().startswith("#"):
        first -= 1
    return first


def _line_named(tree: ast.Module, job: Job) -> int | None:
    """In a file that was rewritten: the one statement at module level that binds the job's name."""
    found = [statement for statement in tree.body if job.variable in _bound(statement)]
    return _start(found[0]) if len(found) == 1 and not job.is_nested else None


def _line_at(tree: ast.Module, job: Job) -> int | None:
    """In a file that is as it was read: the innermost statement on the job's line."""
    found = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.stmt) and _start(node) <= job.where.line <= (node.end_lineno or 0)
    ]
    return max(map(_start, found), default=None)


def _bound(statement: ast.stmt) -> list[str]:
    match statement:
        case ast.FunctionDef(name=name):
            return [name]
        case ast.Assign(targets=targets):
            return [target.id for target in targets if isinstance(target, ast.Name)]
        case ast.AnnAssign(target=ast.Name(id=name)):
            return [name]
    return []


def _start(statement: ast.stmt) -> int:
    decorators = statement.decorator_list if isinstance(statement, ast.FunctionDef) else []
    return min([statement.lineno, *(decorator.lineno for decorator in decorators)])
