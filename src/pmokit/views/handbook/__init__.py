"""The methodology for readers."""
