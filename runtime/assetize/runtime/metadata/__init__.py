"""Metadata values."""
