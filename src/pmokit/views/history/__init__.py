"""What happened and what moved."""
