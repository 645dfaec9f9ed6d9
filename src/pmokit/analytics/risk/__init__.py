"""The weight of risks."""
