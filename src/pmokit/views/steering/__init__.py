"""Steering groups: agenda, pack, decision log."""
