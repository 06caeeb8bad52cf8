"""When assets ought to be made: conditions, and their evaluation in tests."""
