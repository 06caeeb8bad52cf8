"""Planning and running jobs."""
