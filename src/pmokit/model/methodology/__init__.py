"""The PMO's law as records, a module for each YAML file of `methodology/`."""
