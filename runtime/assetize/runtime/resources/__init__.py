"""Resources and their lifecycle."""
