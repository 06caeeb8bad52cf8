"""Runs, events and partitions in a sqlite file that processes share."""
