"""Reasons not to upgrade a job: each is one file with one function; all are asked, and all that they say is reported."""

from collections.abc import Callable, Iterable

from assetize.analyzer.model import Diagnostic
from assetize.codemods.plan.job_view import JobView
from assetize.codemods.plan.narrowed_config import find_config_of_others
from assetize.codemods.plan.obstacles.dynamic_output import find_dynamic_outputs
from assetize.codemods.plan.obstacles.fan_in import find_value_fan_ins
from assetize.codemods.plan.obstacles.graph_as_data import find_graphs_as_data
from assetize.codemods.plan.obstacles.io_manager_address import find_moving_addresses
from assetize.codemods.plan.obstacles.job_argument import find_lost_arguments
from assetize.codemods.plan.obstacles.job_place import find_misplaced_job
from assetize.codemods.plan.obstacles.job_reference import find_job_uses
from assetize.codemods.plan.obstacles.key_conflict import find_key_conflicts
from assetize.codemods.plan.obstacles.key_prefix import find_parting_prefixes
from assetize.codemods.plan.obstacles.loaded_differently import find_inputs_loaded_differently
from assetize.codemods.plan.obstacles.location import find_location_trouble
from assetize.codemods.plan.obstacles.made_definition import find_made_definitions
from assetize.codemods.plan.obstacles.name_from_config import find_names_from_config
from assetize.codemods.plan.obstacles.named_step import find_named_steps
from assetize.codemods.plan.obstacles.node_setting import find_node_settings
from assetize.codemods.plan.obstacles.not_understood import find_unknowns
from assetize.codemods.plan.obstacles.optional_output import find_optional_outputs
from assetize.codemods.plan.obstacles.own_event import find_own_events
from assetize.codemods.plan.obstacles.run_config import find_unfollowed_configs
from assetize.codemods.plan.obstacles.side_effect import find_side_effects
from assetize.codemods.plan.obstacles.statement import find_odd_statements
from assetize.codemods.plan.obstacles.step_identity import find_step_identities
from assetize.codemods.plan.obstacles.stored_path import find_read_paths
from assetize.codemods.plan.obstacles.storing_report import find_reports_of_io_managers
from assetize.codemods.plan.obstacles.unfed_input import find_unfed_inputs
from assetize.codemods.plan.obstacles.unused_output import find_unused_outputs
from assetize.codemods.plan.obstacles.used_twice import find_repeated_makers

Obstacle = Callable[[JobView], Iterable[Diagnostic]]

OBSTACLES: tuple[Obstacle, ...] = (
    find_unknowns,
    find_made_definitions,
    find_graphs_as_data,
    find_misplaced_job,
    find_odd_statements,
    find_lost_arguments,
    find_node_settings,
    find_dynamic_outputs,
    find_optional_outputs,
    find_unfed_inputs,
    find_job_uses,
    find_unfollowed_configs,
    find_config_of_others,
    find_location_trouble,
    find_moving_addresses,
    find_key_conflicts,
    find_parting_prefixes,
    find_repeated_makers,
    find_side_effects,
    find_unused_outputs,
    find_own_events,
    find_reports_of_io_managers,
    find_value_fan_ins,
    find_inputs_loaded_differently,
    find_step_identities,
    find_named_steps,
    find_read_paths,
    find_names_from_config,
)
"""Each looks at one job alone; what only shows between jobs is in ``between_jobs``."""

__all__ = ["OBSTACLES", "Obstacle"]
