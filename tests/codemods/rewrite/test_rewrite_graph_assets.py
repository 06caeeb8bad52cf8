"""Several ops become a graph-backed asset: its body is written from its steps, or kept."""

from dataclasses import replace
from pathlib import Path

from rewrite_tools import check_refused, check_rewritten, run_python, upstream, write_files

from assetize.codemods.model import (
    AddOrderInput,
    GraphAssetOutput,
    GraphStep,
    JobToAssetJob,
    KeySpelling,
    OpsToGraphAsset,
    RemoveDefinition,
    StepSource,
    SymbolRef,
)

OPS = """
from dagster import In, Nothing, Out, {imports}


@op
def extract():
    return 1


@op(out={{"a": Out(), "b": Out()}})
def split(x):
    return x, 2


@op
def clean(x):
    return x


@op
def load(x, y):
    return x + y


""".removeprefix("\n")


def op(name: str) -> SymbolRef:
    return SymbolRef("ops", name)


def step(node: str, outputs: str = "result", *, alias: str | None = None, **arguments: str) -> GraphStep:
    """``x="split.a"`` is an argument from a step, ``x="start"`` one from a parameter, ``"a.b c.d"`` a fan-in."""
    given = []
    for name, sources in arguments.items():
        places = [source.split(".") for source in sources.split()]
        given.append((name, tuple(StepSource(p[0] if len(p) == 2 else None, p[-1]) for p in places)))
    return GraphStep(node, op(node.rstrip("_2")), tuple(outputs.split()), tuple(given), alias)


STEPS = (
    step("extract"),
    step("split", "a b", x="extract.result"),
    step("clean", x="split.a"),
    step("load", x="clean.result", y="split.b"),
)


def to_graph_asset(*outputs: GraphAssetOutput, **changes: object) -> OpsToGraphAsset:
    given: dict[str, object] = {
        "module": "ops",
        "before": "ops:loading",
        "function": "things",
        "outputs": outputs or (GraphAssetOutput("things", ("things",), "load", "result"),),
        "steps": STEPS,
        "spelling": KeySpelling(),
        **changes,
    }
    return OpsToGraphAsset(**given)  # type: ignore[arg-type]


JOB = "@job\ndef loading():\n    load(extract())\n"


def check_written(
    tmp_path: Path, action: OpsToGraphAsset, written: str, imports: str, job: str = JOB
) -> None:
    files = {"ops.py": OPS.format(imports="job, op") + job}
    expected = OPS.replace("In, Nothing, Out, {imports}", imports).format() + written + "\n\n\n" + job
    check_rewritten(tmp_path, files, [action], {"ops.py": expected})


def test_job_that_is_not_there(tmp_path: Path) -> None:
    check_refused(tmp_path, {"ops.py": OPS.format(imports="job, op")}, [to_graph_asset()], "AZ402")


def test_body_from_steps(tmp_path: Path) -> None:
    check_written(
        tmp_path,
        to_graph_asset(),
        "@graph_asset\ndef things():\n    a, b = split(extract())\n    return load(clean(a), b)",
        "In, Nothing, Out, graph_asset, job, op",
    )


def test_names_of_the_original_variables(tmp_path: Path) -> None:
    steps = (replace(STEPS[0], variable="raw"), STEPS[1], replace(STEPS[2], variable="load"), STEPS[3])
    check_written(
        tmp_path,
        to_graph_asset(steps=steps, spelling=KeySpelling("stuff", ("raw",))),
        '@graph_asset(name="stuff", key_prefix=["raw"])\ndef things():\n    raw = extract()\n'
        "    a, b = split(raw)\n    load_result = clean(a)\n    return load(load_result, b)",
        "In, Nothing, Out, graph_asset, job, op",
    )


def test_parameters_aliases_fan_in_and_unused_outputs(tmp_path: Path) -> None:
    steps = (
        step("extract", start="first"),
        step("split", "a b", x="extract.result"),
        step("clean", x="split.a"),
        replace(step("clean_2", x="other", alias="clean_2"), definition=op("clean")),
        step("load", x="clean.result clean_2.result", y="split.a"),
    )
    check_written(
        tmp_path,
        to_graph_asset(
            steps=steps,
            inputs=(upstream("raw/first", parameter="first"), upstream("other", parameter="other")),
            nothing_parameters=("first",),
        ),
        '@graph_asset(ins={"first": AssetIn(key=["raw", "first"], dagster_type=Nothing)})\n'
        "def things(first, other):\n"
        "    split_outputs = split(extract(start=first))\n"
        "    clean_result = clean(split_outputs.a)\n"
        '    clean_2 = clean.alias("clean_2")(other)\n'
        "    return load([clean_result, clean_2], split_outputs.a)",
        "AssetIn, In, Nothing, Out, graph_asset, job, op",
    )


BOTH = (GraphAssetOutput("x", ("p", "x"), "load", "result"), GraphAssetOutput("b", ("b",), "split", "b"))


def test_several_assets_return_a_dict(tmp_path: Path) -> None:
    check_written(
        tmp_path,
        to_graph_asset(*BOTH),
        '@graph_multi_asset(outs={"x": AssetOut(key=["p", "x"]), "b": AssetOut()})\n'
        "def things():\n    a, b = split(extract())\n"
        '    return {"x": load(clean(a), b), "b": b}',
        "AssetOut, In, Nothing, Out, graph_multi_asset, job, op",
    )


WHOLE_JOB = '''@job
def loading():
    """Loads."""
    # get it
    raw = extract()
    a, b = split(raw)  # two

    {last}
'''


def check_kept(tmp_path: Path, last: str, kept: str, *outputs: GraphAssetOutput, **changes: object) -> None:
    job = WHOLE_JOB.format(last=last)
    action = to_graph_asset(*outputs, body_of="ops:loading", **changes)
    decorator = "graph_multi_asset" if len(action.outputs) > 1 else "graph_asset"
    imports = sorted(["In", "Nothing", "Out", "job", "op", decorator, *(["AssetOut"] if outputs else [])])
    arguments = '(outs={"x": AssetOut(key=["p", "x"]), "b": AssetOut()})' if outputs else ""
    written = (
        f"@{decorator}{arguments}\ndef things():\n"
        f"    # get it\n    raw = extract()\n    a, b = split(raw)  # two\n\n    {kept}"
    )
    check_written(tmp_path, action, written, ", ".join(imports), job)


def test_kept_body_returns_its_last_call(tmp_path: Path) -> None:
    check_kept(tmp_path, "load(clean(a), b)  # done", "return load(clean(a), b)  # done")


def test_kept_body_returns_a_variable(tmp_path: Path) -> None:
    check_kept(tmp_path, "c = load(clean(a), b)", "c = load(clean(a), b)\n    return c")


def test_kept_body_returns_several(tmp_path: Path) -> None:
    check_kept(tmp_path, "load(clean(a), b)", 'return {"x": load(clean(a), b), "b": b}', *BOTH)


def test_kept_body_with_a_comment_at_the_call_that_is_returned(tmp_path: Path) -> None:
    check_kept(
        tmp_path,
        "load(clean(a), b)  # stored",
        'x = load(clean(a), b)  # stored\n    return {"x": x, "b": b}',
        *BOTH,
    )


def test_body_with_other_statements_is_written_anew(tmp_path: Path) -> None:
    job = "@job\ndef loading():\n    if True:\n        load(clean(split(extract()).a), 1)\n"
    check_written(
        tmp_path,
        to_graph_asset(body_of="ops:loading"),
        "@graph_asset\ndef things():\n    a, b = split(extract())\n    return load(clean(a), b)",
        "In, Nothing, Out, graph_asset, job, op",
        job,
    )


def test_graph_of_a_job_moves_with_its_parameters_and_runs(tmp_path: Path) -> None:
    graph = '''# how things are made
@graph
def make(x: int):
    """Things."""
    a, b = split(x)
    # last
    return load(clean(a), b)


'''
    job = 'loading = make.to_job(name="loading")\n'
    check_rewritten(
        tmp_path,
        {"ops.py": OPS.format(imports="graph, op") + graph + job},
        [
            to_graph_asset(
                body_of="ops:make",
                steps=(step("split", "a b", x="x", after="wait"), *STEPS[2:]),
                inputs=(upstream("raw", parameter="x"), upstream("wait", parameter="wait")),
                nothing_parameters=("wait",),
            ),
            AddOrderInput("ops:split", "after"),
            JobToAssetJob("ops:loading", "loading", "loading", (upstream("things", "ops:things"),)),
            RemoveDefinition("ops:make"),
        ],
        {
            "ops.py": OPS.replace(
                '@op(out={{"a": Out(), "b": Out()}})',
                '@op(ins={{"after": In(Nothing)}}, out={{"a": Out(), "b": Out()}})',
            )
            .replace(
                "In, Nothing, Out, {imports}", "AssetIn, In, Nothing, Out, define_asset_job, graph_asset, op"
            )
            .format()
            + '''@graph_asset(ins={"x": AssetIn(key="raw"), "wait": AssetIn(dagster_type=Nothing)})
def things(x: int, wait):
    """Things."""
    a, b = split(x, after=wait)
    # last
    return load(clean(a), b)


loading = define_asset_job(name="loading", selection=[things], description="Things.")
'''
        },
    )
    check = """
        import dagster as dg
        from ops import loading, things

        @dg.asset
        def raw():
            return 5

        @dg.asset
        def wait() -> None: ...

        result = dg.materialize([raw, wait, things])
        print(result.asset_value("things"), things.descriptions_by_key[dg.AssetKey("things")])
        """
    assert run_python(tmp_path, check) == "7 Things.\n"


def test_several_assets_run(tmp_path: Path) -> None:
    write_files(
        tmp_path, {"ops.py": OPS.format(imports="job, op") + WHOLE_JOB.format(last="load(clean(a), b)")}
    )
    actions = [
        to_graph_asset(*BOTH, body_of="ops:loading"),
        JobToAssetJob("ops:loading", "loading", "loading", (upstream("p/x", "ops:things"),)),
    ]
    from rewrite_tools import rewritten

    (tmp_path / "ops.py").write_bytes(rewritten(tmp_path, actions).files[0].after)
    check = """
        import dagster as dg
        from ops import loading, things

        job = dg.Definitions(assets=[things], jobs=[loading]).resolve_job_def("loading")
        result = job.execute_in_process()
        print([result.asset_value(key) for key in (["p", "x"], "b")], job.description)
        """
    assert run_python(tmp_path, check) == "[3, 2] Loads.\n"
