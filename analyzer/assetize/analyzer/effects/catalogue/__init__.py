"""What calls of well-known libraries do: rows of data, looked up by function or method name.

A new idiom is one ``Row`` in the file of its kind; its ``example`` is its test.
"""

from assetize.analyzer.effects.catalogue import (
    databases,
    documents,
    dumps,
    files,
    frames,
    messages,
    object_stores,
    orm,
    resources,
    s3,
    spark,
    warehouses,
)
from assetize.analyzer.effects.catalogue.index import Index, index
from assetize.analyzer.effects.catalogue.row import Maker, Reading, Row, Slot, Switch

_PARTS = (
    frames,
    files,
    dumps,
    databases,
    orm,
    warehouses,
    spark,
    s3,
    object_stores,
    documents,
    messages,
    resources,
)
CATALOGUE: tuple[Row, ...] = tuple(row for part in _PARTS for row in part.ROWS)
MAKERS: tuple[Maker, ...] = tuple(maker for part in _PARTS for maker in part.MAKERS)
INDEX: Index = index(CATALOGUE, MAKERS)
RESOURCES: dict[str, str] = dict(resources.RESOURCES)

__all__ = ["CATALOGUE", "INDEX", "MAKERS", "RESOURCES", "Index", "Maker", "Reading", "Row", "Slot", "Switch"]
