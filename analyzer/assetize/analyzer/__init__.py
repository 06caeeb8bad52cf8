"""Reads Dagster projects without importing them: source text to facts, evidence and decisions."""
