"""Selection strings and objects."""
