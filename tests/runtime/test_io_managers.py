"""I/O managers and input managers: what they are told, and when they are called."""

import pytest


@pytest.fixture
def recording(dg):
    class Recording(dg.IOManager):
        def __init__(self):
            self.values, self.outputs, self.inputs = {}, [], []

        def handle_output(self, context, obj):
            self.outputs.append(context)
            self.values[context.step_key, context.name] = obj
            context.add_output_metadata({"stored": True})

        def load_input(self, context):
            self.inputs.append(context)
            upstream = context.upstream_output
            return self.values[upstream.step_key, upstream.name]

    return Recording()


def test_contexts_of_ops(dg, recording):
    @dg.op(out=dg.Out(int, metadata={"table": "t"}))
    def make():
        return 1

    @dg.op(ins={"x": dg.In(metadata={"part": "p"})})
    def take(x):
        return x + 1

    @dg.job(resource_defs={"io_manager": dg.IOManagerDefinition.hardcoded_io_manager(recording)})
    def the_job():
        take(make())

    result = the_job.execute_in_process()
    assert result.output_for_node("take") == 2
    output, loaded = recording.outputs[0], recording.inputs[0]
    assert (output.name, output.step_key, output.job_name) == ("result", "make", "the_job")
    assert output.run_id == result.run_id and output.op_def.name == "make"
    assert output.definition_metadata == {"table": "t"} == output.metadata
    assert output.dagster_type.display_name == "Int"
    assert not output.has_asset_key and not output.has_partition_key
    assert list(output.get_identifier()) == [result.run_id, "make", "result"]
    assert (loaded.name, loaded.definition_metadata) == ("x", {"part": "p"})
    assert loaded.upstream_output.step_key == "make"
    assert loaded.upstream_output.definition_metadata == {"table": "t"}
    handled = next(e for e in result.events_for_node("make") if e.is_handled_output)
    assert handled.event_specific_data.metadata["stored"].value is True
    assert handled.event_specific_data.manager_key == "io_manager"
    loaded_event = next(e for e in result.events_for_node("take") if e.is_loaded_input)
    assert loaded_event.event_specific_data.upstream_step_key == "make"


def test_keys_choose_the_manager(dg, recording):
    @dg.op(out={"a": dg.Out(io_manager_key="special"), "b": dg.Out()})
    def make():
        return 1, 2

    @dg.op
    def take(x):
        return x

    @dg.job(resource_defs={"special": dg.IOManagerDefinition.hardcoded_io_manager(recording)})
    def the_job():
        a, b = make()
        take(a)
        take.alias("other")(b)

    result = the_job.execute_in_process()
    assert (result.output_for_node("take"), result.output_for_node("other")) == (1, 2)
    assert [c.name for c in recording.outputs] == ["a"] and len(recording.inputs) == 1


def test_a_manager_with_config_and_resources(dg):
    seen = []

    class Manager(dg.IOManager):
        def handle_output(self, context, obj):
            seen.append((context.resource_config, context.resources.base, context.config))

        def load_input(self, context):
            return None

    @dg.io_manager(config_schema={"p": str}, required_resource_keys={"base"}, output_config_schema={"q": int})
    def manager(context):
        assert context.resources.base == 5
        return Manager()

    @dg.op
    def make():
        return 1

    @dg.job(resource_defs={"io_manager": manager, "base": dg.ResourceDefinition.hardcoded_resource(5)})
    def the_job():
        make()

    config = {
        "resources": {"io_manager": {"config": {"p": "x"}}},
        "ops": {"make": {"outputs": {"result": {"q": 3}}}},
    }
    assert the_job.execute_in_process(run_config=config).success
    assert seen == [({"p": "x"}, 5, {"q": 3})]
    with pytest.raises(dg.DagsterInvalidConfigError):
        the_job.execute_in_process()


def test_generators_yield_materializations_and_metadata(dg):
    class Manager(dg.IOManager):
        def handle_output(self, context, obj):
            yield {"rows": 3}
            yield dg.AssetMaterialization("from_manager")

        def load_input(self, context):
            return None

    @dg.op
    def make():
        return 1

    @dg.job(resource_defs={"io_manager": dg.IOManagerDefinition.hardcoded_io_manager(Manager())})
    def the_job():
        make()

    result = the_job.execute_in_process()
    assert [m.asset_key.path for m in result.asset_materializations_for_node("make")] == [["from_manager"]]
    handled = next(e for e in result.all_events if e.is_handled_output)
    assert handled.event_specific_data.metadata["rows"].value == 3


@pytest.mark.parametrize("method", ["handle_output", "load_input"])
def test_managers_that_fail(dg, method):
    class Manager(dg.IOManager):
        def handle_output(self, context, obj):
            if method == "handle_output":
                raise ValueError("cannot")

        def load_input(self, context):
            raise ValueError("cannot")

    @dg.op
    def make():
        return 1

    @dg.op
    def take(x): ...

    @dg.job(resource_defs={"io_manager": dg.IOManagerDefinition.hardcoded_io_manager(Manager())})
    def the_job():
        take(make())

    with pytest.raises(ValueError, match="cannot"):
        the_job.execute_in_process()
    result = the_job.execute_in_process(raise_on_error=False)
    failed = "make" if method == "handle_output" else "take"
    assert result.get_failed_step_keys() == {failed}
    assert result.failure_data_for_node(failed).error.cause.cls_name == "ValueError"


def test_input_managers(dg):
    @dg.input_manager
    def loader(context):
        return f"loaded {context.name}"

    @dg.input_manager(config_schema={"n": int}, input_config_schema={"k": int})
    def configured(context):
        return context.resource_config["n"] + context.config["k"]

    @dg.op(ins={"x": dg.In(input_manager_key="loader"), "y": dg.In(input_manager_key="configured")})
    def take(x, y):
        return x, y

    @dg.job(resource_defs={"loader": loader, "configured": configured})
    def the_job():
        take()

    config = {
        "resources": {"configured": {"config": {"n": 1}}},
        "ops": {"take": {"inputs": {"y": {"k": 2}}}},
    }
    assert the_job.execute_in_process(run_config=config).output_for_node("take") == ("loaded x", 3)


def test_an_input_manager_beside_an_upstream_output(dg):
    @dg.input_manager
    def doubling(context):
        return 2 * context.upstream_output.definition_metadata["n"]

    @dg.op(out=dg.Out(metadata={"n": 21}))
    def make():
        return 1

    @dg.op(ins={"x": dg.In(input_manager_key="doubling")})
    def take(x):
        return x

    @dg.job(resource_defs={"doubling": doubling})
    def the_job():
        take(make())

    assert the_job.execute_in_process().output_for_node("take") == 42


def test_the_file_system_manager(dg, tmp_path):
    @dg.op
    def make():
        return [1, 2]

    @dg.op
    def take(x):
        return sum(x)

    manager = dg.fs_io_manager.configured({"base_dir": str(tmp_path)})

    @dg.job(resource_defs={"io_manager": manager})
    def the_job():
        take(make())

    result = the_job.execute_in_process()
    assert result.output_for_node("take") == 3
    assert (tmp_path / result.run_id / "make" / "result").exists()

    @dg.asset(key_prefix="folder")
    def stored():
        return 5

    @dg.asset
    def reads(stored):
        return stored

    assert dg.materialize([stored, reads], resources={"io_manager": manager}).asset_value("reads") == 5
    assert (tmp_path / "folder" / "stored").exists()
    assert (
        dg.materialize([reads, stored.to_source_asset()], resources={"io_manager": manager}).asset_value(
            "reads"
        )
        == 5
    )


def test_contexts_of_assets(dg, recording):
    @dg.asset(metadata={"m": 1}, key_prefix="p")
    def up():
        return 1

    @dg.asset
    def down(up):
        return up

    resources = {"io_manager": dg.IOManagerDefinition.hardcoded_io_manager(recording)}
    result = dg.materialize([up, down], resources=resources)
    output, loaded = recording.outputs[0], recording.inputs[0]
    assert output.has_asset_key and output.asset_key == dg.AssetKey(["p", "up"])
    assert output.definition_metadata["m"] == 1 and list(output.get_asset_identifier()) == ["p", "up"]
    assert (
        loaded.asset_key == dg.AssetKey(["p", "up"]) and loaded.upstream_output.asset_key == loaded.asset_key
    )
    assert not output.has_asset_partitions
    materialization = result.asset_materializations_for_node("p__up")[0]
    assert materialization.metadata["stored"].value is True


def test_contexts_for_direct_calls(dg):
    output = dg.build_output_context(
        step_key="s",
        name="n",
        definition_metadata={"a": 1},
        run_id="r",
        asset_key="k",
        resource_config={"c": 2},
    )
    assert (output.step_key, output.name, output.run_id) == ("s", "n", "r")
    assert output.definition_metadata == {"a": 1} and output.asset_key == dg.AssetKey("k")
    assert output.resource_config == {"c": 2}
    loaded = dg.build_input_context(name="i", upstream_output=output, config={"x": 1}, resources={"r": 3})
    assert (loaded.name, loaded.config, loaded.resources.r) == ("i", {"x": 1}, 3)
    assert loaded.upstream_output.step_key == "s"
    with pytest.raises(dg.DagsterInvariantViolationError):
        _ = dg.build_output_context().step_key


def test_the_memory_manager_called_directly(dg):
    manager = dg.mem_io_manager(dg.build_init_resource_context())
    output = dg.build_output_context(step_key="s", name="n", run_id="r")
    manager.handle_output(output, 4)
    assert manager.load_input(dg.build_input_context(upstream_output=output)) == 4
