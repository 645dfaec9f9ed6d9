"""Floor 5: readers and writers of foreign files. They yield data; the CLI writes."""
