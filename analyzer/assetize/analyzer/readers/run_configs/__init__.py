"""Run configs and runs of jobs, found when ops, jobs and triggers are known."""

from assetize.analyzer.readers.run_configs.find import find_run_configs

__all__ = ["find_run_configs"]
