"""Dagster types: checks of the values that cross an op's boundary."""
