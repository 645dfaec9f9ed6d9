"""Phases, gate decisions and the documents they ask for."""
