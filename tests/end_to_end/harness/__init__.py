"""Runs fixture projects on real Dagster in a scratch world, and compares what they left there."""
