"""Settings of ops and jobs, read from the texts themselves: what the original's decorators say, those of the new definitions say."""

import ast
from collections import Counter
from collections.abc import Iterator, Set

from assetize.analyzer.codes.gate import SETTING_LOST
from assetize.analyzer.model import Analysis, Argument, Diagnostic
from assetize.codemods.gate.atoms import called_name
from assetize.codemods.gate.carried_configs import is_narrowed
from assetize.codemods.gate.decoding import decode
from assetize.codemods.gate.made_jobs import find_made_jobs
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
        "is_required",
    }
)
"""Keywords that mean the same in the decorators of ops and assets, in ``Out`` and in ``AssetOut``."""
_OUTPUTS = frozenset({"Out", "AssetOut"})
_RENAMED = {"tags": "op_tags", "output_required": "is_required"}
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
            given = frozenset({"config_schema"} if _reads_partition(action) else ())
            problems = [_op_problem(one, other, gives_nothing, given) for other in found]
            if all(problems):
                yield SETTING_LOST.at(op.where, f"{op.name}: {problems[0]}", job)


def _returns_none(action: object) -> bool:
    return isinstance(action, AddNoneReturn) or (isinstance(action, OpToAsset) and action.add_none_return)


def _reads_partition(action: object) -> bool:
    """It asks for what its config said, and has none."""
    return isinstance(action, OpToAsset) and bool(action.partition_reads)


def _op_problem(one: Function, other: Function, returns_none: bool, gone: Set[str]) -> str:
    is_none = isinstance(other.returns, ast.Constant) and other.returns.value is None
    was_none = isinstance(one.returns, ast.Constant) and one.returns.value is None
    says_nothing = is_none or any(map(_gives_nothing, other.decorator_list))
    if (returns_none or was_none) and not says_nothing:
        return "it does not say any more that it returns nothing, and an I/O manager would be called"
    then, now = _settings(one), _settings(other)
    if then is None or now is None:
        return ""
    if not any(isinstance(part, ast.Call) and called_name(part) == "AssetOut" for part in ast.walk(other)):
        # The type of an only output is an annotation, too.
        typed = [text for name, text in then if name == "dagster_type" and text != "Nothing"]
        if typed and other.returns is None and "dagster_type" not in _keywords(other):
            return f"the type {typed[0]} is lost"
        then, now = _without_types(then), _without_types(now)
    if _outputs(one) != _outputs(other) and len(_outputs(one)) == len(_outputs(other)) > 1:
        return "its outputs have each other's settings"
    for name, text in (then - now) + (now - then):
        if name in gone and (name, text) in then:
            continue
        return f"{name}={text} is {'lost' if (name, text) in then else 'new'}"
    return ""


def _gives_nothing(decorator: ast.expr) -> bool:
    """What is said of inputs is not meant."""
    given = decorator.keywords if isinstance(decorator, ast.Call) else []
    return any("Nothing" in ast.unparse(item.value) for item in given if item.arg != "ins")


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


def _keywords(function: Function) -> set[str | None]:
    """Of all its decorators."""
    calls = (item for item in function.decorator_list if isinstance(item, ast.Call))
    return {keyword.arg for call in calls for keyword in call.keywords}


def _outputs(function: Function) -> list[tuple[str, ...]]:
    """What is said of each output, in order."""
    return [
        tuple(
            f"{item.arg}={_last_names(item.value)}"
            for item in sorted(
                [*call.keywords, *(ast.keyword("dagster_type", value) for value in call.args[:1])],
                key=lambda item: item.arg or "",
            )
            if item.arg in _KEPT or item.arg == "dagster_type"
        )
        for decorator in function.decorator_list
        for mapping in ast.walk(decorator)
        if isinstance(mapping, ast.Dict)
        for call in mapping.values
        if isinstance(call, ast.Call) and called_name(call) in _OUTPUTS
    ]


def _without_types(settings: Counter[tuple[str, str]]) -> Counter[tuple[str, str]]:
    return Counter({item: count for item, count in settings.items() if item[0] != "dagster_type"})


def _check_job_arguments(before: Analysis, after: Analysis, plan: Plan) -> Iterator[Diagnostic]:
    jobs = {job.id: job for job in before.project.jobs}
    made = find_made_jobs(before, after, {job.job for job in plan.jobs if job.upgrade != "none"})
    for action in plan.actions:
        if not isinstance(action, JobToAssetJob) or action.job not in made or action.job not in jobs:
            continue
        old = {item.name: item for item in jobs[action.job].arguments}
        new = {item.name: item for item in made[action.job].arguments}
        if "name" not in new:
            yield SETTING_LOST.at(made[action.job].where, "the job says no name", action.job)
        for before_name, name in action.carried:
            if before_name in old and not _is_carried(action, old[before_name], new.get(name)):
                message = f"{action.name}: {name} is not what it was"
                yield SETTING_LOST.at(made[action.job].where, message, action.job)


def _is_carried(action: JobToAssetJob, one: Argument, other: Argument | None) -> bool:
    kept = action.resources_configured
    if kept is None or one.name != "config" or one.is_spread or other is None:
        return _says_the_same(one, other)
    return is_narrowed(_parsed(one.text), _parsed(other.text), kept, _values)


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
    """All constants, and what each step is given, whatever it is called."""
    tree = _parsed(text)
    keys = {id(key) for part in ast.walk(tree) if isinstance(part, ast.Dict) for key in part.keys}
    constants = (part for part in ast.walk(tree) if isinstance(part, ast.Constant))
    return Counter(
        (
            *(repr(part.value) for part in constants if id(part) not in keys),
            *(
                ast.unparse(value)
                for part in ast.walk(tree)
                if isinstance(part, ast.Dict)
                for key, value in zip(part.keys, part.values, strict=True)
                if isinstance(key, ast.Constant) and key.value == "config"
            ),
        )
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
