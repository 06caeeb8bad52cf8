"""Runs each step in a process of its own."""
