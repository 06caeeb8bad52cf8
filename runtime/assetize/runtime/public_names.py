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
    "events.results": """AssetMaterialization AssetObservation DataVersion DataVersionsByPartition DynamicOutput ExpectationResult Failure
        MaterializeResult ObserveResult Output RetryRequested""",
    "events.types": "DagsterEventType DagsterRunStatus",
    "events.event": "DagsterEvent EventLogEntry",
    "events.log_manager": "DagsterLogManager get_dagster_logger",
    "execution.retries": "Backoff Jitter RetryPolicy",
    "execution.op_context": "OpExecutionContext",
    "execution.hook_runs": "HookContext",
    "execution.result": "ExecuteInProcessResult JobExecutionResult",
    "execution.execute_job": "execute_job",
    "execution.reexecution": "ReexecutionOptions",
    "definitions.reconstruct": "build_reconstructable_job reconstructable",
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
    "resources.attached": "IAttachDifferentObjectToOpContext",
    "resources.definition": "ResourceDefinition make_values_resource resource",
    "resources.lifecycle": "InitResourceContext",
    "io.definition": "IOManager IOManagerDefinition InputManager InputManagerDefinition input_manager io_manager",
    "io.contexts": "InputContext OutputContext",
    "io.memory": "InMemoryIOManager mem_io_manager",
    "io.filesystem": "custom_path_fs_io_manager fs_io_manager",
    "instance.instance": "DagsterInstance",
    "instance.run": "DagsterRun RunsFilter",
    "instance.run_records": "RunRecord",
    "instance.data_versions": "DataProvenance",
    "instance.asset_records": "AssetRecordsFilter EventLogRecord EventRecordsFilter EventRecordsResult",
    "direct.context": "build_op_context",
    "direct.resources": "build_init_resource_context build_resources",
    "direct.hooks": "build_hook_context",
    "direct.io_contexts": "build_input_context build_output_context",
    "assets.spec": "AssetDep AssetIn AssetOut AssetSpec map_asset_specs",
    "assets.definition": "AssetsDefinition",
    "assets.decorators": "asset multi_asset",
    "assets.source": "SourceAsset",
    "assets.observable": "multi_observable_source_asset observable_source_asset",
    "assets.policies": "BackfillPolicy FreshnessPolicy apply_freshness_policy",
    "assets.from_modules": """load_asset_checks_from_current_module load_asset_checks_from_modules
        load_asset_checks_from_package_module load_asset_checks_from_package_name load_assets_from_current_module
        load_assets_from_modules load_assets_from_package_module load_assets_from_package_name
        load_definitions_from_current_module load_definitions_from_module load_definitions_from_modules
        load_definitions_from_package_module load_definitions_from_package_name""",
    "assets.value_loader": "AssetValueLoader",
    "checks.factories": "build_column_schema_change_checks build_metadata_bounds_checks",
    "io.configured_filesystem": "FilesystemIOManager",
    "io.upath": "UPathIOManager",
    "serdes": "deserialize_value serialize_value",
    "warnings": "BetaWarning ConfigArgumentWarning PreviewWarning SupersessionWarning deprecation_warning",
    "config.yaml_files": "config_from_files config_from_pkg_resources config_from_yaml_strings",
    "assets.contexts": "AssetCheckExecutionContext AssetExecutionContext",
    "assets.materialization": "materialize materialize_to_memory",
    "checks.spec": """AssetCheckEvaluation AssetCheckKey AssetCheckResult AssetCheckSeverity AssetCheckSpec""",
    "checks.decorators": "AssetChecksDefinition asset_check multi_asset_check",
    "selection.asset_selection": "AssetSelection",
    "assets.graph_assets": "graph_asset graph_multi_asset",
    "assets.asset_jobs": "define_asset_job",
    "assets.repository": "RepositoryDefinition repository",
    "assets.project": "Definitions",
    "assets.bound_resources": "with_resources",
    "config.pythonic": "Config PermissiveConfig",
    "resources.pythonic": """ConfigurableIOManager ConfigurableIOManagerFactory ConfigurableResource ResourceDependency
        ResourceParam""",
    "direct.assets": "build_asset_check_context build_asset_context",
    "execution.executors": """Executor ExecutorDefinition ExecutorRequirement InitExecutorContext executor
        in_process_executor multi_or_in_process_executor multiple_process_executor_requirements multiprocess_executor""",
    "instance.for_test": "instance_for_test",
    "partitions.definition": "DynamicPartitionsDefinition PartitionsDefinition StaticPartitionsDefinition",
    "partitions.time_window": "TimeWindow TimeWindowPartitionsDefinition",
    "partitions.calendar": """DailyPartitionsDefinition HourlyPartitionsDefinition MonthlyPartitionsDefinition
        WeeklyPartitionsDefinition""",
    "partitions.multi": "MultiPartitionsDefinition",
    "partitions.multi_key": "MultiPartitionKey",
    "partitions.partition": "Partition",
    "partitions.partitioned_config": """PartitionedConfig daily_partitioned_config dynamic_partitioned_config
        hourly_partitioned_config monthly_partitioned_config partitioned_config static_partitioned_config
        weekly_partitioned_config""",
    "partitions.mappings": """AllPartitionMapping IdentityPartitionMapping LastPartitionMapping PartitionMapping
        SpecificPartitionsPartitionMapping StaticPartitionMapping""",
    "partitions.time_window_mapping": "TimeWindowPartitionMapping",
    "partitions.multi_mappings": """DimensionPartitionMapping MultiPartitionMapping
        MultiToSingleDimensionPartitionMapping""",
    "schedules.run_request": "RunRequest SkipReason",
    "automation.conditions": "AutomationCondition",
    "automation.contexts": "AutomationContext AutomationResult",
    "automation.entities": "AssetJobKey",
    "automation.evaluation": "EvaluateAutomationConditionsResult evaluate_automation_conditions",
    "automation.sensor": "AutomationConditionSensorDefinition",
    "schedules.status": "DefaultScheduleStatus DefaultSensorStatus",
    "schedules.schedule": "ScheduleDefinition schedule",
    "schedules.schedule_context": "ScheduleEvaluationContext build_schedule_context",
    "schedules.partitioned": "build_schedule_from_partitioned_job",
    "schedules.sensor": "SensorDefinition sensor",
    "schedules.sensor_context": "SensorEvaluationContext build_sensor_context",
    "schedules.sensor_result": "SensorResult",
    "schedules.asset_sensors": "AssetSensorDefinition asset_sensor",
    "schedules.run_status_context": """RunFailureSensorContext RunStatusSensorContext
        build_run_status_sensor_context""",
    "schedules.run_status_sensor": """CodeLocationSelector JobSelector RepositorySelector RunStatusSensorDefinition
        run_failure_sensor run_status_sensor""",
    "schedules.multi_asset_context": "MultiAssetSensorEvaluationContext build_multi_asset_sensor_context",
    "schedules.multi_asset_sensor": "MultiAssetSensorDefinition multi_asset_sensor",
    "execution.loggers": "InitLoggerContext LoggerDefinition build_init_logger_context logger",
    "execution.console_loggers": """JsonLogFormatter colored_console_logger default_loggers default_system_loggers
        json_console_logger""",
    "assets.older_names": "BindResourcesToJobs create_repository_using_definitions_args file_relative_path",
    "io.older_names": "ConfigurableLegacyIOManagerAdapter",
    "partitions.requests": "AddDynamicPartitionsRequest DeleteDynamicPartitionsRequest",
    "partitions.loading_context": "partition_loading_context",
    "partitions.key_range": "PartitionKeyRange",
}

HOMES: dict[str, str] = {name: module for module, names in _BY_MODULE.items() for name in names.split()}
