"""Jobs whose steps run in processes of their own."""

import os
import sys
from pathlib import Path

import assetize.runtime as dg


@dg.op
def one():
    return 1


@dg.op
def other():
    return 5


@dg.op
def plus(context, x):
    how = context.run.tags.get("how")
    if how == "raise":
        raise ValueError("boom")
    if how == "crash":
        os._exit(7)
    if how == "exit":
        sys.exit(4)
    context.log.info(f"adding in {os.getpid()}")
    return x + 1


@dg.op
def end(x, y):
    return x + y


@dg.job
def diamond():
    end(plus(one()), other())


@dg.op(retry_policy=dg.RetryPolicy(max_retries=1))
def crashes_once(context):
    if context.retry_number == 0:
        os._exit(9)
    return context.retry_number


@dg.job(executor_def=dg.multiprocess_executor)
def crashing_once():
    crashes_once()


@dg.op(out=dg.DynamicOut())
def many():
    for key in "ab":
        yield dg.DynamicOutput(key, key)


@dg.op
def upper(x):
    return x.upper()


@dg.op
def joined(xs):
    return "".join(xs)


@dg.op(out=dg.Out(is_required=False))
def nothing_today():
    if False:
        yield dg.Output(1)


@dg.job
def dynamic():
    joined(many().map(upper).collect())
    upper.alias("skipped")(nothing_today())


@dg.resource
def broken():
    raise ValueError("no connection")


@dg.op(required_resource_keys={"broken"})
def needs_broken():
    return 1


@dg.job(resource_defs={"broken": broken})
def without_resource():
    needs_broken()


@dg.asset
def numbers():
    return [1, 2, 3]


@dg.asset
def total(context, numbers):
    found = context.instance.get_latest_materialization_event(dg.AssetKey("numbers"))
    return dg.Output(sum(numbers), metadata={"seen": found is not None})


def asset_job():
    return dg.Definitions(assets=[numbers, total]).resolve_implicit_global_asset_job_def()


@dg.op(tags={"kind": "heavy"})
def heavy(context):
    log = Path(context.run.tags["folder"]) / "log"
    for text in "()":
        with log.open("a") as file:
            file.write(text)


@dg.job
def heavies():
    for number in range(3):
        heavy.alias(f"heavy_{number}")()
