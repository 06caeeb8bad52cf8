"""The rules that decide, in words."""

RULE_WORDS = {
    "is_declared": "the project's own settings say so",
    "is_materialized_by_event": "the op reports one materialization under a literal key",
    "is_named_by_metadata": "the output's metadata names the table that its I/O manager writes",
    "is_stored_by_io_manager": "the output has an I/O manager of its own",
    "is_written_by_the_op": "the op writes one object whose name is known before a run",
    "is_transient": "the value is handed to other ops, or to nobody; nothing stores it",
    "is_no_data": "no rule found an asset, or a value that is handed on",
}
"""By the name of the rule's function."""
