"""Jobs that `execute_job` can find again."""

from engine import current

dg = current()


@dg.op
def one():
    return 1


@dg.op
def plus(context, x):
    if context.run.tags.get("fail") == "yes":
        raise ValueError("boom")
    return x + 1


@dg.op
def end(x):
    return x * 10


@dg.job
def j():
    end(plus(one()))


@dg.op(out=dg.DynamicOut())
def emit():
    for i in range(3):
        yield dg.DynamicOutput(i, mapping_key=str(i))


@dg.op
def mult(context, x):
    if x == 1 and context.run.tags.get("fail") == "yes":
        raise ValueError("boom")
    return x * 2


@dg.op
def total(xs):
    return sum(xs)


@dg.job
def dyn():
    total(emit().map(mult).collect())


@dg.graph
def g():
    end(plus(one()))


def gjob():
    return g.to_job()


notrec = g.to_job()


@dg.job(executor_def=dg.in_process_executor)
def inproc():
    end(plus(one()))


@dg.op(config_schema=str)
def confop(context):
    return context.op_config


@dg.job(executor_def=dg.in_process_executor, config={"ops": {"confop": {"config": "x"}}})
def cj():
    confop()


@dg.job(resource_defs={"io_manager": dg.mem_io_manager}, executor_def=dg.in_process_executor)
def memj():
    end(plus(one()))


@dg.job(executor_def=dg.multiprocess_executor)
def mp():
    end(plus(one()))


def nested():
    @dg.job
    def inner():
        one()

    return inner


def lam():
    return j


def notjob():
    return 5


@dg.op(out={"a": dg.Out(is_required=False), "b": dg.Out(is_required=False)})
def branch():
    yield dg.Output(1, "a")


@dg.op
def fails(context, x):
    if context.run.tags.get("fail") == "yes":
        raise ValueError("boom")
    return x


@dg.job
def br():
    a, b = branch()
    plus.alias("pa")(fails(a))
    plus.alias("pb")(b)
