"""Turns an analysis into a plan, rewritten text, diffs and reports; holds the command line."""
