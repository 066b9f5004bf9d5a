"""Showing why: every line of the page with what was decided of it."""
