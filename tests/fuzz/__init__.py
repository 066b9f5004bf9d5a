"""Fuzzing: targets that hold the laws against any bytes, what they start from, and the drivers that vary it."""
