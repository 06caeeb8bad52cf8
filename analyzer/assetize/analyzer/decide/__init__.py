"""From facts and effects to decisions: which op outputs are assets, under which keys, and which jobs fit."""

from assetize.analyzer.decide.decisions import Decisions, decide

__all__ = ["Decisions", "decide"]
