"""Shares work out among processes, where that is safe and pays off.

``share_out`` is the whole of it: the same results, in the same order, with any number of processes.
"""

from assetize.analyzer.parallel.share_out import share_out

__all__ = ["share_out"]
