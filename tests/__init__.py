"""The tests: laws, rules, fixtures, seeds, and the parts one by one."""
