"""Runs in a process of its own: loads one version of a project, runs its jobs with stubs for bodies, and says what it saw."""
