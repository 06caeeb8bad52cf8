"""Runs ops, graphs, jobs and assets behind Dagster's public names."""

from assetize.runtime.assets.asset_jobs import define_asset_job as define_asset_job
from assetize.runtime.assets.bound_resources import with_resources as with_resources
from assetize.runtime.assets.contexts import AssetCheckExecutionContext as AssetCheckExecutionContext
from assetize.runtime.assets.contexts import AssetExecutionContext as AssetExecutionContext
from assetize.runtime.assets.decorators import asset as asset
from assetize.runtime.assets.decorators import multi_asset as multi_asset
from assetize.runtime.assets.definition import AssetsDefinition as AssetsDefinition
from assetize.runtime.assets.from_modules import (
    load_asset_checks_from_current_module as load_asset_checks_from_current_module,
)
from assetize.runtime.assets.from_modules import (
    load_asset_checks_from_modules as load_asset_checks_from_modules,
)
from assetize.runtime.assets.from_modules import (
    load_asset_checks_from_package_module as load_asset_checks_from_package_module,
)
from assetize.runtime.assets.from_modules import (
    load_asset_checks_from_package_name as load_asset_checks_from_package_name,
)
from assetize.runtime.assets.from_modules import (
    load_assets_from_current_module as load_assets_from_current_module,
)
from assetize.runtime.assets.from_modules import load_assets_from_modules as load_assets_from_modules
from assetize.runtime.assets.from_modules import (
    load_assets_from_package_module as load_assets_from_package_module,
)
from assetize.runtime.assets.from_modules import (
    load_assets_from_package_name as load_assets_from_package_name,
)
from assetize.runtime.assets.from_modules import (
    load_definitions_from_current_module as load_definitions_from_current_module,
)
from assetize.runtime.assets.from_modules import load_definitions_from_module as load_definitions_from_module
from assetize.runtime.assets.from_modules import (
    load_definitions_from_modules as load_definitions_from_modules,
)
from assetize.runtime.assets.from_modules import (
    load_definitions_from_package_module as load_definitions_from_package_module,
)
from assetize.runtime.assets.from_modules import (
    load_definitions_from_package_name as load_definitions_from_package_name,
)
from assetize.runtime.assets.graph_assets import graph_asset as graph_asset
from assetize.runtime.assets.graph_assets import graph_multi_asset as graph_multi_asset
from assetize.runtime.assets.materialization import materialize as materialize
from assetize.runtime.assets.materialization import materialize_to_memory as materialize_to_memory
from assetize.runtime.assets.observable import multi_observable_source_asset as multi_observable_source_asset
from assetize.runtime.assets.observable import observable_source_asset as observable_source_asset
from assetize.runtime.assets.older_names import BindResourcesToJobs as BindResourcesToJobs
from assetize.runtime.assets.older_names import (
    create_repository_using_definitions_args as create_repository_using_definitions_args,
)
from assetize.runtime.assets.older_names import file_relative_path as file_relative_path
from assetize.runtime.assets.policies import BackfillPolicy as BackfillPolicy
from assetize.runtime.assets.policies import FreshnessPolicy as FreshnessPolicy
from assetize.runtime.assets.policies import apply_freshness_policy as apply_freshness_policy
from assetize.runtime.assets.project import Definitions as Definitions
from assetize.runtime.assets.repository import RepositoryDefinition as RepositoryDefinition
from assetize.runtime.assets.repository import repository as repository
from assetize.runtime.assets.source import SourceAsset as SourceAsset
from assetize.runtime.assets.spec import AssetDep as AssetDep
from assetize.runtime.assets.spec import AssetIn as AssetIn
from assetize.runtime.assets.spec import AssetOut as AssetOut
from assetize.runtime.assets.spec import AssetSpec as AssetSpec
from assetize.runtime.assets.spec import map_asset_specs as map_asset_specs
from assetize.runtime.assets.value_loader import AssetValueLoader as AssetValueLoader
from assetize.runtime.automation.conditions import AutomationCondition as AutomationCondition
from assetize.runtime.automation.contexts import AutomationContext as AutomationContext
from assetize.runtime.automation.contexts import AutomationResult as AutomationResult
from assetize.runtime.automation.entities import AssetJobKey as AssetJobKey
from assetize.runtime.automation.evaluation import (
    EvaluateAutomationConditionsResult as EvaluateAutomationConditionsResult,
)
from assetize.runtime.automation.evaluation import (
    evaluate_automation_conditions as evaluate_automation_conditions,
)
from assetize.runtime.automation.sensor import (
    AutomationConditionSensorDefinition as AutomationConditionSensorDefinition,
)
from assetize.runtime.checks.decorators import AssetChecksDefinition as AssetChecksDefinition
from assetize.runtime.checks.decorators import asset_check as asset_check
from assetize.runtime.checks.decorators import multi_asset_check as multi_asset_check
from assetize.runtime.checks.factories import (
    build_column_schema_change_checks as build_column_schema_change_checks,
)
from assetize.runtime.checks.factories import build_metadata_bounds_checks as build_metadata_bounds_checks
from assetize.runtime.checks.spec import AssetCheckEvaluation as AssetCheckEvaluation
from assetize.runtime.checks.spec import AssetCheckKey as AssetCheckKey
from assetize.runtime.checks.spec import AssetCheckResult as AssetCheckResult
from assetize.runtime.checks.spec import AssetCheckSeverity as AssetCheckSeverity
from assetize.runtime.checks.spec import AssetCheckSpec as AssetCheckSpec
from assetize.runtime.config.configured import configured as configured
from assetize.runtime.config.enums import Enum as Enum
from assetize.runtime.config.enums import EnumValue as EnumValue
from assetize.runtime.config.field import Field as Field
from assetize.runtime.config.kinds import Array as Array
from assetize.runtime.config.kinds import Noneable as Noneable
from assetize.runtime.config.kinds import ScalarUnion as ScalarUnion
from assetize.runtime.config.mapping import ConfigMapping as ConfigMapping
from assetize.runtime.config.mapping import config_mapping as config_mapping
from assetize.runtime.config.pythonic import Config as Config
from assetize.runtime.config.pythonic import PermissiveConfig as PermissiveConfig
from assetize.runtime.config.run_config import RunConfig as RunConfig
from assetize.runtime.config.sources import BoolSource as BoolSource
from assetize.runtime.config.sources import EnvVar as EnvVar
from assetize.runtime.config.sources import IntSource as IntSource
from assetize.runtime.config.sources import StringSource as StringSource
from assetize.runtime.config.structures import Map as Map
from assetize.runtime.config.structures import Permissive as Permissive
from assetize.runtime.config.structures import Selector as Selector
from assetize.runtime.config.structures import Shape as Shape
from assetize.runtime.config.validation import validate_run_config as validate_run_config
from assetize.runtime.config.yaml_files import config_from_files as config_from_files
from assetize.runtime.config.yaml_files import config_from_pkg_resources as config_from_pkg_resources
from assetize.runtime.config.yaml_files import config_from_yaml_strings as config_from_yaml_strings
from assetize.runtime.definitions.composition import PendingNodeInvocation as PendingNodeInvocation
from assetize.runtime.definitions.dependencies import DependencyDefinition as DependencyDefinition
from assetize.runtime.definitions.dependencies import InputMapping as InputMapping
from assetize.runtime.definitions.dependencies import MultiDependencyDefinition as MultiDependencyDefinition
from assetize.runtime.definitions.dependencies import NodeInvocation as NodeInvocation
from assetize.runtime.definitions.dependencies import OutputMapping as OutputMapping
from assetize.runtime.definitions.graph_decorator import graph as graph
from assetize.runtime.definitions.graphs import GraphDefinition as GraphDefinition
from assetize.runtime.definitions.hooks import HookDefinition as HookDefinition
from assetize.runtime.definitions.hooks import HookExecutionResult as HookExecutionResult
from assetize.runtime.definitions.hooks import failure_hook as failure_hook
from assetize.runtime.definitions.hooks import success_hook as success_hook
from assetize.runtime.definitions.ins_and_outs import DynamicOut as DynamicOut
from assetize.runtime.definitions.ins_and_outs import GraphIn as GraphIn
from assetize.runtime.definitions.ins_and_outs import GraphOut as GraphOut
from assetize.runtime.definitions.ins_and_outs import In as In
from assetize.runtime.definitions.ins_and_outs import Out as Out
from assetize.runtime.definitions.job_decorator import job as job
from assetize.runtime.definitions.jobs import JobDefinition as JobDefinition
from assetize.runtime.definitions.op_decorator import op as op
from assetize.runtime.definitions.ops import OpDefinition as OpDefinition
from assetize.runtime.definitions.reconstruct import build_reconstructable_job as build_reconstructable_job
from assetize.runtime.definitions.reconstruct import reconstructable as reconstructable
from assetize.runtime.direct.assets import build_asset_check_context as build_asset_check_context
from assetize.runtime.direct.assets import build_asset_context as build_asset_context
from assetize.runtime.direct.context import build_op_context as build_op_context
from assetize.runtime.direct.hooks import build_hook_context as build_hook_context
from assetize.runtime.direct.io_contexts import build_input_context as build_input_context
from assetize.runtime.direct.io_contexts import build_output_context as build_output_context
from assetize.runtime.direct.resources import build_init_resource_context as build_init_resource_context
from assetize.runtime.direct.resources import build_resources as build_resources
from assetize.runtime.errors import DagsterConfigMappingFunctionError as DagsterConfigMappingFunctionError
from assetize.runtime.errors import DagsterError as DagsterError
from assetize.runtime.errors import DagsterExecutionInterruptedError as DagsterExecutionInterruptedError
from assetize.runtime.errors import DagsterExecutionStepExecutionError as DagsterExecutionStepExecutionError
from assetize.runtime.errors import DagsterExecutionStepNotFoundError as DagsterExecutionStepNotFoundError
from assetize.runtime.errors import DagsterInvalidConfigDefinitionError as DagsterInvalidConfigDefinitionError
from assetize.runtime.errors import DagsterInvalidConfigError as DagsterInvalidConfigError
from assetize.runtime.errors import DagsterInvalidDefinitionError as DagsterInvalidDefinitionError
from assetize.runtime.errors import DagsterInvalidInvocationError as DagsterInvalidInvocationError
from assetize.runtime.errors import DagsterInvalidSubsetError as DagsterInvalidSubsetError
from assetize.runtime.errors import DagsterInvariantViolationError as DagsterInvariantViolationError
from assetize.runtime.errors import DagsterResourceFunctionError as DagsterResourceFunctionError
from assetize.runtime.errors import DagsterRunNotFoundError as DagsterRunNotFoundError
from assetize.runtime.errors import DagsterStepOutputNotFoundError as DagsterStepOutputNotFoundError
from assetize.runtime.errors import DagsterSubprocessError as DagsterSubprocessError
from assetize.runtime.errors import DagsterTypeCheckDidNotPass as DagsterTypeCheckDidNotPass
from assetize.runtime.errors import DagsterTypeCheckError as DagsterTypeCheckError
from assetize.runtime.errors import DagsterUnknownPartitionError as DagsterUnknownPartitionError
from assetize.runtime.errors import DagsterUnknownResourceError as DagsterUnknownResourceError
from assetize.runtime.errors import (
    DagsterUnmetExecutorRequirementsError as DagsterUnmetExecutorRequirementsError,
)
from assetize.runtime.errors import DagsterUserCodeExecutionError as DagsterUserCodeExecutionError
from assetize.runtime.events.event import DagsterEvent as DagsterEvent
from assetize.runtime.events.event import EventLogEntry as EventLogEntry
from assetize.runtime.events.log_manager import DagsterLogManager as DagsterLogManager
from assetize.runtime.events.log_manager import get_dagster_logger as get_dagster_logger
from assetize.runtime.events.results import AssetMaterialization as AssetMaterialization
from assetize.runtime.events.results import AssetObservation as AssetObservation
from assetize.runtime.events.results import DataVersion as DataVersion
from assetize.runtime.events.results import DataVersionsByPartition as DataVersionsByPartition
from assetize.runtime.events.results import DynamicOutput as DynamicOutput
from assetize.runtime.events.results import ExpectationResult as ExpectationResult
from assetize.runtime.events.results import Failure as Failure
from assetize.runtime.events.results import MaterializeResult as MaterializeResult
from assetize.runtime.events.results import ObserveResult as ObserveResult
from assetize.runtime.events.results import Output as Output
from assetize.runtime.events.results import RetryRequested as RetryRequested
from assetize.runtime.events.types import DagsterEventType as DagsterEventType
from assetize.runtime.events.types import DagsterRunStatus as DagsterRunStatus
from assetize.runtime.execution.console_loggers import JsonLogFormatter as JsonLogFormatter
from assetize.runtime.execution.console_loggers import colored_console_logger as colored_console_logger
from assetize.runtime.execution.console_loggers import default_loggers as default_loggers
from assetize.runtime.execution.console_loggers import default_system_loggers as default_system_loggers
from assetize.runtime.execution.console_loggers import json_console_logger as json_console_logger
from assetize.runtime.execution.execute_job import execute_job as execute_job
from assetize.runtime.execution.executors import Executor as Executor
from assetize.runtime.execution.executors import ExecutorDefinition as ExecutorDefinition
from assetize.runtime.execution.executors import ExecutorRequirement as ExecutorRequirement
from assetize.runtime.execution.executors import InitExecutorContext as InitExecutorContext
from assetize.runtime.execution.executors import executor as executor
from assetize.runtime.execution.executors import in_process_executor as in_process_executor
from assetize.runtime.execution.executors import multi_or_in_process_executor as multi_or_in_process_executor
from assetize.runtime.execution.executors import (
    multiple_process_executor_requirements as multiple_process_executor_requirements,
)
from assetize.runtime.execution.executors import multiprocess_executor as multiprocess_executor
from assetize.runtime.execution.hook_runs import HookContext as HookContext
from assetize.runtime.execution.loggers import InitLoggerContext as InitLoggerContext
from assetize.runtime.execution.loggers import LoggerDefinition as LoggerDefinition
from assetize.runtime.execution.loggers import build_init_logger_context as build_init_logger_context
from assetize.runtime.execution.loggers import logger as logger
from assetize.runtime.execution.op_context import OpExecutionContext as OpExecutionContext
from assetize.runtime.execution.reexecution import ReexecutionOptions as ReexecutionOptions
from assetize.runtime.execution.result import ExecuteInProcessResult as ExecuteInProcessResult
from assetize.runtime.execution.result import JobExecutionResult as JobExecutionResult
from assetize.runtime.execution.retries import Backoff as Backoff
from assetize.runtime.execution.retries import Jitter as Jitter
from assetize.runtime.execution.retries import RetryPolicy as RetryPolicy
from assetize.runtime.instance.asset_records import AssetRecordsFilter as AssetRecordsFilter
from assetize.runtime.instance.asset_records import EventLogRecord as EventLogRecord
from assetize.runtime.instance.asset_records import EventRecordsFilter as EventRecordsFilter
from assetize.runtime.instance.asset_records import EventRecordsResult as EventRecordsResult
from assetize.runtime.instance.data_versions import DataProvenance as DataProvenance
from assetize.runtime.instance.for_test import instance_for_test as instance_for_test
from assetize.runtime.instance.instance import DagsterInstance as DagsterInstance
from assetize.runtime.instance.run import DagsterRun as DagsterRun
from assetize.runtime.instance.run import RunsFilter as RunsFilter
from assetize.runtime.instance.run_records import RunRecord as RunRecord
from assetize.runtime.io.configured_filesystem import FilesystemIOManager as FilesystemIOManager
from assetize.runtime.io.contexts import InputContext as InputContext
from assetize.runtime.io.contexts import OutputContext as OutputContext
from assetize.runtime.io.definition import InputManager as InputManager
from assetize.runtime.io.definition import InputManagerDefinition as InputManagerDefinition
from assetize.runtime.io.definition import IOManager as IOManager
from assetize.runtime.io.definition import IOManagerDefinition as IOManagerDefinition
from assetize.runtime.io.definition import input_manager as input_manager
from assetize.runtime.io.definition import io_manager as io_manager
from assetize.runtime.io.filesystem import custom_path_fs_io_manager as custom_path_fs_io_manager
from assetize.runtime.io.filesystem import fs_io_manager as fs_io_manager
from assetize.runtime.io.memory import InMemoryIOManager as InMemoryIOManager
from assetize.runtime.io.memory import mem_io_manager as mem_io_manager
from assetize.runtime.io.older_names import (
    ConfigurableLegacyIOManagerAdapter as ConfigurableLegacyIOManagerAdapter,
)
from assetize.runtime.io.upath import UPathIOManager as UPathIOManager
from assetize.runtime.metadata.asset_key import AssetKey as AssetKey
from assetize.runtime.metadata.table import TableColumn as TableColumn
from assetize.runtime.metadata.table import TableColumnConstraints as TableColumnConstraints
from assetize.runtime.metadata.table import TableColumnDep as TableColumnDep
from assetize.runtime.metadata.table import TableColumnLineage as TableColumnLineage
from assetize.runtime.metadata.table import TableColumnLineageMetadataValue as TableColumnLineageMetadataValue
from assetize.runtime.metadata.table import TableConstraints as TableConstraints
from assetize.runtime.metadata.table import TableMetadataValue as TableMetadataValue
from assetize.runtime.metadata.table import TableRecord as TableRecord
from assetize.runtime.metadata.table import TableSchema as TableSchema
from assetize.runtime.metadata.table import TableSchemaMetadataValue as TableSchemaMetadataValue
from assetize.runtime.metadata.values import BoolMetadataValue as BoolMetadataValue
from assetize.runtime.metadata.values import DagsterAssetMetadataValue as DagsterAssetMetadataValue
from assetize.runtime.metadata.values import DagsterJobMetadataValue as DagsterJobMetadataValue
from assetize.runtime.metadata.values import DagsterRunMetadataValue as DagsterRunMetadataValue
from assetize.runtime.metadata.values import FloatMetadataValue as FloatMetadataValue
from assetize.runtime.metadata.values import IntMetadataValue as IntMetadataValue
from assetize.runtime.metadata.values import JsonMetadataValue as JsonMetadataValue
from assetize.runtime.metadata.values import MarkdownMetadataValue as MarkdownMetadataValue
from assetize.runtime.metadata.values import MetadataValue as MetadataValue
from assetize.runtime.metadata.values import NotebookMetadataValue as NotebookMetadataValue
from assetize.runtime.metadata.values import NullMetadataValue as NullMetadataValue
from assetize.runtime.metadata.values import PathMetadataValue as PathMetadataValue
from assetize.runtime.metadata.values import PoolMetadataValue as PoolMetadataValue
from assetize.runtime.metadata.values import PythonArtifactMetadataValue as PythonArtifactMetadataValue
from assetize.runtime.metadata.values import TextMetadataValue as TextMetadataValue
from assetize.runtime.metadata.values import TimestampMetadataValue as TimestampMetadataValue
from assetize.runtime.metadata.values import UrlMetadataValue as UrlMetadataValue
from assetize.runtime.partitions.calendar import DailyPartitionsDefinition as DailyPartitionsDefinition
from assetize.runtime.partitions.calendar import HourlyPartitionsDefinition as HourlyPartitionsDefinition
from assetize.runtime.partitions.calendar import MonthlyPartitionsDefinition as MonthlyPartitionsDefinition
from assetize.runtime.partitions.calendar import WeeklyPartitionsDefinition as WeeklyPartitionsDefinition
from assetize.runtime.partitions.definition import DynamicPartitionsDefinition as DynamicPartitionsDefinition
from assetize.runtime.partitions.definition import PartitionsDefinition as PartitionsDefinition
from assetize.runtime.partitions.definition import StaticPartitionsDefinition as StaticPartitionsDefinition
from assetize.runtime.partitions.key_range import PartitionKeyRange as PartitionKeyRange
from assetize.runtime.partitions.loading_context import partition_loading_context as partition_loading_context
from assetize.runtime.partitions.mappings import AllPartitionMapping as AllPartitionMapping
from assetize.runtime.partitions.mappings import IdentityPartitionMapping as IdentityPartitionMapping
from assetize.runtime.partitions.mappings import LastPartitionMapping as LastPartitionMapping
from assetize.runtime.partitions.mappings import PartitionMapping as PartitionMapping
from assetize.runtime.partitions.mappings import (
    SpecificPartitionsPartitionMapping as SpecificPartitionsPartitionMapping,
)
from assetize.runtime.partitions.mappings import StaticPartitionMapping as StaticPartitionMapping
from assetize.runtime.partitions.multi import MultiPartitionsDefinition as MultiPartitionsDefinition
from assetize.runtime.partitions.multi_key import MultiPartitionKey as MultiPartitionKey
from assetize.runtime.partitions.multi_mappings import DimensionPartitionMapping as DimensionPartitionMapping
from assetize.runtime.partitions.multi_mappings import MultiPartitionMapping as MultiPartitionMapping
from assetize.runtime.partitions.multi_mappings import (
    MultiToSingleDimensionPartitionMapping as MultiToSingleDimensionPartitionMapping,
)
from assetize.runtime.partitions.partition import Partition as Partition
from assetize.runtime.partitions.partitioned_config import PartitionedConfig as PartitionedConfig
from assetize.runtime.partitions.partitioned_config import (
    daily_partitioned_config as daily_partitioned_config,
)
from assetize.runtime.partitions.partitioned_config import (
    dynamic_partitioned_config as dynamic_partitioned_config,
)
from assetize.runtime.partitions.partitioned_config import (
    hourly_partitioned_config as hourly_partitioned_config,
)
from assetize.runtime.partitions.partitioned_config import (
    monthly_partitioned_config as monthly_partitioned_config,
)
from assetize.runtime.partitions.partitioned_config import partitioned_config as partitioned_config
from assetize.runtime.partitions.partitioned_config import (
    static_partitioned_config as static_partitioned_config,
)
from assetize.runtime.partitions.partitioned_config import (
    weekly_partitioned_config as weekly_partitioned_config,
)
from assetize.runtime.partitions.requests import AddDynamicPartitionsRequest as AddDynamicPartitionsRequest
from assetize.runtime.partitions.requests import (
    DeleteDynamicPartitionsRequest as DeleteDynamicPartitionsRequest,
)
from assetize.runtime.partitions.time_window import TimeWindow as TimeWindow
from assetize.runtime.partitions.time_window import (
    TimeWindowPartitionsDefinition as TimeWindowPartitionsDefinition,
)
from assetize.runtime.partitions.time_window_mapping import (
    TimeWindowPartitionMapping as TimeWindowPartitionMapping,
)
from assetize.runtime.resources.attached import (
    IAttachDifferentObjectToOpContext as IAttachDifferentObjectToOpContext,
)
from assetize.runtime.resources.definition import ResourceDefinition as ResourceDefinition
from assetize.runtime.resources.definition import make_values_resource as make_values_resource
from assetize.runtime.resources.definition import resource as resource
from assetize.runtime.resources.lifecycle import InitResourceContext as InitResourceContext
from assetize.runtime.resources.pythonic import ConfigurableIOManager as ConfigurableIOManager
from assetize.runtime.resources.pythonic import ConfigurableIOManagerFactory as ConfigurableIOManagerFactory
from assetize.runtime.resources.pythonic import ConfigurableResource as ConfigurableResource
from assetize.runtime.resources.pythonic import ResourceDependency as ResourceDependency
from assetize.runtime.resources.pythonic import ResourceParam as ResourceParam
from assetize.runtime.schedules.asset_sensors import AssetSensorDefinition as AssetSensorDefinition
from assetize.runtime.schedules.asset_sensors import asset_sensor as asset_sensor
from assetize.runtime.schedules.multi_asset_context import (
    MultiAssetSensorEvaluationContext as MultiAssetSensorEvaluationContext,
)
from assetize.runtime.schedules.multi_asset_context import (
    build_multi_asset_sensor_context as build_multi_asset_sensor_context,
)
from assetize.runtime.schedules.multi_asset_sensor import (
    MultiAssetSensorDefinition as MultiAssetSensorDefinition,
)
from assetize.runtime.schedules.multi_asset_sensor import multi_asset_sensor as multi_asset_sensor
from assetize.runtime.schedules.partitioned import (
    build_schedule_from_partitioned_job as build_schedule_from_partitioned_job,
)
from assetize.runtime.schedules.run_request import RunRequest as RunRequest
from assetize.runtime.schedules.run_request import SkipReason as SkipReason
from assetize.runtime.schedules.run_status_context import RunFailureSensorContext as RunFailureSensorContext
from assetize.runtime.schedules.run_status_context import RunStatusSensorContext as RunStatusSensorContext
from assetize.runtime.schedules.run_status_context import (
    build_run_status_sensor_context as build_run_status_sensor_context,
)
from assetize.runtime.schedules.run_status_sensor import CodeLocationSelector as CodeLocationSelector
from assetize.runtime.schedules.run_status_sensor import JobSelector as JobSelector
from assetize.runtime.schedules.run_status_sensor import RepositorySelector as RepositorySelector
from assetize.runtime.schedules.run_status_sensor import (
    RunStatusSensorDefinition as RunStatusSensorDefinition,
)
from assetize.runtime.schedules.run_status_sensor import run_failure_sensor as run_failure_sensor
from assetize.runtime.schedules.run_status_sensor import run_status_sensor as run_status_sensor
from assetize.runtime.schedules.schedule import ScheduleDefinition as ScheduleDefinition
from assetize.runtime.schedules.schedule import schedule as schedule
from assetize.runtime.schedules.schedule_context import ScheduleEvaluationContext as ScheduleEvaluationContext
from assetize.runtime.schedules.schedule_context import build_schedule_context as build_schedule_context
from assetize.runtime.schedules.sensor import SensorDefinition as SensorDefinition
from assetize.runtime.schedules.sensor import sensor as sensor
from assetize.runtime.schedules.sensor_context import SensorEvaluationContext as SensorEvaluationContext
from assetize.runtime.schedules.sensor_context import build_sensor_context as build_sensor_context
from assetize.runtime.schedules.sensor_result import SensorResult as SensorResult
from assetize.runtime.schedules.status import DefaultScheduleStatus as DefaultScheduleStatus
from assetize.runtime.schedules.status import DefaultSensorStatus as DefaultSensorStatus
from assetize.runtime.selection.asset_selection import AssetSelection as AssetSelection
from assetize.runtime.serdes import deserialize_value as deserialize_value
from assetize.runtime.serdes import serialize_value as serialize_value
from assetize.runtime.types.builtin_names import Any as Any
from assetize.runtime.types.builtin_names import Bool as Bool
from assetize.runtime.types.builtin_names import Float as Float
from assetize.runtime.types.builtin_names import Int as Int
from assetize.runtime.types.builtin_names import Nothing as Nothing
from assetize.runtime.types.builtin_names import String as String
from assetize.runtime.types.check import TypeCheckContext as TypeCheckContext
from assetize.runtime.types.check import check_dagster_type as check_dagster_type
from assetize.runtime.types.dagster_type import DagsterType as DagsterType
from assetize.runtime.types.dagster_type import PythonObjectDagsterType as PythonObjectDagsterType
from assetize.runtime.types.dagster_type import TypeCheck as TypeCheck
from assetize.runtime.types.generic import Dict as Dict
from assetize.runtime.types.generic import List as List
from assetize.runtime.types.generic import Optional as Optional
from assetize.runtime.types.generic import Set as Set
from assetize.runtime.types.generic import Tuple as Tuple
from assetize.runtime.types.loader import DagsterTypeLoader as DagsterTypeLoader
from assetize.runtime.types.loader import DagsterTypeLoaderContext as DagsterTypeLoaderContext
from assetize.runtime.types.loader import dagster_type_loader as dagster_type_loader
from assetize.runtime.types.resolution import (
    make_python_type_usable_as_dagster_type as make_python_type_usable_as_dagster_type,
)
from assetize.runtime.types.resolution import usable_as_dagster_type as usable_as_dagster_type
from assetize.runtime.warnings import BetaWarning as BetaWarning
from assetize.runtime.warnings import ConfigArgumentWarning as ConfigArgumentWarning
from assetize.runtime.warnings import PreviewWarning as PreviewWarning
from assetize.runtime.warnings import SupersessionWarning as SupersessionWarning
from assetize.runtime.warnings import deprecation_warning as deprecation_warning
