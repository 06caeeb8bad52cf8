"""Loads a project's definitions the way Dagster's own command line does."""
