"""Ranges of partitions."""

from __future__ import annotations

from assetize.runtime.records import Record, fields


class PartitionKeyRange(Record):
    """From one partition to another, both included."""

    __slots__ = fields("start", "end")

    def __init__(self, start: str, end: str) -> None:
        self.start = start
        self.end = end
