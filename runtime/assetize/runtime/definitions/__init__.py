"""Ops, graphs and jobs, and how bodies compose into graphs."""
