"""Random small Dagster projects, put through an upgrade and run before and after it."""
