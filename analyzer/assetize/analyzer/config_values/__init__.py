"""The values of run config, read from the text and bound to the uses of ops that they are for."""
