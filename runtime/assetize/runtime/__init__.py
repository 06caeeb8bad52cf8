"""Runs ops, graphs, jobs and assets behind Dagster's public names."""
