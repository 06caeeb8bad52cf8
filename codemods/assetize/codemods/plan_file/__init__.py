"""A plan as a file: written by one command, read and edited by a person, carried out by another command."""
