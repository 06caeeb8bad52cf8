"""The partitions of a job: given as such, or by a partitioned config."""

from assetize.analyzer.model import Argument, Job
from assetize.analyzer.records import dataclass
from assetize.codemods.plan.index import Index

OF_CONFIG = "partitions_def"
"""The attribute of a partitioned config that holds its partitions."""


@dataclass(frozen=True, slots=True)
class JobPartitions:
    """``argument`` is what the job was given; ``attribute`` of the name that it holds is what an asset is given."""

    argument: Argument
    definition: str | None
    attribute: str = ""

    @property
    def identity(self) -> str:
        """Equal for jobs that have the same partitions."""
        return f"{self.definition or self.argument.text}.{self.attribute}"


def partitions_of(index: Index, job: Job) -> JobPartitions | None:
    """From ``partitions_def=``, or from a partitioned config given as ``config=``."""
    configs = [use for use in index.step_names.configs.get(job.id, ()) if use.form == "partitions"]
    for argument in job.arguments:
        if argument.name == "partitions_def" and argument.text != "None":
            return JobPartitions(argument, argument.definition)
        if argument.name == "config" and configs:
            return JobPartitions(argument, configs[0].partitions, OF_CONFIG)
    return None
