"""Attestations and waivers."""
