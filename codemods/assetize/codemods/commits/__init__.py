"""Commits an upgrade to git, one commit for each change unit; each of them is a whole project that loads."""
