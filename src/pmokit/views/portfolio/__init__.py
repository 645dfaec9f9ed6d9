"""Pages about many projects."""
