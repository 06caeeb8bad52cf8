"""`execute_job`, re-execution and executors."""

import importlib
import sys

from engine import current

dg = current()
sys.modules.pop("jobs_to_find", None)
m = importlib.import_module("jobs_to_find")

R = dg.reconstructable
IP = {"execution": {"config": {"in_process": {}}}}


def steps(r):
    return [
        (e.event_type_value, e.step_key)
        for e in r.all_events
        if e.event_type_value
        in (
            "STEP_START",
            "STEP_SUCCESS",
            "STEP_FAILURE",
            "STEP_SKIPPED",
            "PIPELINE_SUCCESS",
            "PIPELINE_FAILURE",
            "LOADED_INPUT",
        )
    ]


def inst():
    return dg.instance_for_test()


def case_basic():
    with inst() as i, dg.execute_job(R(m.j), i, run_config=IP) as r:
        return (
            r.success,
            r.output_for_node("end"),
            steps(r),
            r.dagster_run.status.value,
            type(r).__name__,
            r.job_def.name,
        )


def case_noctx():
    with inst() as i:
        r = dg.execute_job(R(m.j), i, run_config=IP)
        return r.output_for_node("end")


def case_fail():
    with inst() as i:
        r = dg.execute_job(R(m.j), i, run_config=IP, tags={"fail": "yes"})
        return (
            r.success,
            steps(r),
            r.is_node_failed("plus"),
            r.is_node_untouched("end"),
            sorted(r.dagster_run.tags.items()),
        )


def case_fail_raise():
    with inst() as i:
        dg.execute_job(R(m.j), i, run_config=IP, tags={"fail": "yes"}, raise_on_error=True)


def case_sel():
    with inst() as i, dg.execute_job(R(m.j), i, run_config=IP, op_selection=["one", "plus"]) as r:
        return r.output_for_node("plus"), steps(r)


def case_selbad():
    with inst() as i:
        dg.execute_job(R(m.j), i, run_config=IP, op_selection=["zz"])


def case_re():
    with inst() as i:
        a = dg.execute_job(R(m.j), i, run_config=IP)
        with dg.execute_job(
            R(m.j), i, reexecution_options=dg.ReexecutionOptions(parent_run_id=a.run_id)
        ) as r:
            t = dict(r.dagster_run.tags)
            return (
                r.success,
                steps(r),
                r.output_for_node("end"),
                sorted(t),
                r.dagster_run.parent_run_id == a.run_id,
                r.dagster_run.root_run_id == a.run_id,
                t.get("dagster/parent_run_id") == a.run_id,
            )


def case_re_steps():
    with inst() as i:
        a = dg.execute_job(R(m.j), i, run_config=IP)
        with dg.execute_job(
            R(m.j),
            i,
            run_config=IP,
            reexecution_options=dg.ReexecutionOptions(parent_run_id=a.run_id, step_selection=["plus+"]),
        ) as r:
            return r.success, steps(r), r.output_for_node("end"), sorted(r.dagster_run.step_keys_to_execute)


def case_re_steps2():
    with inst() as i:
        a = dg.execute_job(R(m.j), i, run_config=IP)
        with dg.execute_job(
            R(m.j),
            i,
            run_config=IP,
            reexecution_options=dg.ReexecutionOptions(parent_run_id=a.run_id, step_selection=["end"]),
        ) as r:
            return steps(r), r.output_for_node("end")


def case_re_untouched():
    with inst() as i:
        a = dg.execute_job(R(m.j), i, run_config=IP)
        with dg.execute_job(
            R(m.j),
            i,
            run_config=IP,
            reexecution_options=dg.ReexecutionOptions(parent_run_id=a.run_id, step_selection=["end"]),
        ) as r:
            return r.output_for_node("plus")


def case_re_bad():
    with inst() as i:
        a = dg.execute_job(R(m.j), i, run_config=IP)
        dg.execute_job(
            R(m.j),
            i,
            run_config=IP,
            reexecution_options=dg.ReexecutionOptions(parent_run_id=a.run_id, step_selection=["nope"]),
        )


def case_re_bad2():
    with inst() as i:
        a = dg.execute_job(R(m.j), i, run_config=IP)
        dg.execute_job(
            R(m.j),
            i,
            run_config=IP,
            reexecution_options=dg.ReexecutionOptions(
                parent_run_id=a.run_id, step_selection=["nope", "nope2"]
            ),
        )


def case_re_norun():
    with inst() as i:
        dg.execute_job(
            R(m.j), i, run_config=IP, reexecution_options=dg.ReexecutionOptions(parent_run_id="xx")
        )


def case_re_sel():
    with inst() as i:
        dg.execute_job(
            R(m.j),
            i,
            run_config=IP,
            op_selection=["one"],
            reexecution_options=dg.ReexecutionOptions(parent_run_id="xx"),
        )


def case_ff():
    with inst() as i:
        a = dg.execute_job(R(m.j), i, run_config=IP, tags={"fail": "yes"})
        with dg.execute_job(
            R(m.j),
            i,
            run_config=IP,
            tags={"fail": "no"},
            reexecution_options=dg.ReexecutionOptions.from_failure(a.run_id, i),
        ) as r:
            return r.success, steps(r), r.output_for_node("end"), r.dagster_run.step_keys_to_execute


def case_ff_ok():
    with inst() as i:
        a = dg.execute_job(R(m.j), i, run_config=IP)
        dg.execute_job(
            R(m.j), i, run_config=IP, reexecution_options=dg.ReexecutionOptions.from_failure(a.run_id, i)
        )


def case_ff_twice():
    with inst() as i:
        a = dg.execute_job(R(m.j), i, run_config=IP, tags={"fail": "yes"})
        b = dg.execute_job(
            R(m.j),
            i,
            run_config=IP,
            tags={"fail": "yes"},
            reexecution_options=dg.ReexecutionOptions.from_failure(a.run_id, i),
        )
        with dg.execute_job(
            R(m.j),
            i,
            run_config=IP,
            tags={"fail": "no"},
            reexecution_options=dg.ReexecutionOptions.from_failure(b.run_id, i),
        ) as r:
            return b.success, r.success, steps(r), r.dagster_run.root_run_id == a.run_id


def case_dyn():
    with inst() as i, dg.execute_job(R(m.dyn), i, run_config=IP) as r:
        return r.output_for_node("total"), r.output_for_node("mult"), r.output_for_node("emit")


def case_dyn_ff():
    with inst() as i:
        a = dg.execute_job(R(m.dyn), i, run_config=IP, tags={"fail": "yes"})
        with dg.execute_job(
            R(m.dyn),
            i,
            run_config=IP,
            tags={"fail": "no"},
            reexecution_options=dg.ReexecutionOptions.from_failure(a.run_id, i),
        ) as r:
            return r.success, [s for s in steps(r) if s[0] != "LOADED_INPUT"], r.output_for_node("total")


def case_dyn_sel():
    with inst() as i:
        a = dg.execute_job(R(m.dyn), i, run_config=IP)
        with dg.execute_job(
            R(m.dyn), i, run_config=IP, reexecution_options=dg.ReexecutionOptions(a.run_id, ["total"])
        ) as r:
            return r.success, [s for s in steps(r) if s[0] != "LOADED_INPUT"], r.output_for_node("total")


def case_dyn_sel2():
    with inst() as i:
        a = dg.execute_job(R(m.dyn), i, run_config=IP)
        with dg.execute_job(
            R(m.dyn), i, run_config=IP, reexecution_options=dg.ReexecutionOptions(a.run_id, ["mult[1]"])
        ) as r:
            return r.success, [s for s in steps(r) if s[0] != "LOADED_INPUT"]


def case_br():
    with inst() as i:
        a = dg.execute_job(R(m.br), i, run_config=IP, tags={"fail": "yes"})
        r = dg.execute_job(
            R(m.br),
            i,
            run_config=IP,
            tags={"fail": "no"},
            reexecution_options=dg.ReexecutionOptions.from_failure(a.run_id, i),
        )
        return r.success, [s for s in steps(r) if s[0] != "LOADED_INPUT"]


def case_graph():
    with inst() as i, dg.execute_job(R(m.gjob), i, run_config=IP) as r:
        return r.output_for_node("end")


def case_notrec():
    R(m.notrec)


def case_nested():
    @dg.job
    def inner():
        m.one()

    R(inner)


def case_lam():
    R(m.lam)


def case_int():
    R(5)


def case_notjob():
    with inst() as i:
        dg.execute_job(R(m.notjob), i)


def case_direct():
    with inst() as i:
        dg.execute_job(m.j, i)


def case_inproc():
    return dg.execute_job(R(m.inproc), dg.DagsterInstance.ephemeral()).success


def case_cj():
    with inst() as i, dg.execute_job(R(m.cj), i) as r:
        return r.output_for_node("confop"), r.dagster_run.run_config


def case_mem():
    with inst() as i:
        r = dg.execute_job(R(m.memj), i)
        return r.success


def case_build():
    with inst() as i:
        return dg.execute_job(dg.build_reconstructable_job(m.__name__, "gjob"), i, run_config=IP).success


def case_badcfg():
    with inst() as i:
        dg.execute_job(R(m.j), i, run_config={"ops": {"zz": {}}})


def case_execcfg():
    @dg.job(executor_def=dg.in_process_executor)
    def q():
        m.one()

    return q.execute_in_process(run_config={"execution": {"config": {"bad": 1}}}).success


def case_execcfg2():
    @dg.job(executor_def=dg.multiprocess_executor.configured({"max_concurrent": 2}))
    def q():
        m.one()

    return q.execute_in_process().success, q.executor_def.name


def case_execdef():
    @dg.executor(name="x", config_schema={"a": int}, requirements=[])
    def ex(ctx):
        pass

    @dg.executor
    def ex2(ctx):
        "doc"

    return ex.name, ex2.name, ex.description, ex2.description


def case_defs_exec():
    d = dg.Definitions(jobs=[m.j, m.inproc], executor=dg.in_process_executor)
    return d.resolve_job_def("j").executor_def.name, d.resolve_job_def("inproc").executor_def.name


def case_runs():
    with inst() as i:
        a = dg.execute_job(R(m.j), i, run_config=IP)
        return len(i.get_runs()), i.get_run_by_id(a.run_id).status.value, i.get_run_by_id(a.run_id).job_name


def with_own_executor(job, **settings):
    m.followed.clear()
    with inst() as i, dg.execute_job(R(job), i, **settings) as r:
        return r.success, list(m.followed), steps(r)


def case_own_executor():
    return with_own_executor(m.followed_job)


def case_own_executor_config():
    config = {"execution": {"config": {"note": "given"}}}
    return with_own_executor(m.followed_job, run_config=config), with_own_executor(m.loud_job)


def case_own_executor_wrong_config():
    return with_own_executor(m.followed_job, run_config={"execution": {"config": {"volume": 3}}})


def case_own_executor_of_a_failing_step():
    return with_own_executor(m.followed_job, tags={"fail": "yes"})


def case_own_executor_raises_at_once():
    return with_own_executor(m.followed_job, tags={"fail": "yes"}, raise_on_error=True)


def case_own_executor_that_runs_nothing():
    return with_own_executor(m.idle_job)


def case_own_executor_that_cannot_be_made():
    return with_own_executor(m.broken_job)


def case_executor_as_it_is():
    @dg.asset
    def bread():
        return 1

    idle = m.Idle()
    job = dg.Definitions([bread], executor=idle).resolve_implicit_global_asset_job_def()
    return job.executor_def.executor_creation_fn(None) is idle


def case_executor_of_a_wrong_kind():
    return dg.Definitions(executor=3)
