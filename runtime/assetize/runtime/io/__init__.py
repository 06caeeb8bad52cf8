"""I/O managers, input managers and their contexts."""
