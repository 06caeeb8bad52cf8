"""What the plan does not change is as it was: bodies of ops, helpers, resources, schedules, everything beside the definitions that are upgraded."""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from difflib import SequenceMatcher

from assetize.analyzer.codes.gate import CODE_LOST
from assetize.analyzer.model import Analysis, Diagnostic, Job, Location
from assetize.codemods.gate.atoms import RESULT, atoms, told_events, told_metadata
from assetize.codemods.gate.decoding import decode
from assetize.codemods.gate.made_jobs import without_made_jobs
from assetize.codemods.gate.partition_reads import as_config, find_reads
from assetize.codemods.gate.run_configs import without_same_configs
from assetize.codemods.model import (
    ConfigToPartitions,
    OpToAsset,
    OpToMultiAsset,
    Plan,
    RenameConfigKeys,
    Rewrite,
)

Statement = ast.stmt
_WORD = re.compile(r"\w+")
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_OTHER_FORM = frozenset({
    "assets", "jobs", "asset_key", "resolve_job_def", "get_job", "get_repository_def", "execute_in_process",
    "partition_key", "ops", "config", "None", "inputs", "resources", "result", "run_config", "tags", "job", "job_name", "materialize",
    "dagster", "dg", "partition", "output_for_node", "output_value", "asset_value", "load_asset_value",
    "ins", "In", "out", "Out", "Nothing", "run_request_for_partition", "RunRequest",
})  # fmt: skip
"""Words that the forms differ in, beside those that the plan names."""
_SHAPES = frozenset({
    "Call", "List", "Tuple", "Dict", "Starred", "Subscript", "Attribute", "BinOp", "Add", "JoinedStr", "FormattedValue",
    "Assign", "Return", "Yield",
})  # fmt: skip


def check_kept_code(before: Analysis, plan: Plan, rewrite: Rewrite) -> Iterator[Diagnostic]:
    """Each top-level statement of the files that are changed, unless it is itself what the plan changes."""
    trees = [
        (file.file, ast.parse(decode(file.before)), ast.parse(decode(file.after))) for file in rewrite.files
    ]
    written = _Written([tree for _, _, tree in trees])
    words = frozenset(_words(plan.actions)) | _OTHER_FORM
    bodies, owned = _new_names(before, plan), _owned(before, plan)
    job = next((item.job for item in plan.jobs if item.upgrade != "none"), "")
    reads, outputs = find_reads(before, plan), _only_outputs(before, plan)
    for file, tree, _ in trees:
        for statement in tree.body:
            place = (file, _name(statement))
            if place in bodies:
                found, output = written.named(bodies[place]), outputs.get(place, RESULT)
                problem = _body_problem(statement, found, _OTHER_FORM, reads.get(place, {}), output)
            elif place in owned or _is_looked_at_elsewhere(before, file, statement):
                continue
            else:
                renames = _renames_in(before, plan, file, statement)
                made = _made_in(before, plan, file, statement)
                problem = _statement_problem(
                    statement, written, words, renames, made, place in _graphs(before)
                )
            if problem:
                yield CODE_LOST.at(Location(file, statement.lineno), problem, job)


class _Written:
    """The statements of the new text."""

    def __init__(self, trees: list[ast.Module]) -> None:
        self._statements: dict[str, list[Statement]] = {}
        for tree in trees:
            for statement in tree.body:
                self._statements.setdefault(_name(statement), []).append(statement)

    def named(self, name: str) -> list[Statement]:
        return self._statements.get(name, [])


def _body_problem(
    statement: Statement, found: list[Statement], words: frozenset[str], reads: Mapping[str, str], output: str
) -> str:
    """An op that became an asset: its body is what it was, and what it told Dagster is told."""
    old = ast.Module(_body(statement), [])
    problems = []
    for other in found:
        new = ast.Module(_body(other), [])
        if reads:
            new = as_config(new, reads)
        lost = _first_difference(atoms(old, output), atoms(new), words)
        missing = [text for text in told_metadata(old) if text not in told_metadata(new)]
        added = [text for text in told_events(new) if text not in told_events(old)]
        if not lost and not missing and not added:
            return ""
        problems.append(lost or (f"metadata {missing[0]}" if missing else f"{added[0]} is told twice"))
    said = problems[0] if problems else "its new definition"
    return f"the body of {_name(statement)} is not what it was: {said}"


def _statement_problem(
    statement: Statement,
    written: _Written,
    words: frozenset[str],
    renames: Sequence[RenameConfigKeys],
    made: Sequence[Job],
    is_graph: bool,
) -> str:
    name = _name(statement)
    found = written.named(name)
    if is_graph and not found:
        return ""  # its body became that of an asset
    problems = []
    for other in found:
        lost = _first_difference(atoms(statement), atoms(other), words)
        if lost and made:
            one, two = without_made_jobs(statement, other, made)
            lost = _first_difference(atoms(one), atoms(two), words)
        if lost and renames:
            one, two = without_same_configs(statement, other, renames)
            lost = _first_difference(atoms(one), atoms(two), words)
        missing = [text for text in told_metadata(statement) if text not in told_metadata(other)]
        if not lost and not missing:
            return ""
        problems.append(lost or f"metadata {missing[0]}")
    if not problems:
        return f"{name or ast.unparse(statement)[:60]} is not there any more"
    return f"{name or 'a statement'}, which should stay as it is, has changed: {problems[0]}"


def _first_difference(old: tuple[str, ...], new: tuple[str, ...], words: frozenset[str]) -> str:
    """The first atom that the plan does not speak of, and that only one side has."""
    if old == new:
        return ""
    for tag, one, other, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            for atom in (*old[one:other], *new[start:end]):
                if not _is_spoken_of(atom, words):
                    return atom
    return ""


def _is_spoken_of(atom: str, words: frozenset[str]) -> bool:
    kind, _, rest = atom.partition(" ")
    return kind in _SHAPES if not rest else words.issuperset(_WORD.findall(rest))


def _words(value: object) -> Iterator[str]:
    """All names that the plan's actions say."""
    if isinstance(value, str):
        yield from _WORD.findall(value)
    elif isinstance(value, tuple):
        for item in value:
            yield from _words(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _words(getattr(value, field.name))


Place = tuple[str, str]
"""A file, and a name at the top of it."""


def _new_names(before: Analysis, plan: Plan) -> dict[Place, str]:
    files = {module.id: module.file for module in before.project.modules}
    functions = {op.id: op.function for op in before.project.ops if not op.is_nested}
    return {
        (files[action.op.partition(":")[0]], functions[action.op]): action.function
        for action in plan.actions
        if isinstance(action, OpToAsset | OpToMultiAsset) and action.op in functions
    }


def _only_outputs(before: Analysis, plan: Plan) -> dict[Place, str]:
    """What the outputs of ops that become assets were called."""
    files = {module.id: module.file for module in before.project.modules}
    ops = {op.id: op for op in before.project.ops}
    return {
        (files[action.op.partition(":")[0]], ops[action.op].function): ops[action.op].outputs[0].name
        for action in plan.actions
        if isinstance(action, OpToAsset) and action.op in ops and len(ops[action.op].outputs) == 1
    }


def _owned(before: Analysis, plan: Plan) -> set[Place]:
    """Names of jobs that become asset jobs, and of partitioned configs of which only the partitions are left."""
    files = {module.id: module.file for module in before.project.modules}
    upgraded = {job.job for job in plan.jobs if job.upgrade != "none"}
    configs = [action.id.partition(":") for action in plan.actions if isinstance(action, ConfigToPartitions)]
    return {(files[module], name) for module, _, name in configs} | {
        (files[job.id.partition(":")[0]], name)
        for job in before.project.jobs
        if job.id in upgraded
        for name in (job.variable, job.id.partition(":")[2])
        if name
    }


def _renames_in(before: Analysis, plan: Plan, file: str, statement: Statement) -> list[RenameConfigKeys]:
    modules = {module.id for module in before.project.modules if module.file == file}
    last = statement.end_lineno or statement.lineno
    return [
        action
        for action in plan.actions
        if isinstance(action, RenameConfigKeys)
        and action.module in modules
        and _first_line(statement) <= action.line <= last
    ]


def _made_in(before: Analysis, plan: Plan, file: str, statement: Statement) -> list[Job]:
    """Jobs in the statement that have no name of their own and become asset jobs."""
    upgraded = {job.job for job in plan.jobs if job.upgrade != "none"}
    last = statement.end_lineno or statement.lineno
    return [
        job
        for job in before.project.jobs
        if job.id in upgraded
        and job.in_place
        and job.where.file == file
        and _first_line(statement) <= job.where.line <= last
    ]


def _graphs(before: Analysis) -> set[Place]:
    files = {module.id: module.file for module in before.project.modules}
    ids = [*(item.id for item in before.project.graphs), *(item.id for item in before.project.ops)]
    return {(files[id.partition(":")[0]], id.partition(":")[2]) for id in ids}


def _is_looked_at_elsewhere(before: Analysis, file: str, statement: Statement) -> bool:
    """Imports, and code locations."""
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return True
    end = statement.end_lineno or statement.lineno
    return any(
        item.where.file == file and _first_line(statement) <= item.where.line <= end
        for item in before.project.locations
    )


def _first_line(statement: Statement) -> int:
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(item.lineno for item in decorators)])


def _body(statement: Statement) -> list[Statement]:
    return statement.body if isinstance(statement, _FUNCTIONS) else [statement]


def _name(statement: Statement) -> str:
    match statement:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return name
        case (
            ast.Assign(targets=[ast.Name(id=name)])
            | ast.AnnAssign(target=ast.Name(id=name))
            | ast.AugAssign(target=ast.Name(id=name))
        ):
            return name
    return ""
