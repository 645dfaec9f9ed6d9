"""Floor 2: numbers about a workspace. Pure functions; they judge nothing and print nothing."""
