"""Measuring how fast the cleaner is, and that it stays linear."""
