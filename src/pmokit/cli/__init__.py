"""Floor 6: the commands. The only floor that prints, exits, reads the clock and the environment."""
