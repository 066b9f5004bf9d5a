"""Measuring how good and how fast the cleaner is, alone and beside others, and that it stays linear."""
