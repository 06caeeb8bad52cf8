"""Config schemas, their validation and the errors that name a path."""
