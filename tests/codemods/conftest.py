"""Records of a small shop, built by hand, for the tests of reports and explanations."""

import signal

import pytest

from assetize.analyzer.codes import CODES
from assetize.analyzer.model import (
    Analysis,
    AssetFact,
    Effect,
    Evidence,
    Graph,
    Job,
    JobFit,
    Location,
    Op,
    OpOutput,
    OutputDecision,
    Project,
    Trigger,
    Unknown,
)
from assetize.codemods.model import JobPlan, OutputPlan, Plan
from assetize.codemods.report import ReportDocument
from assetize.codemods.report.build import build_report


@pytest.fixture(scope="session", autouse=True)
def ctrl_c_is_heard() -> None:
    """A shell that runs the tests in the background has it ignored, and they and what they start inherit that."""
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def make_op(name: str, line: int, *outputs: str) -> Op:
    return Op(
        id=f"shop.ops:{name}",
        name=name,
        function=name,
        where=Location("shop/ops.py", line),
        end_line=line + 5,
        decorator_lines=(line, line),
        inputs=(),
        outputs=tuple(OpOutput(output) for output in outputs),
        parameters=(),
        arguments=(),
    )


def make_job(name: str, line: int) -> Job:
    identifier = f"shop.jobs:{name}"
    return Job(identifier, name, name, Location("shop/jobs.py", line), line + 8, identifier, "decorator")


def decided(op: str, output: str, jobs: tuple[str, ...], decision: str, key: str = "") -> OutputDecision:
    evidence = (Evidence("io_manager", "shop/ops.py", 11, 'Out(io_manager_key="warehouse")'),) if key else ()
    return OutputDecision(
        op=f"shop.ops:{op}",
        output=output,
        jobs=tuple(f"shop.jobs:{job}" for job in jobs),
        decision=decision,  # type: ignore[arg-type]
        asset_key=(key,) if key else (),
        confidence="certain" if key else "likely",
        evidence=evidence,
        identity=f"table {key}" if key else None,
    )


REFUSAL = CODES[-1].at(
    Location("shop/jobs.py", 40), "the job <mail_job> sends & nothing is stored", "shop.jobs:mail_job"
)
NOTE = CODES[0].at(Location("shop/broken.py", 3), "line 3 holds no Python")


@pytest.fixture(scope="session")
def shop_analysis() -> Analysis:
    jobs = (make_job("mail_job", 40), make_job("users_job", 10), make_job("spare_job", 60))
    users_effect = Effect(
        op="shop.ops:build_users",
        verb="create",
        kind="table",
        identity="users",
        where=Location("shop/warehouse.py", 7),
        idiom="pandas.to_sql",
        confidence="likely",
        detail='frame.to_sql("users", engine)',
        through=("save (shop/ops.py:14)",),
    )
    project = Project(
        ops=(make_op("split", 30, "left", "right"), make_op("build_users", 12, "users"), make_op("orphan", 50, "result"),
             make_op("mail", 70, "result")),
        jobs=jobs,
        graphs=tuple(Graph(job.graph, job.name, job.where, job.end_line, is_job=True) for job in jobs),
        triggers=(
            Trigger("shop.jobs:nightly", "nightly", "schedule", Location("shop/jobs.py", 80), jobs=("shop.jobs:users_job",)),
            Trigger("shop.jobs:watch", "watch", "sensor", Location("shop/jobs.py", 90), job_names=("users_job",)),
        ),
        unknowns=(Unknown(Location("shop/jobs.py", 62), "a loop over fetched names", "shop.jobs:spare_job", NOTE.code),),
        diagnostics=(NOTE,),
    )  # fmt: skip
    return Analysis(
        project=project,
        effects=(users_effect,),
        outputs=(
            decided("split", "right", ("users_job", "spare_job"), "transient"),
            decided("split", "left", ("users_job",), "transient"),
            decided("build_users", "users", ("users_job",), "asset", "users"),
            decided("orphan", "result", (), "none"),
            decided("mail", "result", ("mail_job",), "none"),
        ),
        fits=(
            JobFit("shop.jobs:users_job", "yes", "Assets are known before a run and are being updated"),
            JobFit("shop.jobs:mail_job", "no", "No assets are being updated"),
            JobFit("shop.jobs:spare_job", "partial", "Some of its ops make assets"),
        ),
        assets=(
            AssetFact(("users",), "materialized", (("raw_users",),), "warehouse", None,
                      (("shop.ops:build_users", "users", "shop.jobs:users_job"),)),
            AssetFact(("raw_users",), "external", io_manager_key="warehouse"),
        ),
        diagnostics=(NOTE,),
    )  # fmt: skip


@pytest.fixture(scope="session")
def shop_plan() -> Plan:
    return Plan(
        jobs=(
            JobPlan("shop.jobs:users_job", "full", (), ("Runs are stored under the asset's key",)),
            JobPlan("shop.jobs:mail_job", "none", (REFUSAL,)),
            JobPlan("shop.jobs:spare_job", "none", ()),
        ),
        outputs=(OutputPlan("shop.ops:build_users", "users", "shop.jobs:users_job", "asset", ("users",)),),
    )


@pytest.fixture
def shop_report(shop_analysis: Analysis, shop_plan: Plan) -> ReportDocument:
    return build_report(shop_analysis, shop_plan)
