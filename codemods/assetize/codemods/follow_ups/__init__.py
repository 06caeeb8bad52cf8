"""What a person must follow up outside Python: files that name what an upgrade calls otherwise."""
