"""The cleaner inside other engines: one Arrow batch function, and thin adapters over it. Each needs its own extra."""
