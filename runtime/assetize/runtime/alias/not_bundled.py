"""Stand-ins for Dagster's public names that the runtime lacks: they can be imported, and say so when they are used."""

from __future__ import annotations

from typing import Any

from assetize.runtime.errors import DagsterError
from assetize.runtime.public_names import HOMES

_BEYOND_THE_RUNTIME = """
    AnchorBasedFilePathMapping AssetAttributesModel AssetJobKey AssetOrCheckKey AssetPartitionStatus
    AssetSensorDefinition AssetValueLoader AutoMaterializeAssetPartitionsFilter AutoMaterializePolicy
    AutoMaterializeRule AutomationCondition AutomationConditionSensorDefinition AutomationContext
    AutomationResult BackfillPolicy BetaWarning BindResourcesToJobs CodeLocationSelector
    CodeReferencesMetadataValue Component ComponentFormConfig ComponentLoadContext ComponentTree
    ComponentTypeSpec ConfigArgumentWarning ConfigSchema ConfigurableLegacyIOManagerAdapter
    DagsterEventLogInvalidForRun DagsterLibraryRegistry DataProvenance DataVersionsByPartition
    DefaultRunLauncher DefaultScheduleStatus DefaultSensorStatus DefinitionsComponent
    DefsFolderComponent DimensionPartitionMapping EvaluateAutomationConditionsResult Executor
    ExecutorRequirement FileHandle FilePathMapping FilesystemIOManager FreshnessPolicy FunctionComponent
    IAttachDifferentObjectToOpContext InitExecutorContext Injected JobExecutionResult JobSelector
    JsonLogFormatter LegacyFreshnessPolicy LocalFileCodeReference LocalFileHandle
    MAX_RUNTIME_SECONDS_TAG MetadataEntry MigrateIOStorageResult Model MultiAssetSensorDefinition
    MultiAssetSensorEvaluationContext MultiPartitionKey MultiPartitionMapping MultiPartitionsDefinition
    MultiToSingleDimensionPartitionMapping PaginatedResults Partition PipesBlobStoreMessageReader
    PipesClient PipesClientCompletedInvocation PipesCompositeMessageReader PipesContextInjector
    PipesEnvContextInjector PipesExecutionResult PipesFileContextInjector PipesFileMessageReader
    PipesLaunchedData PipesLogReader PipesMessageHandler PipesMessageReader PipesSession
    PipesSubprocessClient PipesTempFileContextInjector PipesTempFileMessageReader PreviewWarning
    PythonScriptComponent QueuedRunCoordinator ReexecutionOptions RepositoryData RepositorySelector
    ResolutionContext Resolvable ResolvedAssetCheckSpec ResolvedAssetKey ResolvedAssetSpec Resolver
    RunFailureSensorContext RunRecord RunShardedEventsCursor RunStatusChangeRecordsFilter
    RunStatusSensorContext RunStatusSensorDefinition ScaffoldRequest Scaffolder ScheduleDefinition
    ScheduleEvaluationContext SensorDefinition SensorEvaluationContext SensorResult
    SensorReturnTypesUnion SqlComponent StateBackedComponent StaticPartitionMapping StepExecutionContext
    StepLauncher StepRunRef SubmitRunContext SupersessionWarning TemplatedSqlComponent
    UPathDefsStateStorage UPathIOManager UrlCodeReference UvRunComponent apply_freshness_policy
    asset_sensor build_column_schema_change_checks build_component_defs build_defs_for_component
    build_last_update_freshness_checks build_metadata_bounds_checks build_multi_asset_sensor_context
    build_reconstructable_job build_run_status_sensor_context build_schedule_context
    build_schedule_from_partitioned_job build_sensor_context build_sensor_for_freshness_checks
    build_time_partition_freshness_checks colored_console_logger component_defs component_instance
    config_from_files config_from_pkg_resources config_from_yaml_strings
    create_repository_using_definitions_args default_loggers default_system_loggers definitions
    deprecation_warning deserialize_value evaluate_automation_conditions execute_job executor
    external_instance_from_step_run_ref file_relative_path get_all_components_defs_within_project
    get_component_defs_within_project json_console_logger link_code_references_to_git
    load_asset_checks_from_current_module load_asset_checks_from_modules
    load_asset_checks_from_package_module load_asset_checks_from_package_name
    load_assets_from_current_module load_assets_from_modules load_assets_from_package_module
    load_assets_from_package_name load_definitions_from_current_module load_definitions_from_module
    load_definitions_from_modules load_definitions_from_package_module
    load_definitions_from_package_name load_defs load_from_defs_folder local_file_manager
    make_email_on_run_failure_sensor migrate_io_storage multi_asset_sensor multi_observable_source_asset
    multi_or_in_process_executor multiple_process_executor_requirements multiprocess_executor
    observable_source_asset open_pipes_session raise_execution_interrupts reconstructable resources
    run_failure_sensor run_status_sensor run_step_from_ref scaffold_component scaffold_with schedule
    sensor serialize_value step_context_to_step_run_ref step_run_ref_to_step_context template_var
    with_source_code_references
"""

NOT_BUNDLED = frozenset(_BEYOND_THE_RUNTIME.split()) - HOMES.keys()
"""Public in Dagster 1.13 and not in the runtime."""


class NotBundledError(DagsterError):
    """Code used a name of Dagster's that the bundled runtime does not have."""


class _StandIn(type):
    """Made so that imports, annotations and ``isinstance`` work, and everything else raises."""

    def __call__(cls, *_arguments: Any, **_named: Any) -> Any:
        raise _error(cls.__name__)

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        raise _error(cls.__name__)

    def __getitem__(cls, _item: Any) -> Any:
        return cls

    def __or__(cls, _other: Any) -> Any:
        return cls

    def __ror__(cls, _other: Any) -> Any:
        return cls


def _refuse_subclass(cls: type[Any], /, **_named: Any) -> None:
    raise _error(cls.__mro__[1].__name__)


def stand_in(name: str) -> Any:
    """A class called ``name``. Calling it, subclassing it or reading its attributes raises NotBundledError."""
    return _StandIn(name, (), {"__module__": "dagster", "__init_subclass__": classmethod(_refuse_subclass)})


def _error(name: str) -> NotBundledError:
    return NotBundledError(f"dagster.{name} is not part of the bundled runtime; run this on Dagster")
