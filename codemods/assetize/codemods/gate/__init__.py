"""The gate: rewritten text is read again, and must be what the plan wanted, before anything is offered."""

from assetize.codemods.gate.check import check

__all__ = ["check"]
