"""Runs the jobs of one version for real, in a scratch copy, and writes down what they left there."""
