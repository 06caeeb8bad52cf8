"""Recognises Dagster's older generation: solids, pipelines, modes and presets."""

from assetize.analyzer.codes.reading import OLDER_GENERATION
from assetize.analyzer.readers.found import Found, Reading

OLDER = (
    "dagster.solid",
    "dagster.lambda_solid",
    "dagster.composite_solid",
    "dagster.pipeline",
    "dagster.SolidDefinition",
    "dagster.PipelineDefinition",
    "dagster.CompositeSolidDefinition",
    "dagster.ModeDefinition",
    "dagster.PresetDefinition",
    "dagster.PartitionSetDefinition",
    "dagster.execute_pipeline",
    "dagster.execute_solid",
    "dagster.reconstructable_pipeline",
)


def read_older(reading: Reading) -> Found:
    """One record for each use; nothing else is known of it."""
    return Found(
        unknowns=tuple(
            site.here.unknown(
                site.node,
                OLDER_GENERATION,
                f"{site.name.partition('.')[2]} is of the older generation",
                site.id,
            )
            for site in reading.sites(*OLDER)
        )
    )


def older_ids(reading: Reading) -> frozenset[str]:
    """Ids of the solids and pipelines themselves."""
    return frozenset(site.id for site in reading.sites(*OLDER))
