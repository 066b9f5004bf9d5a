"""What the markup of a page states of its article, weighed against what the page shows."""
