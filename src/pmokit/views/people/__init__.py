"""What one person answers for."""
