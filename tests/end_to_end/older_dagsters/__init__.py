"""The fixtures on the Dagster of another environment, upgraded for that version: run by nox."""
