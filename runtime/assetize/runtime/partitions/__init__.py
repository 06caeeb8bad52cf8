"""Partition sets, key ranges and mappings between them."""
