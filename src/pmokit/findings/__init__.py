"""Floor 5: findings for readers and machines. One writer a file, all over the same outcome."""
