"""Where each public name lives; a module is imported when a name of it is first used."""

from __future__ import annotations

_BY_MODULE = {
    "errors": """DagsterConfigMappingFunctionError DagsterError DagsterExecutionInterruptedError
        DagsterExecutionStepExecutionError DagsterExecutionStepNotFoundError DagsterInvalidConfigDefinitionError
        DagsterInvalidConfigError DagsterInvalidDefinitionError DagsterInvalidInvocationError DagsterInvalidSubsetError
        DagsterInvariantViolationError DagsterResourceFunctionError DagsterRunNotFoundError DagsterStepOutputNotFoundError
        DagsterSubprocessError DagsterTypeCheckDidNotPass DagsterTypeCheckError DagsterUnknownPartitionError
        DagsterUnknownResourceError DagsterUnmetExecutorRequirementsError DagsterUserCodeExecutionError""",
    "config.kinds": "Array Noneable ScalarUnion",
    "config.structures": "Map Permissive Selector Shape",
    "config.field": "Field",
    "config.enums": "Enum EnumValue",
    "config.sources": "BoolSource EnvVar IntSource StringSource",
    "config.configured": "configured",
    "config.mapping": "ConfigMapping config_mapping",
    "config.run_config": "RunConfig",
    "config.validation": "validate_run_config",
    "types.builtin_names": "Any Bool Float Int Nothing String",
    "types.generic": "Dict List Optional Set Tuple",
    "types.dagster_type": "DagsterType PythonObjectDagsterType TypeCheck",
    "types.loader": "DagsterTypeLoader DagsterTypeLoaderContext dagster_type_loader",
    "types.resolution": "make_python_type_usable_as_dagster_type usable_as_dagster_type",
    "types.check": "TypeCheckContext check_dagster_type",
    "metadata.asset_key": "AssetKey",
    "metadata.values": """BoolMetadataValue DagsterAssetMetadataValue DagsterJobMetadataValue DagsterRunMetadataValue
        FloatMetadataValue IntMetadataValue JsonMetadataValue MarkdownMetadataValue MetadataValue NotebookMetadataValue
        NullMetadataValue PathMetadataValue PoolMetadataValue PythonArtifactMetadataValue TextMetadataValue
        TimestampMetadataValue UrlMetadataValue""",
    "metadata.table": """TableColumn TableColumnConstraints TableColumnDep TableColumnLineage TableColumnLineageMetadataValue
        TableConstraints TableMetadataValue TableRecord TableSchema TableSchemaMetadataValue""",
    "events.results": """AssetMaterialization AssetObservation DataVersion DynamicOutput ExpectationResult Failure
        MaterializeResult ObserveResult Output RetryRequested""",
    "events.types": "DagsterEventType DagsterRunStatus",
    "events.event": "DagsterEvent EventLogEntry",
    "events.log_manager": "DagsterLogManager get_dagster_logger",
    "execution.retries": "Backoff Jitter RetryPolicy",
    "execution.op_context": "OpExecutionContext",
    "execution.hook_runs": "HookContext",
    "execution.result": "ExecuteInProcessResult",
    "definitions.ins_and_outs": "DynamicOut GraphIn GraphOut In Out",
    "definitions.dependencies": """DependencyDefinition InputMapping MultiDependencyDefinition NodeInvocation
        OutputMapping""",
    "definitions.composition": "PendingNodeInvocation",
    "definitions.ops": "OpDefinition",
    "definitions.op_decorator": "op",
    "definitions.graphs": "GraphDefinition",
    "definitions.graph_decorator": "graph",
    "definitions.jobs": "JobDefinition",
    "definitions.job_decorator": "job",
    "definitions.hooks": "HookDefinition HookExecutionResult failure_hook success_hook",
    "resources.definition": "ResourceDefinition make_values_resource resource",
    "resources.lifecycle": "InitResourceContext",
    "io.definition": "IOManager IOManagerDefinition InputManager InputManagerDefinition input_manager io_manager",
    "io.contexts": "InputContext OutputContext",
    "io.memory": "InMemoryIOManager mem_io_manager",
    "io.filesystem": "custom_path_fs_io_manager fs_io_manager",
    "instance.instance": "DagsterInstance",
    "instance.run": "DagsterRun RunsFilter",
    "instance.asset_records": "AssetRecordsFilter EventLogRecord EventRecordsFilter EventRecordsResult",
    "direct.context": "build_op_context",
    "direct.resources": "build_init_resource_context build_resources",
    "direct.hooks": "build_hook_context",
    "direct.io_contexts": "build_input_context build_output_context",
    "assets.spec": "AssetDep AssetIn AssetOut AssetSpec map_asset_specs",
    "assets.definition": "AssetsDefinition",
    "assets.decorators": "asset multi_asset",
    "assets.source": "SourceAsset",
    "assets.contexts": "AssetCheckExecutionContext AssetExecutionContext",
    "assets.materialization": "materialize materialize_to_memory",
    "checks.spec": """AssetCheckEvaluation AssetCheckKey AssetCheckResult AssetCheckSeverity AssetCheckSpec""",
    "checks.decorators": "AssetChecksDefinition asset_check multi_asset_check",
    "selection.asset_selection": "AssetSelection",
    "assets.graph_assets": "graph_asset graph_multi_asset",
    "assets.asset_jobs": "define_asset_job",
    "assets.repository": "RepositoryDefinition repository",
    "assets.project": "Definitions with_resources",
    "config.pythonic": "Config PermissiveConfig",
    "resources.pythonic": """ConfigurableIOManager ConfigurableIOManagerFactory ConfigurableResource ResourceDependency
        ResourceParam""",
    "direct.assets": "build_asset_check_context build_asset_context",
    "execution.executors": "ExecutorDefinition in_process_executor",
    "instance.for_test": "instance_for_test",
    "partitions.definition": "DynamicPartitionsDefinition PartitionsDefinition StaticPartitionsDefinition",
    "partitions.time_window": """DailyPartitionsDefinition HourlyPartitionsDefinition MonthlyPartitionsDefinition TimeWindow
        TimeWindowPartitionsDefinition WeeklyPartitionsDefinition""",
    "partitions.partitioned_config": """PartitionedConfig daily_partitioned_config dynamic_partitioned_config
        hourly_partitioned_config monthly_partitioned_config partitioned_config static_partitioned_config
        weekly_partitioned_config""",
    "partitions.mappings": """AllPartitionMapping IdentityPartitionMapping LastPartitionMapping PartitionMapping
        SpecificPartitionsPartitionMapping TimeWindowPartitionMapping""",
    "schedules.run_request": "RunRequest SkipReason",
    "execution.loggers": "InitLoggerContext LoggerDefinition build_init_logger_context logger",
    "partitions.requests": "AddDynamicPartitionsRequest DeleteDynamicPartitionsRequest",
    "partitions.loading_context": "partition_loading_context",
    "partitions.key_range": "PartitionKeyRange",
}

HOMES: dict[str, str] = {name: module for module, names in _BY_MODULE.items() for name in names.split()}
