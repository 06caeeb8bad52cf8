"""Materializations that an op's own body makes: whether they can be left to the asset that the op becomes."""

from assetize.analyzer.model.source import Location
from assetize.analyzer.records import dataclass


@dataclass(frozen=True, slots=True)
class OpReport:
    """One ``AssetMaterialization(...)`` in the body of an op. ``key``: its asset, None where it is not written out.

    ``problem``: why its metadata cannot go with the op's output instead (``"is not a statement of its own ..."``), empty where it
    can. ``metadata_names``: the names of its metadata, None where they are not written out.
    """

    key: tuple[str, ...] | None
    where: Location
    problem: str = ""
    metadata_names: tuple[str, ...] | None = ()
    description_is_told: bool = False
    """Its description cannot be the asset's own (it is made while running, or the op has one): it goes with the metadata."""
    names_mapping_key: bool = False
    """Its partition is ``context.get_mapping_key()``, which is None where the op is not mapped over dynamic outputs."""
