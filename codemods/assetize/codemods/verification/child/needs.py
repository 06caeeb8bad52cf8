"""What a job needs that does not show in its data."""

from typing import Any


def needed_resources(job: Any) -> list[str]:
    """Keys of resources that the job's ops declare."""
    return sorted({key for op_def in job.graph.iterate_op_defs() for key in op_def.required_resource_keys})
