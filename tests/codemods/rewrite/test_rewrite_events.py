"""An op's own report of its asset becomes metadata of its output."""

from pathlib import Path

import pytest
from rewrite_tools import Texts, check_refused, check_rewritten, rewritten, write_files

from assetize.analyzer.api import analyze
from assetize.codemods.model import DefineLastOp, EventToMetadata

ACTION = EventToMetadata("ops:write_users", ("users",))
NO_VALUE = "@op(out=Out(Nothing))"
STORED = EventToMetadata("ops:write_users", ("users",), ("path", "uri"))


def op(body: str, parameters: str = "", imports: str = "AssetMaterialization, Output, op") -> str:
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    return f"from dagster import {imports}\n\n\n@op\ndef write_users({parameters}):\n{lines}"


def check_not_moved(root: Path, files: Texts, action: EventToMetadata) -> None:
    """The rewriting goes by what the reading found."""
    write_files(root, files)
    analysis = analyze(root)
    assert [item.code for item in rewritten(root, [action], analysis).diagnostics] == ["AZ404"]


def check_moved(root: Path, before: Texts, after: Texts) -> None:
    write_files(root, before)
    check_rewritten(root, before, [ACTION], after, analyze(root))


@pytest.mark.parametrize(
    ("body", "parameters"),
    [
        ("if late():\n    yield AssetMaterialization('users')\nyield Output(1)", ""),
        ("for n in names:\n    yield AssetMaterialization('users')\nyield Output(1)", ""),
        ("try:\n    yield AssetMaterialization('users')\nfinally:\n    close()\nyield Output(1)", ""),
        ("if late():\n    return\nyield AssetMaterialization('users')\nyield Output(1)", ""),
        ("yield Output(1)\nclose()\nyield AssetMaterialization('users', metadata={'a': 1})", "context"),
        ("event = AssetMaterialization('users')\nyield event\nyield Output(1)", ""),
        (
            "yield AssetMaterialization('users', metadata={'a': 1})\nclose()\nyield AssetMaterialization('users')",
            "",
        ),
        ("yield AssetMaterialization('users', metadata={'a': 1})\nyield Output(make())", ""),
        ("yield AssetMaterialization('users', metadata={'a': 1})\nyield Output(1, metadata={'b': 2})", ""),
        ("yield AssetMaterialization('users', tags={'a': 'b'})\nyield Output(1)", ""),
        ("yield AssetMaterialization('users', description=f'{n} users')\nyield Output(1)", ""),
        ("yield AssetMaterialization('users', partition='north')\nyield Output(1)", ""),
        ("def tell():\n    yield AssetMaterialization('users')\nyield from tell()", ""),
        ("with suppress(OSError):\n    yield AssetMaterialization('users')\nyield Output(1)", ""),
        ("yield Output(rows)\nyield AssetMaterialization('users', metadata={'a': rows.pop()})", ""),
    ],
)
def test_refused(tmp_path: Path, body: str, parameters: str) -> None:
    imports = "AssetMaterialization, Output, op\nfrom contextlib import suppress"
    check_not_moved(tmp_path, {"ops.py": op(body, parameters, imports)}, ACTION)


@pytest.mark.parametrize(
    "later",
    ["rows.append(1)", "rows[0] = 1", "del rows[0]", "rows += [1]", "fill(rows)", "rows[0].update(more)"],
)
@pytest.mark.parametrize("metadata", ["{'a': rows}", "{'a': [rows]}", "{'a': rows[0]}", "{'a': rows.found}"])
def test_refused_where_the_metadata_may_change_later(tmp_path: Path, metadata: str, later: str) -> None:
    body = f"rows = load()\ncontext.log_event(AssetMaterialization('users', metadata={metadata}))\n{later}\nreturn 1"
    check_not_moved(tmp_path, {"ops.py": op(body, "context")}, ACTION)


@pytest.mark.parametrize(
    ("metadata", "later"),
    [
        ("{'a': len(rows)}", "rows.append(1)"),
        ("{'a': f'{rows}'}", "rows.append(1)"),
        ("{'a': count}", "count += 1"),
        ("{'a': count}", "send(count)"),
        ("{'a': rows}", "rows = []"),
        ("{'a': rows}", "context.log.info(rows)"),
        ("{'a': rows}", "print(len(rows))"),
        ("{'a': rows}", "others.append(1)"),
    ],
)
def test_moved_where_the_metadata_stays_as_it_is(tmp_path: Path, metadata: str, later: str) -> None:
    body = "rows = load()\ncount = len(rows)\n{}\n" + later + "\nreturn rows"
    event = f"context.log_event(AssetMaterialization('users', metadata={metadata}))"
    after = op(body.format(f"context.add_output_metadata({metadata})"), "context", "Output, op")
    check_moved(tmp_path, {"ops.py": op(body.format(event), "context")}, {"ops.py": after})


def test_an_op_that_yields_events_only_gives_its_output_itself(tmp_path: Path) -> None:
    body = "{}\nyield ExpectationResult(success=True)"
    event = "yield AssetMaterialization('users', metadata={'a': 1})"
    imports = "AssetMaterialization, ExpectationResult, Output, op"
    before = op(body.format(event), "", imports).replace("@op", NO_VALUE)
    after = op(body.format("yield Output(None, metadata={'a': 1})"), "", imports.partition(", ")[2])
    check_moved(tmp_path, {"ops.py": before}, {"ops.py": after.replace("@op", NO_VALUE)})


@pytest.mark.parametrize("metadata", ["{'path': 'a'}", "{**more}", "metadata", "{name: 1}"])
def test_refused_where_an_io_manager_has_its_say(tmp_path: Path, metadata: str) -> None:
    body = f"yield AssetMaterialization('users', metadata={metadata})\nyield Output(1)"
    check_not_moved(tmp_path, {"ops.py": op(body)}, STORED)


@pytest.mark.parametrize(
    ("before", "after", "parameters", "imports"),
    [
        (
            "yield AssetMaterialization('users', metadata={'a': 1})\nyield Output(1)",
            "yield Output(1, metadata={'a': 1})",
            "",
            "Output, op",
        ),
        (
            "yield Output(1)\nyield AssetMaterialization(asset_key='users', metadata=facts())",
            "yield Output(1, metadata=facts())",
            "",
            "Output, op",
        ),
        (
            "context.log_event(AssetMaterialization('users', None, {'a': 1}))  # once\nreturn 1",
            "context.add_output_metadata({'a': 1})  # once\nreturn 1",
            "context",
            "Output, op",
        ),
        (
            "yield AssetMaterialization('users', metadata={'a': 1})\nclose()\nyield Output(make())",
            "context.add_output_metadata({'a': 1})\nclose()\nyield Output(make())",
            "context",
            "Output, op",
        ),
        (
            "with db:\n    # Said once.\n    yield AssetMaterialization('users')\nyield Output(1)",
            "with db:\n    # Said once.\n    pass\nyield Output(1)",
            "",
            "Output, op",
        ),
        (
            "yield AssetMaterialization('users', metadata={'a': 1})",
            "yield Output(None, metadata={'a': 1})",
            "",
            "Output, op",
        ),
        (
            "yield AssetMaterialization('other')\nyield AssetMaterialization('users')\nyield Output(1)",
            "yield AssetMaterialization('other')\nyield Output(1)",
            "",
            "AssetMaterialization, Output, op",
        ),
    ],
)
def test_moved(tmp_path: Path, before: str, after: str, parameters: str, imports: str) -> None:
    check_moved(
        tmp_path,
        {"ops.py": op(before, parameters)},
        {"ops.py": op(after, parameters, imports)},
    )


def test_a_description_is_the_ops(tmp_path: Path) -> None:
    body = "yield AssetMaterialization('users', description='All of them.')\nyield Output(1)"
    expected = op("yield Output(1)", "", "Output, op").replace("@op", "@op(description='All of them.')")
    check_moved(tmp_path, {"ops.py": op(body)}, {"ops.py": expected})


def test_an_op_that_has_a_description_keeps_it(tmp_path: Path) -> None:
    body = "'''Users.'''\nyield AssetMaterialization('users', description='All of them.')\nyield Output(1)"
    check_not_moved(tmp_path, {"ops.py": op(body)}, ACTION)


JOB = "from dagster import job\n\n\n@job\ndef users_job(): ...\n"


@pytest.mark.parametrize(
    ("value", "function"),
    [
        (None, 'def finish_users() -> None:\n    """Comes after mail and page."""\n'),
        (
            "users",
            'def finish_users(users):\n    """Hands users on, after mail and page."""\n    return users\n',
        ),
    ],
)
def test_a_last_op(tmp_path: Path, value: str | None, function: str) -> None:
    expected = (
        'from dagster import In, Nothing, job, op\n\n\n@op(ins={"after": In(Nothing)})\n'
        + function
        + JOB.partition("import job\n")[2]
    )
    action = DefineLastOp("jobs", "jobs:users_job", "finish_users", value, ("mail", "page"))
    (tmp_path / "jobs.py").write_text(JOB)
    result = rewritten(tmp_path, [action])
    assert [item.after.decode() for item in result.files] == [expected]


def test_a_last_op_whose_name_is_taken(tmp_path: Path) -> None:
    action = DefineLastOp("jobs", "jobs:users_job", "finish_users", None, ("mail",))
    check_refused(tmp_path, {"jobs.py": JOB + "\n\nfinish_users = 1\n"}, [action], "AZ409")
