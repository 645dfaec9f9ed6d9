"""Floor 0: characters in files. Knows YAML, Markdown and places; knows nothing of projects."""
