"""What names the steps of a job, or uses it as an object, follows the upgrade: run configs, look-ups, runs by code."""
