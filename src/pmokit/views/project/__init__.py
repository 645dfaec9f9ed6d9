"""Pages about one project."""
