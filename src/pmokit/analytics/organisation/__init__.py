"""Who holds which role, and who may decide."""
