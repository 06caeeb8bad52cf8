"""The rules that find out what an op's output is, strongest first; each is one file with one function of one signature."""

from collections.abc import Callable

from assetize.analyzer.decide.op_view import OpView
from assetize.analyzer.decide.rules.data_flow import is_transient
from assetize.analyzer.decide.rules.declared import is_declared
from assetize.analyzer.decide.rules.finding import Finding
from assetize.analyzer.decide.rules.io_manager import is_stored_by_io_manager
from assetize.analyzer.decide.rules.materialization import is_materialized_by_event
from assetize.analyzer.decide.rules.own_write import is_written_by_the_op
from assetize.analyzer.decide.rules.side_effect import is_no_data
from assetize.analyzer.decide.rules.table_hint import is_named_by_metadata
from assetize.analyzer.model import OpOutput

Rule = Callable[[OpView, OpOutput], Finding | None]

RULES: tuple[Rule, ...] = (
    is_declared,
    is_materialized_by_event,
    is_named_by_metadata,
    is_stored_by_io_manager,
    is_written_by_the_op,
    is_transient,
    is_no_data,
)
"""Tried in this order: the first that finds an asset decides; later asset findings add their evidence."""

__all__ = ["RULES", "Finding", "Rule"]
