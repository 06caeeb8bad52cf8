"""Data versions, out-of-date status, metadata values and what the instance tells about assets."""

import time

from engine import current

dg = current()


class Project:
    """Assets and an instance; statuses of the assets are asked for the way each engine has it."""

    def __init__(self, *assets, instance=None):
        self.assets = list(assets)
        self.instance = instance or dg.DagsterInstance.ephemeral()

    def run(self, *names, **settings):
        made = dg.materialize(self.assets, selection=list(names) or None, instance=self.instance, **settings)
        time.sleep(0.002)
        return made

    def with_assets(self, *assets):
        return Project(*assets, instance=self.instance)

    def _asked(self):
        definitions = dg.Definitions(self.assets)
        if dg.__name__ == "dagster":
            from dagster._core.definitions.data_version import CachingStaleStatusResolver
            from dagster._core.loader import LoadingContextForTest

            graph = definitions.resolve_asset_graph()
            found = CachingStaleStatusResolver(self.instance, graph, LoadingContextForTest(self.instance))
            return found.get_status, found.get_stale_causes
        from assetize.runtime.assets.staleness import Staleness

        found = Staleness(definitions, self.instance)
        return found.status, found.causes

    def status(self, partition=None):
        status, causes = self._asked()
        out = {}
        for definition in self.assets:
            for key in sorted(getattr(definition, "keys", None) or [definition.key]):
                found = [
                    (
                        c.category.value,
                        c.reason,
                        c.dependency_asset_key and c.dependency_asset_key.to_user_string(),
                        c.dependency_partition_key,
                    )
                    for c in causes(key, partition)
                ]
                out[key.to_user_string()] = (status(key, partition).value, sorted(found, key=str))
        return out


def chain(versions=(None, None, None)):
    @dg.asset(code_version=versions[0])
    def a():
        return 1

    @dg.asset(deps=[a], code_version=versions[1])
    def b():
        return 2

    @dg.asset(deps=[b], code_version=versions[2])
    def c():
        return 3

    return a, b, c


def case_missing_then_fresh():
    p = Project(*chain())
    first = p.status()
    p.run()
    return first, p.status()


def case_rerun_is_not_transitive():
    p = Project(*chain())
    p.run()
    p.run("a")
    one = p.status()
    p.run("b")
    return one, p.status()


def case_code_version_keeps_children_fresh():
    p = Project(*chain(("1", None, None)))
    p.run()
    p.run("a")
    return p.status()


def case_new_code_version():
    p = Project(*chain(("1", "1", None)))
    p.run()
    return p.with_assets(*chain(("2", "1", None))).status()


def case_code_version_added_and_removed():
    p = Project(*chain())
    p.run()
    added = p.with_assets(*chain(("1", None, None))).status()
    q = Project(*chain(("1", None, None)))
    q.run()
    return added, q.with_assets(*chain()).status()


def case_new_version_reason():
    p = Project(*chain(("1", None, None)))
    p.run()
    q = p.with_assets(*chain(("2", None, None)))
    q.run("a")
    return q.status()


def case_dependencies_changed():
    p = Project(*chain())
    p.run()

    @dg.asset
    def a():
        return 1

    @dg.asset
    def b():
        return 2

    @dg.asset(deps=[a, b])
    def c():
        return 3

    return p.with_assets(a, b, c).status()


def case_child_before_parent():
    p = Project(*chain())
    p.run("b")
    one = p.status()
    p.run("a")
    return one, p.status()


def case_external_observed():
    @dg.observable_source_asset
    def o():
        return dg.DataVersion(version[0])

    version = ["1"]

    @dg.asset(deps=[o])
    def x():
        return 1

    p = Project(o, x)
    first = p.status()
    job = dg.Definitions([o, x], jobs=[dg.define_asset_job("obs", [o])]).resolve_job_def("obs")
    job.execute_in_process(instance=p.instance)
    p.run("x")
    same = p.status()
    version[0] = "2"
    job.execute_in_process(instance=p.instance)
    return first, same, p.status()


def case_external_never_seen():
    s = dg.AssetSpec("s")

    @dg.asset(deps=[s])
    def x():
        return 1

    p = Project(s, x)
    p.run("x")
    return p.status()


def case_op_materialization_counts_once():
    @dg.asset
    def a():
        return 1

    @dg.asset(deps=[a])
    def b():
        return 1

    p = Project(a, b)
    p.run()
    p.instance.report_runless_asset_event(dg.AssetMaterialization("a"))
    one = p.status()
    p.run("b")
    two = p.status()
    p.instance.report_runless_asset_event(dg.AssetMaterialization("a"))
    return one, two, p.status()


def case_user_versions():
    v = ["x"]

    @dg.asset
    def a():
        return dg.Output(1, data_version=dg.DataVersion(v[0]))

    @dg.asset(deps=[a])
    def b():
        return 1

    p = Project(a, b)
    p.run()
    p.run("a")
    same = p.status()
    v[0] = "y"
    p.run("a")
    return same, p.status()


def case_partitions():
    parts = dg.StaticPartitionsDefinition(["p", "q"])

    @dg.asset(partitions_def=parts)
    def a():
        return 1

    @dg.asset(partitions_def=parts, deps=[a])
    def b():
        return 1

    p = Project(a, b)
    whole = p.status()
    p.run(partition_key="p")
    made = p.status("p"), p.status("q")
    p.run("a", partition_key="p")
    p.run("a", partition_key="q")
    return whole, made, p.status("p"), p.status("q")


def case_all_partitions_upstream():
    parts = dg.StaticPartitionsDefinition(["p", "q"])

    @dg.asset(partitions_def=parts)
    def a():
        return 1

    @dg.asset(deps=[a])
    def b():
        return 1

    p = Project(a, b)
    p.run("a", partition_key="p")
    p.run("a", partition_key="q")
    p.run("b")
    fresh = p.status()["b"]
    p.run("a", partition_key="q")
    return fresh, p.status()["b"]


def tags(result, node):
    found = result.asset_materializations_for_node(node)[0].tags
    return {
        k: v for k, v in found.items() if "pointer" not in k and (k != "dagster/code_version" or len(v) < 10)
    }


def case_version_hash():
    @dg.asset(code_version="1")
    def a():
        return 1

    @dg.asset(code_version="2", deps=[a, "zz"])
    def b():
        return 2

    r = dg.materialize([a, b])
    return sorted(tags(r, "a").items()), sorted(tags(r, "b").items())


def case_version_of_run():
    import hashlib

    @dg.asset
    def a():
        return 1

    r = dg.materialize([a])
    t = r.asset_materializations_for_node("a")[0].tags
    return t["dagster/data_version"] == hashlib.sha256(r.run_id.encode()).hexdigest(), t[
        "dagster/code_version"
    ] == r.run_id


def case_set_data_version():
    @dg.asset
    def a(context: dg.AssetExecutionContext):
        context.set_data_version(dg.AssetKey("a"), dg.DataVersion("zz"))
        return 1

    t = dg.materialize([a]).asset_materializations_for_node("a")[0].tags
    return t["dagster/data_version"], t["dagster/data_version_is_user_provided"]


def case_partition_versions_hash():
    parts = dg.StaticPartitionsDefinition(["p", "q"])

    @dg.asset(partitions_def=parts, code_version="1")
    def a():
        return 1

    @dg.asset(deps=[a], code_version="1")
    def b():
        return 1

    p = Project(a, b)
    p.run("a", partition_key="p")
    p.run("a", partition_key="q")
    return tags(p.run("b"), "b")


def case_provenance():
    @dg.asset(code_version="1")
    def a():
        return 1

    @dg.asset(code_version="2", deps=[a])
    def b(context: dg.AssetExecutionContext):
        found = context.get_asset_provenance(dg.AssetKey("b"))
        return found and (found.code_version, sorted(found.input_data_versions), found.is_user_provided)

    p = Project(a, b)
    return p.run().output_for_node("b"), p.run().output_for_node("b")


# records
def three():
    @dg.asset
    def a(context):
        return dg.MaterializeResult(metadata={"n": context.run.tags["n"]})

    i = dg.DagsterInstance.ephemeral()
    for n in "123":
        dg.materialize([a], instance=i, tags={"n": n})
    return i


def ns(result):
    return [r.asset_materialization.metadata["n"].value for r in result.records], result.has_more


def case_fetch_pages():
    i = three()
    key = dg.AssetKey("a")
    one = i.fetch_materializations(key, limit=2)
    two = i.fetch_materializations(key, limit=2, cursor=one.cursor)
    return ns(one), ns(two), ns(i.fetch_materializations(key, limit=5, ascending=True))


def case_fetch_bounds():
    i = three()
    key = dg.AssetKey("a")
    all_ = i.fetch_materializations(key, limit=5).records
    F = dg.AssetRecordsFilter
    return [
        ns(i.fetch_materializations(f, limit=5))
        for f in (
            F(key, after_storage_id=all_[2].storage_id),
            F(key, before_storage_id=all_[0].storage_id),
            F(key, storage_ids=[all_[1].storage_id]),
            F(key, after_timestamp=all_[1].timestamp),
            F(key, before_timestamp=all_[1].timestamp),
        )
    ]


def case_latest_version_record():
    i = three()
    r = i.get_latest_data_version_record(dg.AssetKey("a"))
    return r.asset_materialization.metadata["n"].value, i.get_latest_data_version_record(dg.AssetKey("zz"))


def case_instance_queries():
    i = three()
    a, z = dg.AssetKey("a"), dg.AssetKey("z")
    return (
        i.all_asset_keys(),
        i.has_asset_key(a),
        i.has_asset_key(z),
        i.get_latest_materialization_event(z),
        {k: v is not None for k, v in i.get_latest_materialization_events([a, z]).items()},
        len(
            i.get_event_records(dg.EventRecordsFilter(dg.DagsterEventType.ASSET_MATERIALIZATION, asset_key=a))
        ),
        i.get_materialized_partitions(a),
    )


def case_runs_queries():
    i = three()
    F = dg.RunsFilter
    runs = i.get_runs()
    return (
        len(runs),
        i.get_runs_count(),
        [r.tags["n"] for r in i.get_runs(limit=2)],
        [r.tags["n"] for r in i.get_runs(F(tags={"n": "2"}))],
        len(i.get_runs(F(statuses=[dg.DagsterRunStatus.SUCCESS]))),
        len(i.get_runs(F(statuses=[dg.DagsterRunStatus.FAILURE]))),
        len(i.get_runs(F(job_name="zz"))),
        len(i.get_runs(F(run_ids=[runs[0].run_id]))),
        i.get_run_by_id("zz"),
        [r.tags["n"] for r in i.get_runs(cursor=runs[0].run_id)],
    )


def case_run_records():
    i = three()
    r = i.get_run_records(limit=1)[0]
    return r.dagster_run.tags["n"], r.start_time is not None, r.end_time is not None, r.storage_id > 0


def case_run_stats():
    i = three()
    run = i.get_runs()[0]
    s = i.get_run_stats(run.run_id)
    return s.steps_succeeded, s.steps_failed, s.materializations, s.expectations


def case_dynamic_partitions():
    i = dg.DagsterInstance.ephemeral()
    i.add_dynamic_partitions("x", ["a", "b"])
    i.add_dynamic_partitions("x", ["b", "c"])
    i.delete_dynamic_partition("x", "a")
    return (
        i.get_dynamic_partitions("x"),
        i.has_dynamic_partition("x", "b"),
        i.has_dynamic_partition("x", "a"),
        i.get_dynamic_partitions("nope"),
    )


def case_dynamic_partitions_bad_character():
    i = dg.DagsterInstance.ephemeral()
    i.add_dynamic_partitions("x", ["a\n"])


def case_wipe():
    i = three()
    i.wipe_assets([dg.AssetKey("a")])
    return i.all_asset_keys(), i.get_latest_materialization_event(dg.AssetKey("a"))


def case_check_history():
    @dg.asset
    def a():
        return 1

    @dg.asset_check(asset=a)
    def c():
        return dg.AssetCheckResult(passed=state[0])

    state = [True]
    i = dg.DagsterInstance.ephemeral()
    dg.materialize([a, c], instance=i)
    state[0] = False
    dg.materialize([a, c], instance=i)
    key = dg.AssetCheckKey(dg.AssetKey("a"), "c")
    h = i.event_log_storage.get_asset_check_execution_history(key, limit=5)
    latest = i.event_log_storage.get_latest_asset_check_execution_by_key([key])
    return (
        [r.status.value for r in h],
        latest[key].status.value,
        h[0].event.dagster_event.event_specific_data.passed,
    )


def case_all_logs():
    @dg.asset
    def a(context):
        context.log.info("hello there")
        return 1

    with dg.instance_for_test() as i:
        r = dg.materialize([a], instance=i)
        logs = i.all_logs(r.run_id)
        return [e.user_message for e in logs if not e.is_dagster_event][:1], [
            e.dagster_event.event_type_value
            for e in i.all_logs(r.run_id, of_type=dg.DagsterEventType.ASSET_MATERIALIZATION)
        ]


def case_records_for_run():
    @dg.asset
    def a():
        return 1

    i = dg.DagsterInstance.ephemeral()
    r = dg.materialize([a], instance=i)
    c = i.get_records_for_run(r.run_id, of_type=dg.DagsterEventType.STEP_SUCCESS)
    return [x.event_log_entry.dagster_event.event_type_value for x in c.records], c.has_more


# metadata
def case_metadata_kinds():
    from datetime import datetime, timezone
    from pathlib import Path

    M = dg.MetadataValue
    vals = [
        M.text("a"),
        M.int(1),
        M.float(1.5),
        M.bool(True),
        M.url("http://x"),
        M.path("/a"),
        M.path(Path("/a")),
        M.md("# x"),
        M.json({"a": [1]}),
        M.python_artifact(dict),
        M.dagster_run("r"),
        M.asset(dg.AssetKey("a")),
        M.null(),
        M.timestamp(12.5),
        M.timestamp(datetime(2024, 1, 1, tzinfo=timezone.utc)),
        M.notebook("/n"),
        M.job("j", "loc") if hasattr(M, "job") else None,
    ]
    return [
        (type(v).__name__, getattr(v, "value", None))
        for v in vals
        if v is not None and type(v).__name__ != "DagsterAssetMetadataValue"
    ]


def case_metadata_inferred():
    from pathlib import Path

    @dg.asset
    def a():
        return dg.MaterializeResult(
            metadata={
                "t": "x",
                "i": 1,
                "f": 1.5,
                "b": True,
                "d": {"a": 1},
                "l": [1, 2],
                "n": None,
                "p": Path("/a"),
                "m": dg.MetadataValue.md("z"),
            }
        )

    m = dg.materialize([a]).asset_materializations_for_node("a")[0].metadata
    return sorted((k, type(v).__name__, str(v.value)) for k, v in m.items())


def case_metadata_bad():
    return dg.AssetMaterialization("a", metadata={"x": object()})


def case_metadata_bad_json():
    return dg.MetadataValue.json({"a": object()})


def case_metadata_bad_int():
    return dg.MetadataValue.int("a")


def case_metadata_bad_text():
    return dg.MetadataValue.text(5)


def case_metadata_naive_timestamp():
    from datetime import datetime

    return dg.MetadataValue.timestamp(datetime(2024, 1, 1))


def case_metadata_table():
    T = dg.MetadataValue.table(
        records=[dg.TableRecord({"a": 1, "b": "x"}), dg.TableRecord({"a": 2, "b": "y"})]
    )
    return [c.name + ":" + c.type for c in T.schema.columns], [dict(r.data) for r in T.records]


def case_metadata_table_bad():
    return dg.MetadataValue.table(records=[{"a": 1}])


def case_table_schema():
    s = dg.TableSchema(
        columns=[
            dg.TableColumn(
                "a",
                "int",
                description="d",
                constraints=dg.TableColumnConstraints(nullable=False, unique=True, other=["x"]),
                tags={"k": "v"},
            )
        ],
        constraints=dg.TableConstraints(other=["y"]),
    )
    c = s.columns[0]
    return (
        c.name,
        c.type,
        c.description,
        c.constraints.nullable,
        c.constraints.unique,
        c.constraints.other,
        c.tags,
        s.constraints.other,
        dg.TableColumn("z").type,
    )


def case_table_schema_names():
    return [c.name for c in dg.TableSchema.from_name_type_dict({"a": "int", "b": "string"}).columns]


def case_table_column_bad():
    return dg.TableColumn(5)


def case_lineage():
    lineage = dg.TableColumnLineage({"x": [dg.TableColumnDep(asset_key=dg.AssetKey("s"), column_name="c")]})
    return {k: [(d.asset_key, d.column_name) for d in v] for k, v in lineage.deps_by_column.items()}, type(
        dg.MetadataValue.column_lineage(lineage)
    ).__name__


def case_metadata_entry_on_definitions():
    @dg.asset(
        metadata={
            "a": 1,
            "b": dg.MetadataValue.url("http://x"),
            "dagster/column_schema": dg.TableSchema([dg.TableColumn("x")]),
        }
    )
    def a(): ...

    m = a.metadata_by_key[a.key]
    return sorted((k, type(v).__name__) for k, v in m.items())


def case_materialization_view():
    m = dg.AssetMaterialization("a", description="d", metadata={"x": 1}, partition="p", tags={"t": "v"})
    return m.asset_key, m.description, m.metadata["x"].value, m.partition, m.tags, m.label


def case_materialization_key_forms():
    return [dg.AssetMaterialization(k).asset_key.path for k in ("a", ["a", "b"], dg.AssetKey(["x"]))]


def case_materialization_bad_tags():
    return dg.AssetMaterialization("a", tags={"a": 1})


def case_observation_view():
    o = dg.AssetObservation("a", description="d", metadata={"x": 1}, partition="p", tags={"t": "v"})
    return o.asset_key, o.description, o.metadata["x"].value, o.partition, o.tags


def case_observe_from_asset():
    @dg.asset
    def a(context):
        context.log_event(dg.AssetObservation("zz", metadata={"q": 1}))
        return 1

    i = dg.DagsterInstance.ephemeral()
    r = dg.materialize([a], instance=i)
    return [
        e.event_specific_data.asset_observation.metadata["q"].value
        for e in r.all_events
        if e.event_type_value == "ASSET_OBSERVATION"
    ], len(i.fetch_observations(dg.AssetKey("zz"), limit=3).records)


def case_events_accessors():
    @dg.asset
    def a():
        return dg.MaterializeResult(metadata={"x": 1})

    r = dg.materialize([a])
    e = r.get_asset_materialization_events()[0]
    return (
        e.asset_key,
        e.partition,
        e.is_step_materialization,
        e.materialization.metadata["x"].value,
        e.step_materialization_data.materialization.asset_key,
        e.event_type_value,
        e.step_key,
        e.job_name,
        e.message,
    )
