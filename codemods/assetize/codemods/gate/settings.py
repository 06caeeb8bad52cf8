"""Settings of ops and jobs, read from the texts themselves: what the original's decorators say, those of the new definitions say."""

import ast
from collections import Counter
from collections.abc import Iterator

from assetize.analyzer.codes.gate import SETTING_LOST
from assetize.analyzer.model import Analysis, Argument, Diagnostic
from assetize.codemods.gate.atoms import called_name
from assetize.codemods.gate.decoding import decode
from assetize.codemods.model import AddNoneReturn, JobToAssetJob, OpToAsset, OpToMultiAsset, Plan, Rewrite

_KEPT = frozenset(
    {
        "retry_policy",
        "config_schema",
        "required_resource_keys",
        "io_manager_key",
        "metadata",
        "code_version",
        "pool",
    }
)
"""Keywords that mean the same in the decorators of ops and assets, in ``Out`` and in ``AssetOut``."""
_OUTPUTS = frozenset({"Out", "AssetOut"})
_RENAMED = {"tags": "op_tags"}
Function = ast.FunctionDef | ast.AsyncFunctionDef
Functions = dict[tuple[str, str], Function]


def check_settings(before: Analysis, after: Analysis, plan: Plan, rewrite: Rewrite) -> Iterator[Diagnostic]:
    """Decorators of ops that became assets, ops that return nothing, arguments of jobs, and what resources are bound to."""
    old = _functions({file.file: file.before for file in rewrite.files})
    new = _functions({file.file: file.after for file in rewrite.files})
    yield from _check_ops(before, plan, old, new)
    yield from _check_job_arguments(before, after, plan)
    yield from _check_resources(before, after, plan)


def _functions(texts: dict[str, bytes]) -> Functions:
    return {
        (file, statement.name): statement
        for file, text in texts.items()
        for statement in ast.parse(decode(text)).body
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def _check_ops(before: Analysis, plan: Plan, old: Functions, new: Functions) -> Iterator[Diagnostic]:
    ops = {op.id: op for op in before.project.ops if not op.is_nested}
    files = {module.id: module.file for module in before.project.modules}
    by_name: dict[str, list[Function]] = {}
    for (_, name), function in new.items():
        by_name.setdefault(name, []).append(function)
    job = next((item.job for item in plan.jobs if item.upgrade != "none"), "")
    for action in plan.actions:
        if not isinstance(action, OpToAsset | OpToMultiAsset | AddNoneReturn) or action.op not in ops:
            continue
        op = ops[action.op]
        one = old.get((files[op.id.partition(":")[0]], op.function))
        name = op.function if isinstance(action, AddNoneReturn) else action.function
        found = by_name.get(name, [])
        if one is not None and found:
            gives_nothing = _returns_none(action) or all(output.is_nothing for output in op.outputs)
            problems = [_op_problem(one, other, gives_nothing) for other in found]
            if all(problems):
                yield SETTING_LOST.at(op.where, f"{op.name}: {problems[0]}", job)


def _returns_none(action: object) -> bool:
    return isinstance(action, AddNoneReturn) or (isinstance(action, OpToAsset) and action.add_none_return)


def _op_problem(one: Function, other: Function, returns_none: bool) -> str:
    is_none = isinstance(other.returns, ast.Constant) and other.returns.value is None
    was_none = isinstance(one.returns, ast.Constant) and one.returns.value is None
    says_nothing = is_none or any("Nothing" in ast.unparse(item) for item in other.decorator_list)
    if (returns_none or was_none) and not says_nothing:
        return "it does not say any more that it returns nothing, and an I/O manager would be called"
    then, now = _settings(one), _settings(other)
    if then is None or now is None:
        return ""
    if not any(isinstance(part, ast.Call) and called_name(part) == "AssetOut" for part in ast.walk(other)):
        then, now = (
            _without_types(then),
            _without_types(now),
        )  # the type of an only output is an annotation, too
    for name, text in (then - now) + (now - then):
        return f"{name}={text} is {'lost' if (name, text) in then else 'new'}"
    return ""


def _settings(function: Function) -> Counter[tuple[str, str]] | None:
    """None where some of them are spread out of a dict."""
    found: Counter[tuple[str, str]] = Counter()
    for decorator in function.decorator_list:
        top = decorator.keywords if isinstance(decorator, ast.Call) else []
        for part in ast.walk(decorator):
            if isinstance(part, ast.keyword):
                if part.arg is None:
                    return None
                name = _RENAMED.get(part.arg, part.arg) if part in top else part.arg
                if name in _KEPT or name == "op_tags":
                    found[name, _last_names(part.value)] += 1
            elif isinstance(part, ast.Call) and called_name(part) in _OUTPUTS:
                given = [item.value for item in part.keywords if item.arg == "dagster_type"]
                found.update(("dagster_type", _last_names(item)) for item in (*part.args, *given))
    return found


def _without_types(settings: Counter[tuple[str, str]]) -> Counter[tuple[str, str]]:
    return Counter({item: count for item, count in settings.items() if item[0] != "dagster_type"})


def _check_job_arguments(before: Analysis, after: Analysis, plan: Plan) -> Iterator[Diagnostic]:
    jobs = {job.id: job for job in before.project.jobs}
    made = {job.id: job for job in after.project.asset_jobs}
    for action in plan.actions:
        if not isinstance(action, JobToAssetJob) or action.job not in made or action.job not in jobs:
            continue
        old = {item.name: item for item in jobs[action.job].arguments}
        new = {item.name: item for item in made[action.job].arguments}
        if "name" not in new:
            yield SETTING_LOST.at(made[action.job].where, "the job says no name", action.job)
        for before_name, name in action.carried:
            if before_name in old and not _says_the_same(old[before_name], new.get(name)):
                message = f"{action.name}: {name} is not what it was"
                yield SETTING_LOST.at(made[action.job].where, message, action.job)


def _says_the_same(one: Argument, other: Argument | None) -> bool:
    """Config names the steps, which have other names now: there, values are compared."""
    if one.is_spread or (other is not None and other.is_spread):
        return True
    if other is None:
        return False
    if one.name in ("config", "run_config"):
        return _values(one.text) == _values(other.text)
    return _last_names(_parsed(one.text)) == _last_names(_parsed(other.text))


def _values(text: str) -> Counter[str]:
    tree = _parsed(text)
    keys = {id(key) for part in ast.walk(tree) if isinstance(part, ast.Dict) for key in part.keys}
    return Counter(
        repr(part.value) for part in ast.walk(tree) if isinstance(part, ast.Constant) and id(part) not in keys
    )


def _check_resources(before: Analysis, after: Analysis, plan: Plan) -> Iterator[Diagnostic]:
    upgraded = {job.job for job in plan.jobs if job.upgrade != "none"}
    bound = {
        (binding.key, _last_names(_parsed(binding.text)))
        for location in (*before.project.locations, *after.project.locations)
        for binding in location.resources
    }
    locations = after.project.locations
    if not locations or any(location.unread_resources for location in locations):
        return
    for job in before.project.jobs:
        if job.id in upgraded and job.resources_known:
            for binding in job.resources:
                if (binding.key, _last_names(_parsed(binding.text))) not in bound:
                    message = f"the resource {binding.key} of {job.name} is not bound to {binding.text}"
                    yield SETTING_LOST.at(job.where, message, job.id)


def _parsed(text: str) -> ast.expr:
    try:
        return ast.parse(text.strip(), mode="eval").body
    except SyntaxError:
        return ast.Constant(text)


def _last_names(value: ast.expr) -> str:
    """The expression, with every dotted name as its last part: imports may differ from module to module."""
    return ast.unparse(_LastNames().visit(ast.parse(ast.unparse(value), mode="eval")))


class _LastNames(ast.NodeTransformer):
    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        self.generic_visit(node)
        return ast.Name(node.attr, ast.Load()) if isinstance(node.value, ast.Name) else node
