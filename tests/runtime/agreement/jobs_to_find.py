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


followed = []


class Following(dg.Executor):
    """Has the steps run by another executor, and notes that it did."""

    def __init__(self, inner, note):
        self.inner, self.note = inner, note

    @property
    def retries(self):
        return self.inner.retries

    def execute(self, plan_context, execution_plan):
        followed.append(("before", self.note, plan_context.job_name))
        for event in self.inner.execute(plan_context, execution_plan):
            if event.is_step_success or event.is_step_failure:
                followed.append((event.event_type_value, event.step_key))
            yield event
        followed.append(("after", self.note))


class Idle(dg.Executor):
    @property
    def retries(self):
        return None

    def execute(self, plan_context, execution_plan):
        return iter(())


@dg.executor(name="following", config_schema={"note": dg.Field(str, default_value="quiet")})
def following(context):
    config = {"retries": {"enabled": {}}}
    steps = dg.in_process_executor
    inner = steps.executor_creation_fn(dg.InitExecutorContext(context.job, steps, config, context.instance))
    return Following(inner, context.executor_config["note"])


@dg.executor
def idle(_):
    return Idle()


@dg.executor
def broken(_):
    raise ValueError("no executor today")


@dg.job(executor_def=following)
def followed_job():
    end(plus(one()))


@dg.job(executor_def=following.configured({"note": "loud"}))
def loud_job():
    one()


@dg.job(executor_def=idle)
def idle_job():
    one()


@dg.job(executor_def=broken)
def broken_job():
    one()
