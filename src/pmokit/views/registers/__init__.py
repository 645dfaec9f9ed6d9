"""Registers across the portfolio."""
