"""The text of one op of a random project."""

from random_projects.imports import Imports
from random_projects.shapes import Op, Output


def op_text(op: Op, imports: Imports) -> str:
    """Decorator, signature and body."""
    lines = [_decorator(op, imports), _signature(op, imports)]
    if op.documented:
        lines.append(f'    """All about {op.function}."""')
    lines.extend(f"    {line}" for line in _body(op, imports))
    config = ""
    if op.config == "class":
        config = f"class {_config_class(op)}({imports.dagster('Config')}):\n    limit: int = 3\n\n\n"
    return config + "\n".join(lines) + "\n"


def _decorator(op: Op, imports: Imports) -> str:
    arguments = []
    if op.given_name:
        arguments.append(f'name="{op.given_name}"')
    ins = [
        f'"{item.name}": {imports.dagster("In")}({imports.dagster("Nothing")})'
        for item in op.inputs
        if item.nothing
    ]
    if ins:
        arguments.append(f"ins={{{', '.join(ins)}}}")
    if op.multiple or op.outputs[0].name != "result":
        outs = ", ".join(f'"{output.name}": {_out(output, imports)}' for output in op.outputs)
        arguments.append(f"out={{{outs}}}")
    elif op.outputs[0].manager or op.optional:
        arguments.append(f"out={_out(op.outputs[0], imports, op.optional)}")
    elif op.dynamic:
        arguments.append(f"out={imports.dagster('DynamicOut')}()")
    if op.config == "schema":
        arguments.append('config_schema={"limit": int}')
    elif op.config == "default":
        field = imports.dagster("Field")
        arguments.append(f'config_schema={{"limit": {field}(int, default_value=2)}}')
    keys = sorted({*([op.resource] if op.resource else []), *(["store"] if _uses_store(op) else [])})
    if keys:
        arguments.append("required_resource_keys={" + ", ".join(f'"{key}"' for key in keys) + "}")
    if op.retry:
        arguments.append(f"retry_policy={imports.dagster('RetryPolicy')}(max_retries=1)")
    if op.tags:
        arguments.append('tags={"kind": "nightly job"}')
    inner = ", ".join(arguments)
    call = f"({inner})" if inner else ("()" if op.empty_call else "")
    return f"@{imports.dagster('op')}{call}"


def _out(output: Output, imports: Imports, optional: str = "") -> str:
    arguments = ["is_required=False"] if optional else []
    if output.manager:
        arguments.append(f'io_manager_key="{output.manager}"')
    if output.manager == "by_metadata":
        arguments.append(f'metadata={{"table": "{output.table}"}}')
    return f"{imports.dagster('Out')}({', '.join(arguments)})"


def _signature(op: Op, imports: Imports) -> str:
    parameters = []
    if takes_context(op):
        annotation = f": {imports.dagster('OpExecutionContext')}" if op.annotated else ""
        parameters.append(f"context{annotation}")
    if op.config == "class":
        parameters.append(f"config: {_config_class(op)}")
    parameters.extend(item.name for item in op.inputs if not item.nothing)
    return f"def {op.function}({', '.join(parameters)}):"


def _uses_store(op: Op) -> bool:
    return op.writes is not None and op.writes[0] == "store"


def takes_context(op: Op) -> bool:
    """Whether the op has a context parameter."""
    return op.has_context or _uses_store(op)


def _config_class(op: Op) -> str:
    return "".join(part.title() for part in op.function.split("_")) + "Config"


def _body(op: Op, imports: Imports) -> list[str]:
    lines: list[str] = []
    values = [item.name for item in op.inputs if not item.nothing]
    facts = list(values)
    if op.config == "class":
        facts.append("config.limit")
    elif op.config:
        facts.append('context.op_config["limit"]')
    if op.resource:
        facts.append(f"context.resources.{op.resource}")
    if op.partition:
        facts.append("context.partition_key")
    if op.reads:
        lines.append(f'stored = read_table("{op.reads}")')
        imports.project("storage", "read_table")
        facts.append("stored")
    imports.other("from journal import note")
    lines.append(f"note({', '.join([repr(op.name), *facts])})")
    if op.fails_once:
        imports.other("from journal import attempt")
        lines.extend([f'if attempt("{op.name}") == 1:', '    raise OSError("not yet")'])
    size = " + ".join(f"[str({fact})]" for fact in facts)
    lines.append(f'values = ["{op.name}"]' + (f" + {size}" if size else ""))
    if op.writes:
        lines.extend(_write(*op.writes, imports))
    return lines + _reported(op, _result(op, imports), imports)


def _reported(op: Op, result: list[str], imports: Imports) -> list[str]:
    """The result, with the event that tells of what was written."""
    if not op.event or not op.writes:
        return result
    key = "somewhere" if op.event == "log_other" else op.writes[1]
    event = f'{imports.dagster("AssetMaterialization")}("{key}", metadata={{"rows": len(values)}})'
    if op.event.startswith("log"):
        return [f"context.log_event({event})", *result]
    output = f"yield {imports.dagster('Output')}({'values' if op.gives_value else None})"
    return [f"yield {event}", output] if op.event == "before" else [output, f"yield {event}"]


def _result(op: Op, imports: Imports) -> list[str]:
    if op.optional:
        condition = "values" if op.optional == "given" else "not values"
        return [f"if {condition}:", f"    yield {imports.dagster('Output')}(values)"]
    if op.dynamic:
        output = imports.dagster("DynamicOutput")
        return ['for key in ("one", "two"):', f"    yield {output}([*values, key], mapping_key=key)"]
    if not op.gives_value:
        return []
    if not op.multiple:
        return ["return values"]
    second = 'values + ["more"]'
    if op.multiple == "tuple":
        return [f"return values, {second}"]
    output = imports.dagster("Output")
    return [
        f'yield {output}(values, "{op.outputs[0].name}")',
        f'yield {output}({second}, output_name="{op.outputs[1].name}")',
    ]


def _write(means: str, target: str, imports: Imports) -> list[str]:
    match means:
        case "sqlite":
            imports.other("import sqlite3")
            return [
                'with sqlite3.connect("shop.db") as db:',
                f'    db.execute("create table if not exists {target} (value text)")',
                f'    db.executemany("insert into {target} values (?)", [(value,) for value in values])',
            ]
        case "helper":
            imports.project("storage", "write_table")
            return [f'write_table("{target}", values)']
        case "pandas":
            imports.other("import pandas as pd")
            imports.project("storage", "engine")
            return [
                'frame = pd.DataFrame({"value": values})',
                f'frame.to_sql("{target}", engine(), index=False, if_exists="append")',
            ]
        case "store":
            return [f'context.resources.store.save("{target}", values)']
        case "csv":
            return [f'with open("{target}.csv", "w") as file:', '    file.write("\\n".join(values))']
        case "path":
            imports.other("from pathlib import Path")
            return [f'Path("{target}.txt").write_text("\\n".join(values))']
        case "pickle":
            imports.other("import pickle")
            return [f'with open("{target}.pkl", "wb") as file:', "    pickle.dump(values, file)"]
        case _:
            imports.other("import json")
            return [f'with open("{target}.json", "w") as file:', "    json.dump(values, file)"]
