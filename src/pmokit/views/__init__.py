"""Floor 4: rows ready to print. Everything a page shows is worked out here, once."""
