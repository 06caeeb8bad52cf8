"""I/O managers for databases and object stores; what they need is imported when they are used."""
