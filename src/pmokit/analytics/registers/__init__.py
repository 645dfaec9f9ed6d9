"""Facts about entries of charters and registers: the same thing entered twice, or denied elsewhere."""
