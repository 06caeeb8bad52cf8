"""The public names of plain types: Python's own types under Dagster's names."""

from __future__ import annotations

from typing import Any as Any

Bool = bool
Float = float
Int = int
String = str
Nothing = type(None)
