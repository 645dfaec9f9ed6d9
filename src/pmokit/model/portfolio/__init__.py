"""What a department's projects share, a module for each YAML file of `portfolio/`."""
