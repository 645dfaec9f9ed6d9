"""A project's money."""
