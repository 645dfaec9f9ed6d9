"""Which reports are due, which are closed, and whether they can be believed."""
