"""Proves that upgraded code does what the original did: both versions run with stubs for bodies, and must do the same."""
