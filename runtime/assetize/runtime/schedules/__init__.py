"""Schedules and sensors as definitions that can be evaluated."""
