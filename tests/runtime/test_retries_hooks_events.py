"""Retries, hooks, events that bodies report, and logs."""

import pytest


def flaky_op(dg, failures, **settings):
    attempts = []

    @dg.op(**settings)
    def flaky(context):
        attempts.append(context.retry_number)
        if len(attempts) <= failures:
            raise ValueError("again")
        return len(attempts)

    return flaky


def test_retry_policy(dg):
    flaky = flaky_op(dg, 2, retry_policy=dg.RetryPolicy(max_retries=2))

    @dg.job
    def the_job():
        flaky()

    result = the_job.execute_in_process()
    assert result.output_for_node("flaky") == 3 and result.retry_attempts_for_node("flaky") == 2
    kinds = [e.event_type_value for e in result.events_for_node("flaky")]
    expected = ["STEP_START", "STEP_UP_FOR_RETRY", "STEP_RESTARTED", "STEP_UP_FOR_RETRY", "STEP_RESTARTED"]
    assert [k for k in kinds if k in expected] == expected
    assert kinds[-1] == "STEP_SUCCESS"


def test_retries_run_out(dg):
    flaky = flaky_op(dg, 5)

    @dg.job(op_retry_policy=dg.RetryPolicy(max_retries=1))
    def the_job():
        flaky()

    result = the_job.execute_in_process(raise_on_error=False)
    assert not result.success and result.retry_attempts_for_node("flaky") == 1


def test_policies_by_precedence(dg):
    flaky = flaky_op(dg, 9, retry_policy=dg.RetryPolicy(max_retries=1))

    @dg.job(op_retry_policy=dg.RetryPolicy(max_retries=3))
    def the_job():
        flaky()
        flaky.with_retry_policy(dg.RetryPolicy(max_retries=2)).alias("other")()

    result = the_job.execute_in_process(raise_on_error=False)
    assert result.retry_attempts_for_node("flaky") == 1 and result.retry_attempts_for_node("other") == 2


def test_requested_retries(dg):
    attempts = []

    @dg.op
    def asks():
        attempts.append(1)
        if len(attempts) == 1:
            raise dg.RetryRequested(max_retries=1)
        return 1

    @dg.op
    def insists():
        raise dg.RetryRequested(max_retries=2)

    @dg.job
    def the_job():
        asks()
        insists()

    result = the_job.execute_in_process(raise_on_error=False)
    assert result.is_node_success("asks") and result.retry_attempts_for_node("insists") == 2
    assert "max_retries" in result.failure_data_for_node("insists").error.message


def test_failures(dg):
    attempts = []

    @dg.op(retry_policy=dg.RetryPolicy(max_retries=3))
    def final():
        attempts.append(1)
        raise dg.Failure("no use", metadata={"n": 1}, allow_retries=False)

    @dg.job
    def the_job():
        final()

    result = the_job.execute_in_process(raise_on_error=False)
    data = result.failure_data_for_node("final")
    assert len(attempts) == 1 and data.user_failure_data.description == "no use"
    assert data.user_failure_data.metadata["n"].value == 1
    with pytest.raises(dg.Failure, match="no use"):
        the_job.execute_in_process()


@pytest.mark.parametrize(
    ("backoff", "delays"), [(None, [1, 1, 1]), ("LINEAR", [1, 2, 3]), ("EXPONENTIAL", [1, 3, 7])]
)
def test_delays(dg, backoff, delays):
    policy = dg.RetryPolicy(max_retries=3, delay=1, backoff=dg.Backoff[backoff] if backoff else None)
    assert [policy.calculate_delay(n) for n in (1, 2, 3)] == delays


def test_backoff_needs_a_delay(dg):
    with pytest.raises(dg.DagsterInvalidDefinitionError, match="without also setting delay"):
        dg.RetryPolicy(backoff=dg.Backoff.LINEAR)


def test_hooks(dg):
    log = []

    @dg.success_hook(required_resource_keys={"r"})
    def good(context):
        log.append(("good", context.op.name, context.job_name, context.resources.r, context.op_output_values))

    @dg.failure_hook(name="bad_hook")
    def bad(context):
        log.append(("bad", context.step_key, type(context.op_exception).__name__))

    @dg.op
    def one():
        return 1

    @dg.op
    def breaks():
        raise ValueError

    @dg.job(hooks={good, bad}, resource_defs={"r": dg.ResourceDefinition.hardcoded_resource(5)})
    def the_job():
        one()
        breaks()

    result = the_job.execute_in_process(raise_on_error=False)
    assert sorted(log) == [("bad", "breaks", "ValueError"), ("good", "one", "the_job", 5, {"result": 1})]
    kinds = [(e.event_type_value, e.step_key) for e in result.all_events if e.is_hook_event]
    assert sorted(kinds) == [
        ("HOOK_COMPLETED", "breaks"),
        ("HOOK_COMPLETED", "one"),
        ("HOOK_SKIPPED", "breaks"),
        ("HOOK_SKIPPED", "one"),
    ]


def test_hooks_on_nodes_and_graphs(dg):
    log = []

    @dg.success_hook
    def note(context):
        log.append(context.step_key)

    @dg.op
    def one():
        return 1

    @dg.graph
    def inner():
        return one()

    @dg.job
    def the_job():
        one.with_hooks({note})()
        one.alias("plain")()
        inner.with_hooks({note})()

    the_job.execute_in_process()
    assert sorted(log) == ["inner.one", "one"]
    log.clear()
    the_job.with_hooks({note}).execute_in_process()
    assert sorted(log) == ["inner.one", "one", "plain"]


def test_a_hook_that_fails_fails_nothing(dg):
    @dg.success_hook
    def broken(context):
        raise ValueError

    @dg.op
    def one():
        return 1

    @dg.job(hooks={broken})
    def the_job():
        one()

    result = the_job.execute_in_process()
    assert result.success and [e.event_type_value for e in result.all_events if e.is_hook_event] == [
        "HOOK_ERRORED"
    ]


def test_hooks_called_directly(dg):
    @dg.success_hook(required_resource_keys={"r"})
    def note(context):
        return context.resources.r + (context.job_name or "")

    assert note(dg.build_hook_context(resources={"r": "x"}, job_name="j")) is None or True
    with pytest.raises(dg.DagsterInvalidInvocationError):
        note()
    with pytest.raises(dg.DagsterInvalidDefinitionError, match="positional parameter 'context'"):

        @dg.success_hook
        def wrong(thing): ...


def test_events_from_bodies(dg):
    @dg.op
    def reports(context):
        context.log_event(dg.AssetMaterialization("a", metadata={"n": 1}, partition="p"))
        yield dg.AssetMaterialization(["b", "c"])
        yield dg.AssetObservation("d", metadata={"m": "x"})
        yield dg.ExpectationResult(success=False, label="rows", metadata={"k": 2})
        yield dg.Output(1)

    @dg.job
    def the_job():
        reports()

    result = the_job.execute_in_process()
    materializations = result.asset_materializations_for_node("reports")
    assert [m.asset_key.path for m in materializations] == [["a"], ["b", "c"]]
    assert materializations[0].partition == "p" and materializations[0].metadata["n"].value == 1
    observation = result.asset_observations_for_node("reports")[0]
    assert observation.asset_key == dg.AssetKey("d") and observation.metadata["m"].text == "x"
    expectation = result.expectation_results_for_node("reports")[0]
    assert (expectation.success, expectation.label, expectation.metadata["k"].value) == (False, "rows", 2)
    assert (
        len(result.get_asset_materialization_events()) == 2
        and len(result.get_asset_observation_events()) == 1
    )


def test_the_sequence_of_events(dg):
    @dg.op
    def make():
        return 1

    @dg.op
    def take(x: int):
        return x

    @dg.job
    def the_job():
        take(make())

    result = the_job.execute_in_process()
    kinds = [e.event_type_value for e in result.all_events]
    assert kinds[0] == "PIPELINE_START" and kinds[-1] == "PIPELINE_SUCCESS"
    steps = [(e.event_type_value, e.step_key) for e in result.all_node_events if e.is_step_event]
    assert [k for k, step in steps if step == "take" and k != "LOGS_CAPTURED"] == [
        "STEP_START",
        "LOADED_INPUT",
        "STEP_INPUT",
        "STEP_OUTPUT",
        "HANDLED_OUTPUT",
        "STEP_SUCCESS",
    ]
    messages = {e.event_type_value: e.message for e in result.events_for_node("take")}
    assert messages["STEP_START"] == 'Started execution of step "take".'
    assert messages["STEP_INPUT"] == 'Got input "x" of type "Int". (Type check passed).'
    assert messages["STEP_OUTPUT"] == 'Yielded output "result" of type "Any". (Type check passed).'
    assert messages["HANDLED_OUTPUT"] == 'Handled output "result" using IO manager "io_manager"'
    assert 'from output "result" of step "make"' in messages["LOADED_INPUT"]
    event = next(e for e in result.all_events if e.is_step_success)
    assert event.event_type == dg.DagsterEventType.STEP_SUCCESS and event.step_success_data.duration_ms >= 0
    assert str(event.node_handle) == "make" and event.job_name == "the_job"


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("x", "TextMetadataValue"),
        (1, "IntMetadataValue"),
        (1.5, "FloatMetadataValue"),
        (True, "BoolMetadataValue"),
        (None, "NullMetadataValue"),
        ({"a": 1}, "JsonMetadataValue"),
        ([1], "JsonMetadataValue"),
    ],
)
def test_plain_metadata(dg, value, kind):
    made = dg.AssetMaterialization("a", metadata={"k": value}).metadata["k"]
    assert type(made).__name__ == kind and made.value == value


def test_metadata_that_is_none(dg):
    with pytest.raises(dg.DagsterError, match='Could not resolve the metadata value for "k"'):
        dg.AssetMaterialization("a", metadata={"k": object()})


def test_metadata_values(dg):
    value = dg.MetadataValue
    assert value.text("a") == dg.TextMetadataValue("a") and value.text("a") != value.text("b")
    assert value.url("u").url == "u" and value.md("#").md_str == "#" and value.path("/p").path == "/p"
    assert value.json({"a": 1}).data == {"a": 1} and value.asset(dg.AssetKey("k")).asset_key == dg.AssetKey(
        "k"
    )
    assert value.timestamp(1.5).value == 1.5 and value.null().value is None
    schema = dg.TableSchema(
        columns=[dg.TableColumn("a", "int", constraints=dg.TableColumnConstraints(nullable=False))]
    )
    assert value.table_schema(schema).schema.columns[0].constraints.nullable is False
    table = value.table([dg.TableRecord({"a": 1}), dg.TableRecord({"a": 2})])
    assert table.schema.columns[0].type == "int" and table.records[1].data == {"a": 2}
    with pytest.raises(Exception, match="same fields"):
        value.table([dg.TableRecord({"a": 1}), dg.TableRecord({"b": 1})])


def test_asset_keys(dg):
    key = dg.AssetKey(["a", "b"])
    assert key == dg.AssetKey(["a", "b"]) and hash(key) == hash(dg.AssetKey(["a", "b"]))
    assert key.path == ["a", "b"] and key.to_user_string() == "a/b" and key.to_python_identifier() == "a__b"
    assert dg.AssetKey("a").with_prefix("p") == dg.AssetKey(["p", "a"])
    assert dg.AssetKey.from_user_string("a/b") == key and key.has_prefix(["a"])
    assert dg.AssetKey("a") < dg.AssetKey("b")


def test_logs_are_kept_in_the_instance(dg):
    @dg.op
    def talks(context):
        context.log.info("hello %s", "you")

    @dg.job
    def the_job():
        talks()

    with dg.instance_for_test() as instance:
        result = the_job.execute_in_process(instance=instance)
        texts = [entry.user_message for entry in instance.all_logs(result.run_id)]
        assert "hello you" in texts
